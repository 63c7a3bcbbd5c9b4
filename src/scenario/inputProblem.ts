/** Where in which file something is wrong; lines and columns from 1. */
export interface Place {
  readonly file: string;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  /** Path of the value, `control.strategy`, or the name of the column. */
  readonly path?: string | undefined;
}

/** One thing that is wrong with an input. */
export interface Flaw {
  readonly place: Place;
  /** What is wrong: what was found, and what is expected. */
  readonly message: string;
  /** How to mend it. */
  readonly mend?: string | undefined;
}

/** Input that cannot be used; carries everything that is wrong with it, at least one flaw. */
export class InputProblem extends Error {
  readonly flaws: readonly Flaw[];

  constructor(...flaws: readonly Flaw[]) {
    super(flaws.map(describeFlaw).join("\n"));
    this.name = "InputProblem";
    this.flaws = flaws;
  }
}

/** One flaw in one line: `night.yaml:7:26 control.strategy: found …, expected … (mend: …)`. */
export function describeFlaw({ place, message, mend }: Flaw): string {
  const { file, line, column, path } = place;
  const where = [file, line, line === undefined ? undefined : column]
    .filter((part) => part !== undefined)
    .join(":");
  const what = path === undefined || path === "" ? message : `${path}: ${message}`;
  return `${where} ${what}${mend === undefined ? "" : ` (${mend})`}`;
}
