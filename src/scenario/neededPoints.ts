import { mostAtOnce, servedMs, type VehiclePlan } from "../operations/index.ts";
import type { ResolvedOperations } from "./resolveOperations.ts";

/** How many points the timetable fills at its busiest moment of the run, if every bus finds one at once. */
export function neededPoints(
  plans: readonly VehiclePlan[],
  { yard, plugInDelaysMs, servicesDue }: ResolvedOperations,
  endOfRunMs: number,
): number {
  return mostAtOnce(
    plans.flatMap(({ stays }, bus) =>
      stays.flatMap(({ arriveAtMs, departAtMs }, i) => {
        if (arriveAtMs === null) return [];
        const readyMs = plugInDelaysMs[bus]![i]! + servedMs(yard.services, servicesDue[bus]![i]!);
        const fromMs = arriveAtMs + readyMs;
        if (fromMs >= endOfRunMs) return [];
        const toMs = departAtMs === null ? Infinity : departAtMs - yard.unplugBeforeMs;
        return [{ fromMs, toMs }];
      }),
    ),
  );
}
