import { type Losses, losses } from "./losses.ts";
import { departures } from "./readiness.ts";
import type { RunResult } from "./runResult.ts";

const QUARTER_HOUR_MS = 900_000;
const HOUR_MS = 3_600_000;

/** Energy of the window [kWh]. */
export interface Energy {
  /** At the connection: charging, its losses, and base load with the standby of stations. */
  readonly gridKwh: number;
  readonly batteryKwh: number;
  /** Into cabins that were warmed or cooled at the plug, and what share that is of what plugs gave. */
  readonly preconditioningKwh: number;
  readonly preconditioningShare: number;
  /** Between grid and plug, while charging. */
  readonly lossKwh: number;
  /** That by cause, and standby, which is part of base load. */
  readonly losses: Losses;
  readonly baseLoadKwh: number;
  /** What departing buses were short of their targets. */
  readonly unmetKwh: number;
  /** What buses used on the road beyond what their batteries held. */
  readonly deficitKwh: number;
}

export function energy(run: RunResult): Energy {
  const connection = run.nodes[0]!;
  const { fromMs } = run.window;
  const toMs = Math.min(run.window.toMs, run.untilMs);
  const chargingKwh = within(run, connection.chargingKwh);
  const batteryKwh = within(run, run.batteryKwh);
  const preconditioningKwh = within(run, run.cabinKwh);
  const outletKwh = batteryKwh + preconditioningKwh;
  const baseLoadKwh = toMs > fromMs ? connection.baseLoadKw.integral(fromMs, toMs) / HOUR_MS : 0;
  const left = departures(run);
  return {
    gridKwh: chargingKwh + baseLoadKwh,
    batteryKwh,
    preconditioningKwh,
    preconditioningShare: outletKwh > 0 ? preconditioningKwh / outletKwh : 0,
    lossKwh: chargingKwh - outletKwh,
    losses: losses(run),
    baseLoadKwh,
    unmetKwh: left.reduce((sum, { unmetKwh }) => sum + unmetKwh, 0),
    deficitKwh: left.reduce((sum, { deficitKwh }) => sum + deficitKwh, 0),
  };
}

/** Sum of the quarter-hours that lie within the window. */
function within({ window, meteredFromMs }: RunResult, kwh: Float64Array): number {
  const from = (window.fromMs - meteredFromMs) / QUARTER_HOUR_MS;
  const to = (window.toMs - meteredFromMs) / QUARTER_HOUR_MS;
  return kwh.subarray(from, to).reduce((sum, value) => sum + value, 0);
}
