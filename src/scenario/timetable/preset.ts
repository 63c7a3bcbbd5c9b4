import { closestWord } from "../closestWord.ts";
import { InputProblem } from "../inputProblem.ts";

/** A kind of timetable file: what its columns are called. */
export interface Preset<Field extends string> {
  readonly what: string;
  /** Names a column may have; the first of them is the one to write. */
  readonly columns: Readonly<Record<Field, readonly string[]>>;
  readonly required: readonly Field[];
}

/** Where each field stands in a row; −1 when the file does not have it. */
export type Positions<Field extends string> = Readonly<Record<Field, number>>;

/** A header of more columns than this is told in part. */
const MOST_COLUMNS = 20;

/** Where a preset's fields stand, or null when a required one is missing. */
export function positionsIn<Field extends string>(
  preset: Preset<Field>,
  header: readonly string[],
): Positions<Field> | null {
  const lower = header.map((name) => name.toLowerCase());
  const positions = {} as Record<Field, number>;
  for (const field of Object.keys(preset.columns) as Field[]) {
    positions[field] = lower.findIndex((name) => preset.columns[field].includes(name));
  }
  return preset.required.every((field) => positions[field] >= 0) ? positions : null;
}

/** @throws InputProblem for a field that has more than one column */
export function checkNamedOnce(
  file: string,
  preset: Preset<string>,
  header: readonly string[],
): void {
  for (const names of Object.values(preset.columns)) {
    const columns = header.filter((name) => names.includes(name.toLowerCase()));
    if (columns.length < 2) continue;
    throw new InputProblem({
      place: { file, line: 1 },
      message: `found the columns ${columns.join(" and ")}, which mean the same`,
      mend: "keep one of them",
    });
  }
}

/** Says which columns are missing to make a header fit one of the presets. */
export function unknownColumns(
  file: string,
  header: readonly string[],
  presets: readonly Preset<string>[],
): InputProblem {
  const lower = new Set(header.map((name) => name.toLowerCase()));
  const lacking = presets.map(({ what, columns, required }) => ({
    what,
    missing: required
      .map((field) => columns[field] as readonly string[])
      .filter((names) => !names.some((name) => lower.has(name)))
      .map((names) => names[0]!),
  }));
  const nearest = lacking.toSorted((a, b) => a.missing.length - b.missing.length)[0];
  const meant = nearest?.missing
    .map((name) => [name, closestWord(name, header)] as const)
    .filter(([, near]) => near !== undefined)
    .map(([name, near]) => `is ${near} meant to be ${name}?`);
  return new InputProblem({
    place: { file, line: 1 },
    message: `found the columns ${listed(header)}; ${lacking
      .map(({ what, missing }) => `for ${what} there is no ${missing.join(", ")}`)
      .join("; ")}`,
    mend:
      meant !== undefined && meant.length > 0
        ? meant.join(" ")
        : presets.some(({ what }) => what === "blocks")
          ? "name the columns as they are here, or have busbar import blocks do it with --column"
          : "name the columns as they are here",
  });
}

function listed(header: readonly string[]): string {
  const rest = header.length - MOST_COLUMNS;
  const names = header
    .slice(0, MOST_COLUMNS)
    .map((name) => (name.length > 40 ? `${name.slice(0, 37)}…` : name));
  return names.join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}
