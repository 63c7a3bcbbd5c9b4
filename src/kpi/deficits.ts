import { departures } from "./readiness.ts";
import type { RunResult } from "./runResult.ts";

/** Blocks named; `sessions.csv` has all. */
const NAMED = 20;
/** Less than this is rounding [kWh]. */
const ROUNDING_KWH = 1e-6;

/** Blocks that took more than the bus's battery held: they could not have been driven like that. */
export interface Deficits {
  /** Whose buses left again within the window. */
  readonly blocks: number;
  /** Those that lacked most. */
  readonly worst: readonly {
    readonly vehicleId: string;
    /** null: the timetable does not name it. */
    readonly block: string | null;
    readonly deficitKwh: number;
  }[];
}

export function deficits(run: RunResult): Deficits {
  const lacking = departures(run)
    .filter(({ deficitKwh }) => deficitKwh > ROUNDING_KWH)
    .toSorted((a, b) => b.deficitKwh - a.deficitKwh);
  return {
    blocks: lacking.length,
    worst: lacking.slice(0, NAMED).map(({ vehicleId, blockBefore, deficitKwh }) => ({
      vehicleId,
      block: blockBefore,
      deficitKwh,
    })),
  };
}
