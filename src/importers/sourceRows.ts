import {
  checkNamedOnce,
  closestWord,
  InputProblem,
  openCsv,
  type Positions,
  positionsIn,
  type Preset,
  type Row,
  unknownColumns,
} from "../scenario/index.ts";
import type { ColumnsUsed, Source } from "./imported.ts";

/** A table of others, open: where its fields stand, and its rows. */
export interface SourceRows<Field extends string> {
  readonly at: Positions<Field>;
  readonly rows: AsyncIterable<Row>;
  readonly columns: ColumnsUsed;
}

/**
 * Opens a table whose columns are called as the preset says, or as people say.
 * @throws InputProblem for a column that is missing or named twice
 */
export async function sourceRows<Field extends string>(
  { files, path, options }: Pick<Source, "files" | "path" | "options">,
  preset: Preset<Field>,
): Promise<SourceRows<Field>> {
  const { columns, rows } = await openCsv(files, path, (names) => {
    const header = names.map((name) => name.normalize("NFC"));
    const mapped = withNames(path, preset, options.columns, header);
    const at = positionsIn(mapped, header);
    if (at === null) throw mappable(unknownColumns(path, header, [mapped]), mapped, header);
    checkNamedOnce(path, mapped, header);
    return { at, columns: columnsUsed(at, header) };
  });
  return { ...columns, rows: checked(rows) };
}

/** A row that has more cells than the header, or fewer, would be read askew. */
async function* checked(rows: AsyncIterable<Row>): AsyncGenerator<Row> {
  for await (const row of rows) {
    row.checkLength();
    yield row;
  }
}

/** The preset with columns called as people say. @throws InputProblem for one that is not there */
function withNames<Field extends string>(
  file: string,
  preset: Preset<Field>,
  names: ReadonlyMap<string, string>,
  header: readonly string[],
): Preset<Field> {
  const columns: Record<string, readonly string[]> = { ...preset.columns };
  for (const [field, given] of names) {
    const name = given.normalize("NFC");
    if (!Object.hasOwn(columns, field)) {
      throw new InputProblem({
        place: { file: `--column ${field}=${given}` },
        message: `${preset.what} have no ${field}, expected one of ${Object.keys(columns).join(", ")}`,
        mend: meant(closestWord(field, Object.keys(columns))),
      });
    }
    if (!header.some((column) => column.toLowerCase() === name.toLowerCase())) {
      throw new InputProblem({
        place: { file, line: 1 },
        message: `there is no column "${given}", which --column gives for ${field}`,
        mend:
          meant(closestWord(name, header)) ?? `its columns are ${header.slice(0, 20).join(", ")}`,
      });
    }
    columns[field] = [name.toLowerCase()];
  }
  return { ...preset, columns: columns as Preset<Field>["columns"] };
}

function meant(word: string | undefined): string | undefined {
  return word === undefined ? undefined : `did you mean ${word}?`;
}

/** The same problem, with the option that mends it. */
function mappable<Field extends string>(
  problem: InputProblem,
  { columns, required }: Preset<Field>,
  header: readonly string[],
): InputProblem {
  const lower = new Set(header.map((name) => name.toLowerCase()));
  const missing = required.filter((field) => !columns[field].some((name) => lower.has(name)));
  const options = missing.map((field) => `--column ${field}=…`).join(" ");
  const [{ place, message }] = problem.flaws as [InputProblem["flaws"][number]];
  return new InputProblem({ place, message, mend: `say which they are: ${options}` });
}

function columnsUsed(at: Readonly<Record<string, number>>, header: readonly string[]): ColumnsUsed {
  const fields = Object.entries(at).filter(([, position]) => position >= 0);
  const positions = new Set(fields.map(([, position]) => position));
  return {
    used: Object.fromEntries(fields.map(([field, position]) => [field, header[position]!])),
    ignored: header.filter((name, i) => name !== "" && !positions.has(i)),
  };
}
