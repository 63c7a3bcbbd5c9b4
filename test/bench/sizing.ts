import { systemClock, threadWorkers } from "../../src/host/index.ts";
import { quantityAt } from "../../src/scenario/index.ts";
import { LastingWorkers, openVariant, type RunWorkers, sizeStudy } from "../../src/study/index.ts";
import { memoryFiles } from "../support/memoryFiles.ts";
import { type Line, median } from "./measure.ts";

const THREADS = 2;
const WARM_UPS = 2;
const ROUNDS = 3;
const MOST_MS = 1000;

const DEPOT = `
timezone: UTC
timetable: { file: blocks.csv }
vehicleTypes:
  bus12:
    { grossKwh: 400, usableKwh: 350, consumptionKwhPerKm: 1.3, maxChargeKw: 150, chargeCurve: [[0, 1], [1, 1]] }
stations: [{ id: P, count: asNeeded, ratedKw: 150, efficiency: 1 }]
operations: { plugInDelayMin: 0, unplugBeforeDepartureMin: 0 }
control: { strategy: leastLaxityFirst }
`;

/** How big the connection of a week of 100 buses must be, on threads that are warm. @param table its blocks */
export async function sizing(table: string): Promise<Line[]> {
  const files = memoryFiles({ "depot.yaml": DEPOT, "blocks.csv": table });
  const { variant, loaded } = await openVariant(files, "depot.yaml", [], "busbar run depot.yaml");
  const quantity = quantityAt(loaded.resolved, "grid.contractKw");
  const question = {
    version: "bench",
    seasons: [{ variant, loaded, quantity }],
    strategies: ["leastLaxityFirst"],
    seeds: [1],
    varied: "1",
    share: 0.95,
  };
  const sizedMs = async (workers: RunWorkers): Promise<number> => {
    const startMs = systemClock.nowMs();
    const signal = new AbortController().signal;
    await sizeStudy(question, { workers, count: THREADS, clock: systemClock, signal });
    return systemClock.nowMs() - startMs;
  };
  const lasting = new LastingWorkers(threadWorkers(), { version: "bench", variants: [variant] });
  const warm: number[] = [];
  const cold: number[] = [];
  for (let i = 0; i < WARM_UPS + ROUNDS; i++) {
    warm.push(await sizedMs(lasting));
    if (i >= WARM_UPS) cold.push(await sizedMs(threadWorkers()));
  }
  await lasting.end();
  const [warmMs, coldMs] = [median(warm.slice(WARM_UPS)), median(cold)];
  const name = `size: 100 buses, a week, leastLaxityFirst, ${THREADS} threads`;
  const against = `${name}, warm`;
  const line = (name: string, value: number, aim: number | null): Line => ({
    name,
    value,
    unit: "ms",
    against,
    ratio: value / warmMs,
    aim: aim === null ? null : `≤ ${aim} ms`,
    reached: aim === null ? null : value <= aim,
  });
  return [line(against, warmMs, MOST_MS), line(`${name}, cold`, coldMs, null)];
}
