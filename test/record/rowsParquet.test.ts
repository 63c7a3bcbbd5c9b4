import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { describe, expect, it } from "vitest";
import { RowColumns, rowsParquet } from "../../src/record/index.ts";

type Row = Readonly<Record<string, string | number | boolean | null>>;

async function written(rows: readonly Row[]): Promise<ArrayBuffer> {
  const columns = new RowColumns();
  for (const row of rows) columns.add(row);
  async function* each(): AsyncGenerator<Row> {
    yield* rows;
  }
  return Uint8Array.from(await rowsParquet(columns, each())).buffer;
}

async function readBack(rows: readonly Row[]): Promise<Row[]> {
  return (await parquetReadObjects({ file: await written(rows) })) as Row[];
}

describe("rows as Parquet", () => {
  it("read by another program are the same, over several groups", async () => {
    const rows = Array.from({ length: 25_001 }, (_, i) => ({
      run: i + 1,
      name: `night ${i % 7}`,
      ok: i % 3 > 0,
      "site.peak15Kw": i / 7,
      error: i % 1000 === 0 ? "no" : null,
    }));
    expect(await readBack(rows)).toEqual(rows);
  });

  it("are held a thousand at a time, however many there are", async () => {
    const rows = Array.from({ length: 10_500 }, (_, run) => ({ run }));
    const { row_groups: groups } = parquetMetadata(await written(rows));
    expect(groups.map(({ num_rows: count }) => Number(count))).toEqual([
      ...Array.from({ length: 10 }, () => 1000),
      500,
    ]);
  });

  it("have null where a row has no such column, and text where kinds differ", async () => {
    const rows = [
      { run: 1, a: null },
      { run: 2, a: 1, b: true },
      { run: 3, a: "x" },
      { run: 4, c: null },
    ];
    expect(await readBack(rows)).toEqual([
      { run: 1, a: null, b: null, c: null },
      { run: 2, a: "1", b: true, c: null },
      { run: 3, a: "x", b: null, c: null },
      { run: 4, a: null, b: null, c: null },
    ]);
  });
});
