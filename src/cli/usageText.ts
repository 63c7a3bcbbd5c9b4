import { closestWord } from "../scenario/index.ts";

/** What a command reads, where it is no scenario. */
const needs: Readonly<Record<string, readonly [input: string, word: string]>> = {
  plan: ["a file", "FILE"],
  report: ["a folder", "FOLDER"],
  merge: ["folders", "DIR …"],
  compare: ["a scenario", "SCENARIO …"],
  emulate: ["a presystem", "dms|itcs"],
  record: ["a protocol", "vdv463"],
  doctor: ["a protocol and an address", "vdv463 URL"],
  import: ["a kind and a file", "KIND FILE"],
};

/**
 * What is wrong with the words on the command line, said for people.
 * @param message of the parser
 * @param options of each command, by the command's name
 */
export function usageText(
  message: string,
  args: readonly string[],
  options: Readonly<Record<string, readonly string[]>>,
): string {
  const command = args[0] ?? "";
  const [, unknown] = /^Unknown arguments?: ([^,]+)/.exec(message) ?? [];
  if (unknown !== undefined && !Object.hasOwn(options, command)) {
    return noCommand(unknown, Object.keys(options));
  }
  if (unknown !== undefined) return unknownWord(unknown, command, args, options);
  const [, lacking] = /^Not enough arguments following: (.+)/.exec(message) ?? [];
  if (lacking !== undefined) return `--${lacking} needs a value after it`;
  if (message.startsWith("Not enough non-option")) {
    const [input, word] = needs[command] ?? ["a scenario", "SCENARIO"];
    return `${command} needs ${input}: busbar ${command} ${word}`;
  }
  return message;
}

function noCommand(word: string, commands: readonly string[]): string {
  const meant = closestWord(word, commands);
  const mend = meant === undefined ? `commands: ${commands.join(", ")}` : `did you mean ${meant}?`;
  return `there is no command ${word} (${mend})`;
}

function unknownWord(
  word: string,
  command: string,
  args: readonly string[],
  options: Readonly<Record<string, readonly string[]>>,
): string {
  const option = args.find((arg) => [`--${word}`, `-${word}`].includes(arg.split("=")[0]!));
  if (option === undefined) return `found ${word}, which ${command} does not expect`;
  const elsewhere = Object.keys(options).filter((other) => options[other]?.includes(word));
  const meant = closestWord(word, options[command] ?? []);
  const near = meant === undefined ? undefined : `did you mean --${meant}?`;
  const mend = elsewhere.length > 0 ? `it is one of ${elsewhere.join(", ")}` : near;
  return `${command} has no option ${option.split("=")[0]}${mend === undefined ? "" : ` (${mend})`}`;
}
