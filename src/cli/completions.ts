import { strategies } from "../planning/index.ts";
import { settingCompletions } from "../scenario/index.ts";
import { solvers } from "./options.ts";

/**
 * What the last of some words may become, for a shell; nothing where a file is as good as any word.
 * @param typed the words after `busbar`, the last one perhaps empty; some shells cut them at signs
 * @param options of each command, by the command's name
 */
export function completions(
  typed: readonly string[],
  options: Readonly<Record<string, readonly string[]>>,
): string[] {
  const words = uncut(typed);
  const begun = words.at(-1) ?? "";
  const before = words.at(-2);
  if (before === undefined) {
    return startingWith(begun, [...Object.keys(options), "--help", "--version"]);
  }
  const known = options[words[0]!] ?? [];
  const option = known.find((name) => before === `--${name}`);
  if (option === "set") return settingCompletions(begun);
  if (option === "solver") return startingWith(begun, solvers);
  if (option === "strategy") return nextStrategies(begun);
  if (!begun.startsWith("-")) return [];
  return startingWith(
    begun,
    [...known, "help"].map((name) => `--${name}`),
  );
}

/** What the last of strategies with commas between may become. */
function nextStrategies(begun: string): string[] {
  const before = begun.slice(0, begun.lastIndexOf(",") + 1);
  const words = ["own", ...Object.keys(strategies)];
  return startingWith(
    begun,
    words.map((word) => before + word),
  );
}

function startingWith(begun: string, words: readonly string[]): string[] {
  return words.filter((word) => word.startsWith(begun));
}

/** Puts together again what a shell has cut at `=` and `:`. */
function uncut(pieces: readonly string[]): string[] {
  const words: string[] = [];
  let joins = false;
  for (const piece of pieces) {
    const isSign = piece === "=" || piece === ":";
    if ((isSign || joins) && words.length > 0) words[words.length - 1] += piece;
    else words.push(piece);
    joins = isSign;
  }
  return words;
}
