import { Simulation } from "../../src/simulation/index.ts";
import { depotOf } from "./depotBlocks.ts";
import { type Line, mediansMs } from "./measure.ts";

const WEEKS = 13;

/** A quarter of a year with an exact plan a day, against the same without plans. */
export async function dailyPlan(csv: string): Promise<Line[]> {
  const run = async (strategy: string): Promise<() => unknown> => {
    const scenario = await depotOf(csv, { strategy, maxKw: 2_000, weeks: WEEKS, daily: true });
    return () => new Simulation(scenario).run();
  };
  const calls = [await run("peakShaving"), await run("leastLaxityFirst")];
  const [plannedMs, plainMs] = mediansMs(calls, 1) as [number, number];
  const against = `100 buses, ${WEEKS} weeks, leastLaxityFirst`;
  const ratio = plannedMs / plainMs;
  return [
    { name: against, value: plainMs, unit: "ms", against, ratio: 1, aim: null, reached: null },
    {
      name: `100 buses, ${WEEKS} weeks, peakShaving with an exact plan a day`,
      value: plannedMs,
      unit: "ms",
      against,
      ratio,
      aim: "≤ 2 × without plans",
      reached: ratio <= 2,
    },
  ];
}
