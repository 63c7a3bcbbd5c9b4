/** The command line as a shell takes it back. */
export function shellCommand(args: readonly string[]): string {
  return shellWords(args).join(" ");
}

/** Its words, each quoted where a shell needs it. */
export function shellWords(args: readonly string[]): string[] {
  return ["busbar", ...args].map(shellWord);
}

function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
