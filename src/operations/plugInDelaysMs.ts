import { RandomStream } from "../engine/index.ts";
import type { VehiclePlan } from "./timetable.ts";

/** Time from arrival at the depot to plugging in: always the same, or log-normal. */
export type PlugInDelaySpec =
  | number
  | {
      /** Half of all buses are plugged in within this [min]. */
      readonly medianMin: number;
      /** 95 % of all buses are. */
      readonly p95Min: number;
    };

/** Draws the delay of every stay of a bus [ms]; adding a bus, or a stay after its last, shifts no other's. */
export function plugInDelaysMs(
  spec: PlugInDelaySpec,
  seed: number,
  { vehicleId, stays }: VehiclePlan,
): number[] {
  if (typeof spec === "number") return stays.map(() => Math.round(spec * 60_000));
  const stream = new RandomStream(seed, "plugInDelay", vehicleId);
  return stays.map(() => Math.round(stream.logNormal(spec.medianMin, spec.p95Min) * 60_000));
}
