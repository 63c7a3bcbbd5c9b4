import { parquetReadObjects } from "hyparquet";
import { describe, expect, it } from "vitest";
import { quarterHours, type RunResult } from "../../src/kpi/index.ts";
import { seriesParquet } from "../../src/record/index.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../support/smallDepot.ts";
import { evening, smallRun } from "../support/smallRun.ts";

async function rowsOf(run: RunResult): Promise<Record<string, unknown>[]> {
  const bytes = await seriesParquet(run);
  const { buffer } = Uint8Array.from(bytes);
  expect(new TextDecoder().decode(buffer.slice(0, 4))).toBe("PAR1");
  expect(new TextDecoder().decode(buffer.slice(-4))).toBe("PAR1");
  return parquetReadObjects({ file: buffer });
}

describe("series.parquet", () => {
  it("read by another program holds every quarter-hour of every node, to the last bit", async () => {
    const run = smallRun();
    const rows = await rowsOf(run);
    expect(rows).toEqual(
      run.nodes.flatMap((node) =>
        quarterHours(run, node).map(({ atMs, meanKw, baseLoadKw }) => ({
          at: new Date(atMs),
          node: node.id,
          meanKw,
          baseLoadKw,
          contractKw: node.id === "site" ? 250 : 160,
          maxKw: node.id === "site" ? 300 : null,
        })),
      ),
    );
    const { fromMs, toMs } = run.window;
    expect(rows).toHaveLength((2 * (toMs - fromMs)) / (15 * MINUTE_MS));
  });

  it("holds the energy of the whole window", async () => {
    const run = smallRun();
    const site = (await rowsOf(run)).filter(({ node }) => node === "site");
    const kwh = site.reduce((sum, { meanKw }) => sum + (meanKw as number) / 4, 0);
    const charging = run.nodes[0]!.chargingKwh.reduce((sum, value) => sum + value, 0);
    expect(kwh).toBeCloseTo(charging + (20 * site.length) / 4, 9);
  });

  it("ends with the last whole quarter-hour of a run cut short", async () => {
    const run = smallRun(evening, DAY_MS + 18.5 * HOUR_MS);
    expect(run.complete).toBe(false);
    const rows = await rowsOf(run);
    const lastMs = Math.max(...rows.map(({ at }) => (at as Date).getTime()));
    expect(lastMs + 15 * MINUTE_MS).toBeLessThanOrEqual(run.untilMs);
    expect(lastMs + 30 * MINUTE_MS).toBeGreaterThan(run.untilMs);
  });

  it("is a readable file even without a row", async () => {
    const run = smallRun();
    expect(await rowsOf({ ...run, untilMs: run.window.fromMs })).toEqual([]);
  });
});
