import { mostAtOnce, type VehiclePlan } from "../operations/index.ts";

/** How many points the timetable fills at its busiest moment of the run, if every bus finds one at once. */
export function neededPoints(
  plans: readonly VehiclePlan[],
  plugInDelaysMs: readonly (readonly number[])[],
  unplugBeforeMs: number,
  endOfRunMs: number,
): number {
  return mostAtOnce(
    plans.flatMap(({ stays }, bus) =>
      stays.flatMap(({ arriveAtMs, departAtMs }, i) => {
        if (arriveAtMs === null) return [];
        const fromMs = arriveAtMs + (plugInDelaysMs[bus]?.[i] ?? 0);
        if (fromMs >= endOfRunMs) return [];
        return [{ fromMs, toMs: departAtMs === null ? Infinity : departAtMs - unplugBeforeMs }];
      }),
    ),
  );
}
