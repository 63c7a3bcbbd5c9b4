import { describe, expect, it } from "vitest";
import { elevenOf, openVariant, Runner, type SizeResult } from "../../src/study/index.ts";
import { blockTable } from "../support/blockTable.ts";
import { memoryFiles } from "../support/memoryFiles.ts";
import { hasSharedData } from "../support/sharedData.ts";
import { sizing } from "../support/sizing.ts";

const HOUR_MS = 3_600_000;
const STEP_MS = 900_000;
/** A bus's last stay has no next block to end it. */
const AFTER_LAST_MS = 8 * HOUR_MS;
const FAR_KW = 1e6;

/** Buses of 350 kWh on 150 kW each, without taper or loss. */
const DEPOT = `
timezone: UTC
timetable: { file: stays.csv }
vehicleTypes:
  bus12:
    { grossKwh: 400, usableKwh: 350, consumptionKwhPerKm: 1.3, maxChargeKw: 150, chargeCurve: [[0, 1], [1, 1]] }
stations: [{ id: P, count: asNeeded, ratedKw: 150, efficiency: 1 }]
operations: { plugInDelayMin: 0, unplugBeforeDepartureMin: 0 }
`;

/** A stay file of a block table. @param stepMs arrivals are rounded up to it, departures down */
function staysCsv(table: string, stepMs: number): string {
  const time = (atMs: number): string =>
    new Date(atMs).toISOString().slice(0, 19).replace("T", " ");
  const rows = [...blockTable(table)].flatMap(([bus, blocks]) =>
    blocks.map(({ arriveAtMs, energyKwh }, i) => {
      const fromMs = Math.ceil(arriveAtMs / stepMs) * stepMs;
      const next = blocks[i + 1];
      const toMs =
        next === undefined ? fromMs + AFTER_LAST_MS : Math.floor(next.departAtMs / stepMs) * stepMs;
      return [bus, "bus12", time(fromMs), time(toMs), energyKwh].join(",");
    }),
  );
  const header = "vehicle_id,vehicle_type,arrive_depot,depart_depot,energy_kwh";
  return `${[header, ...rows].join("\n")}\n`;
}

/** Whether each limit serves the night, each run by itself and read anew. */
async function served(
  entries: Readonly<Record<string, string>>,
  strategy: string,
  limitsKw: readonly number[],
) {
  const files = memoryFiles(entries);
  const found = new Map<number, boolean>();
  for (const limitKw of limitsKw) {
    const settings = [`control.strategy=${strategy}`, `grid.contractKw=${limitKw}`];
    const { variant } = await openVariant(files, "depot.yaml", settings, "");
    const row = await new Runner({ version: "1", variants: [variant] }).run(1, {
      variant: 0,
      seed: 1,
      anchors: false,
    });
    expect(row.error).toBeNull();
    // Without a limit all are ready in time.
    found.set(limitKw, row["departures.short"] === 0 && row["departures.late"] === 0);
  }
  return found;
}

describe.skipIf(!hasSharedData)("sizing a week of 100 buses", () => {
  it("equals trying kilowatt by kilowatt, close to the exact bound", async () => {
    const stays = staysCsv("peer-bench/depot_100x7.csv", 60_000);
    const files = { "depot.yaml": DEPOT, "stays.csv": stays };
    const { report } = await sizing({ files });
    const [{ value }] = report.sizes as [SizeResult];
    const { exactMinPeakKw, kind } = report.bounds;
    expect(kind).toBe("exact");
    expect(value).not.toBeNull();
    expect(value!).toBeGreaterThanOrEqual(exactMinPeakKw!);
    expect(value!).toBeLessThanOrEqual(1.01 * exactMinPeakKw!);
    // From the bound on, below which nobody can be served, one by one.
    const from = Math.floor(exactMinPeakKw!) - 2;
    const each = Array.from({ length: value! - from + 1 }, (_, i) => from + i);
    const all = [...new Set([...each, ...elevenOf(value!, FAR_KW)])];
    const known = await served(files, "leastLaxityFirst", all);
    const isGood = (limitKw: number): boolean =>
      elevenOf(limitKw, FAR_KW).every((one) => known.get(one) ?? true);
    expect(each.find(isGood)).toBe(value);
    expect(elevenOf(value!, FAR_KW).map((one) => known.get(one))).not.toContain(false);
  });
});

describe.skipIf(!hasSharedData)("sizing a week of 25 buses that decide every quarter-hour", () => {
  it("has the order that ACN-Sim's policies have under a limit", async () => {
    const files = {
      "depot.yaml": `${DEPOT}control: { cadenceMin: 15, limitStepKw: 0, quantumMin: 0 }\n`,
      "stays.csv": staysCsv("peer-bench/depot_25x7.csv", STEP_MS),
    };
    const strategies = ["leastLaxityFirst", "earliestDeadlineFirst", "firstComeFirstServed"];
    const asked = { files, strategies, quantity: "grid.maxKw" };
    const outcome = await sizing(asked);
    const [least, earliest, first] = outcome.report.sizes.map(({ value }) => value!);
    expect(least).toBeLessThanOrEqual(470);
    // At 460 one bus in a hundred is not served.
    expect(least).toBeGreaterThan(460);
    expect(earliest).toBeLessThanOrEqual(500);
    expect(earliest).toBeGreaterThan(470);
    expect(first).toBeGreaterThan(500);
    expect(first).toBeLessThanOrEqual(600);
    expect(await sizing({ ...asked, workers: 2 })).toEqual(outcome);
  });
});
