import { systemClock, threadWorkers } from "../../src/host/index.ts";
import { openVariant, replicationsOf, runAll, type RunPlan } from "../../src/study/index.ts";
import { memoryFiles } from "../support/memoryFiles.ts";
import { type Line, median } from "./measure.ts";
import { monthDepot } from "./monthDepot.ts";

const RUNS = 400;
const ROUNDS = 3;

/** Many months of twenty buses on one thread and on two, starting threads and reading the scenario included. */
export async function replications(): Promise<Line[]> {
  const files = memoryFiles(monthDepot());
  const { variant } = await openVariant(files, "month.yaml", [], "busbar run month.yaml");
  const seeds = Array.from({ length: RUNS }, (_, i) => i + 1);
  const plan = replicationsOf(variant, seeds, { version: "bench", anchors: false });
  const rates: [one: number, two: number][] = [];
  // They take turns, so that a busy machine slows both alike.
  for (let i = 0; i < ROUNDS; i++) {
    rates.push([await runsPerSecond(plan, 1), await runsPerSecond(plan, 2)]);
  }
  const [one, two] = [median(rates.map(([one]) => one)), median(rates.map(([, two]) => two))];
  const speedUp = median(rates.map(([one, two]) => two / one));
  const name = "20 buses, 30 days, leastLaxityFirst under 600 kW";
  const against = `${name}, 1 thread`;
  return [
    line({ name: against, value: one, unit: "runs/s", against, ratio: 1 }, null),
    line(
      { name: `${name}, 2 threads`, value: two, unit: "runs/s", against, ratio: two / one },
      500,
    ),
    line(
      { name: `${name}, speed-up of 2`, value: speedUp, unit: "", against, ratio: speedUp },
      1.8,
    ),
  ];
}

async function runsPerSecond(plan: RunPlan, count: number): Promise<number> {
  const startMs = systemClock.nowMs();
  await runAll(plan, [...plan.jobs.keys()], {
    workers: threadWorkers(),
    count,
    clock: systemClock,
    signal: new AbortController().signal,
    take: async () => {},
  });
  return (plan.jobs.length * 1000) / (systemClock.nowMs() - startMs);
}

function line(figure: Omit<Line, "aim" | "reached">, aim: number | null): Line {
  const words = aim === null ? null : `≥ ${aim} ${figure.unit}`.trim();
  return { ...figure, aim: words, reached: aim === null ? null : figure.value >= aim };
}
