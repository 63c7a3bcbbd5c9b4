import { pace, type PacingOptions } from "../engine/index.ts";
import type { RunResult } from "../kpi/index.ts";
import type { Scenario } from "../scenario/index.ts";
import type { Simulation } from "../simulation/index.ts";
import { Progress } from "./progress.ts";
import type { Surroundings } from "./surroundings.ts";

/** What is run: a simulation, or as much of one as is in this process. */
export type Moved = Pick<Simulation, "nowMs" | "nextAtMs" | "step" | "finish"> &
  Pick<PacingOptions, "quiet">;

/**
 * Runs a simulation to its end, or until it is stopped, while people see how far it is.
 * @param speed virtual seconds per wall second; Infinity: as fast as possible
 */
export async function pacedResult(
  simulation: Moved,
  scenario: Scenario,
  speed: number,
  around: Surroundings,
  stopped: () => boolean,
): Promise<RunResult> {
  const { fromMs, toMs } = scenario.run;
  const progress = new Progress(around, scenario.law.name, toMs - fromMs);
  let latestMs = 0;
  await pace(simulation, around.clock, {
    speed,
    untilMs: toMs,
    stopped: () => {
      progress.show((simulation.nowMs - fromMs) / (toMs - fromMs));
      return stopped();
    },
    late: (behindMs) => {
      latestMs = Math.max(latestMs, behindMs);
    },
    quiet: () => simulation.quiet?.() ?? null,
  });
  progress.clear();
  if (latestMs > 0) {
    around.stderr(`warning: fell up to ${Math.ceil(latestMs)} ms behind the wall clock\n`);
  }
  return simulation.finish();
}
