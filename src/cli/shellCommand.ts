/** The command line as a shell takes it back. */
export function shellCommand(args: readonly string[]): string {
  return ["busbar", ...args].map(shellWord).join(" ");
}

function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
