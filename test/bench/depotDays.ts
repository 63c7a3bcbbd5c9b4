import { Simulation } from "../../src/simulation/index.ts";
import { type DepotCase, depotOf } from "./depotBlocks.ts";
import { type Line, medianMs, mediansMs } from "./measure.ts";

const WEEK = { weeks: 1, maxKw: null };

/** A week of a hundred buses, and what four times as many cost. */
export async function depotDays(
  tables: { readonly small: string; readonly large: string },
  calibrationMs: number,
): Promise<Line[]> {
  const run = async (csv: string, one: DepotCase): Promise<() => unknown> => {
    const scenario = await depotOf(csv, one);
    return () => new Simulation(scenario).run();
  };
  const immediate = await run(tables.small, { ...WEEK, strategy: "immediate" });
  const lines = [inMs("100 buses, 7 days, immediate", medianMs(immediate, 10), 15, calibrationMs)];
  for (const strategy of ["leastLaxityFirst", "earliestDeadlineFirst", "firstComeFirstServed"]) {
    const small = await run(tables.small, { ...WEEK, strategy, maxKw: 2_000 });
    const large = await run(tables.large, { ...WEEK, strategy, maxKw: 8_000 });
    const [smallMs, largeMs] = mediansMs([small, large], 4) as [number, number];
    const name = `${strategy} under 2 MW`;
    const aimMs = strategy === "leastLaxityFirst" ? 40 : null;
    lines.push(inMs(`100 buses, 7 days, ${name}`, smallMs, aimMs, calibrationMs));
    const exponent = Math.log(largeMs / smallMs) / Math.log(4);
    lines.push({
      name: `400 buses under 8 MW, ${strategy}: exponent of growth`,
      value: exponent,
      unit: "",
      against: `100 buses, 7 days, ${name}`,
      ratio: largeMs / smallMs,
      aim: "≤ 1.2",
      reached: exponent <= 1.2,
    });
  }
  return lines;
}

function inMs(name: string, value: number, aimMs: number | null, calibrationMs: number): Line {
  return {
    name,
    value,
    unit: "ms",
    against: "calibration",
    ratio: value / calibrationMs,
    aim: aimMs === null ? null : `≤ ${aimMs} ms`,
    reached: aimMs === null ? null : value <= aimMs,
  };
}
