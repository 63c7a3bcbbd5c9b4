/** Rows of a group: few enough to be held, many enough to be found quickly. */
const GROUP = 1000;

/** Single values under the names of their columns. */
type Row = Readonly<Record<string, string | number | boolean | null>>;

/** How a column is stored; a column of values of several kinds holds them as text. */
export type ColumnType = "DOUBLE" | "BOOLEAN" | "STRING";

/** What `rowsParquet` must know beforehand: the columns in order, gathered row by row. */
export class RowColumns {
  readonly types = new Map<string, ColumnType | null>();

  add(row: Row): void {
    for (const [name, value] of Object.entries(row)) {
      const before = this.types.get(name) ?? null;
      const type = typeOf(value);
      if (before === null) this.types.set(name, type);
      else if (type !== null && type !== before) this.types.set(name, "STRING");
    }
  }
}

/** Rows as a Parquet file, of which only a group is held at a time. */
export async function rowsParquet(
  { types }: RowColumns,
  rows: AsyncIterable<Row>,
): Promise<Uint8Array> {
  const { ByteWriter, ParquetWriter, schemaFromColumnData } = await import("hyparquet-writer");
  const columns = [...types].map(([name, type]) => ({ name, type: type ?? "STRING" }));
  const columnsOf = (group: readonly Row[]) =>
    columns.map(({ name, type }) => ({
      name,
      data: group.map((row) => valueAs(type, row[name] ?? null)),
    }));
  const typed = columns.map((column) => ({ ...column, nullable: true, data: [] }));
  const writer = new ByteWriter();
  const parquet = new ParquetWriter({
    writer,
    schema: schemaFromColumnData({ columnData: typed }),
  });
  let group: Row[] = [];
  for await (const row of rows) {
    if (group.push(row) < GROUP) continue;
    await parquet.write({ columnData: columnsOf(group), rowGroupSize: GROUP });
    group = [];
  }
  if (group.length > 0) await parquet.write({ columnData: columnsOf(group), rowGroupSize: GROUP });
  await parquet.finish();
  return writer.getBytes();
}

function typeOf(value: Row[string]): ColumnType | null {
  if (value === null) return null;
  if (typeof value === "number") return "DOUBLE";
  return typeof value === "boolean" ? "BOOLEAN" : "STRING";
}

function valueAs(type: ColumnType, value: Row[string]): Row[string] {
  return type === "STRING" && value !== null ? String(value) : value;
}
