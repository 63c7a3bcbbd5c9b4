import type { VehiclePlan } from "../operations/index.ts";

/** How many points the timetable fills at its busiest moment, if every bus finds one at once. */
export function neededPoints(
  plans: readonly VehiclePlan[],
  plugInDelaysMs: readonly (readonly number[])[],
  unplugBeforeMs: number,
): number {
  const changes = plans.flatMap(({ stays }, bus) =>
    stays.flatMap(({ arriveAtMs, departAtMs }, i) => {
      if (arriveAtMs === null) return [];
      const plugAtMs = arriveAtMs + (plugInDelaysMs[bus]?.[i] ?? 0);
      const unplugAtMs = departAtMs === null ? Infinity : departAtMs - unplugBeforeMs;
      return plugAtMs < unplugAtMs
        ? [
            { atMs: plugAtMs, step: 1 },
            { atMs: unplugAtMs, step: -1 },
          ]
        : [];
    }),
  );
  let plugged = 0;
  let most = 0;
  for (const { step } of changes.toSorted((a, b) => a.atMs - b.atMs || a.step - b.step)) {
    plugged += step;
    most = Math.max(most, plugged);
  }
  return most;
}
