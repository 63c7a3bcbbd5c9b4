import { systemClock, threadWorkers } from "../../src/host/index.ts";
import { quantityAt } from "../../src/scenario/index.ts";
import { openVariant, Runner, type RunWorkers, sizeStudy } from "../../src/study/index.ts";
import { memoryFiles } from "../support/memoryFiles.ts";
import { type Line, median } from "./measure.ts";

const ROUNDS = 5;

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
  const sizedMs = async (workers: RunWorkers, count: number): Promise<number> => {
    const startMs = systemClock.nowMs();
    const signal = new AbortController().signal;
    await sizeStudy(question, { workers, count, clock: systemClock, signal });
    return systemClock.nowMs() - startMs;
  };
  // In this thread, so that it stays warm; threads of a command begin cold.
  const here: RunWorkers = { most: 1, start: (plan) => inThisThread(new Runner(plan)) };
  const warm: number[] = [];
  const cold: number[] = [];
  for (let i = 0; i <= ROUNDS; i++) {
    warm.push(await sizedMs(here, 1));
    cold.push(await sizedMs(threadWorkers(), 2));
  }
  const [warmMs, coldMs] = [median(warm.slice(1)), median(cold.slice(1))];
  const name = "size: 100 buses, a week, leastLaxityFirst";
  const against = `${name}, 1 thread, warm`;
  const figure = (what: string, valueMs: number, aim: boolean): Line => ({
    name: what,
    value: valueMs,
    unit: "ms",
    against,
    ratio: valueMs / warmMs,
    aim: aim ? "≤ 1000 ms" : null,
    reached: aim ? valueMs <= 1000 : null,
  });
  return [figure(against, warmMs, true), figure(`${name}, 2 threads, cold`, coldMs, false)];
}

function inThisThread(runner: Runner) {
  return {
    run: async (batch: Parameters<ReturnType<RunWorkers["start"]>["run"]>[0]) => {
      const rows = [];
      for (const { run, job } of batch) rows.push(await runner.run(run, job));
      return rows;
    },
    stop: (): void => {},
    end: async (): Promise<void> => {},
  };
}
