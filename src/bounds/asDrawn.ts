import { lateReturnOf, type VehiclePlan } from "../operations/index.ts";
import type { Scenario } from "../scenario/index.ts";

/**
 * The stays of a scenario as chance has them begin and end: a late bus leaves late where its time is
 * over, and comes back late again.
 */
export function asDrawn(scenario: Scenario): Scenario {
  const { plans, night } = scenario;
  if (!isDrawn(scenario)) return scenario;
  const lateOf = lateReturnOf(night.late);
  const delayMs = (bus: number) => (stay: number) => lateOf(bus, stay)?.delayMs ?? 0;
  return {
    ...scenario,
    plans: plans.map((plan, bus) => planAsDrawn(plan, delayMs(bus), scenario)),
  };
}

/** Whether chance decides anything but how soon buses are plugged in. */
export function isDrawn({ night }: Pick<Scenario, "night">): boolean {
  return Object.values(night).some((list) => list.length > 0);
}

function planAsDrawn(
  plan: VehiclePlan,
  delayMsOf: (stay: number) => number,
  { run, yard }: Pick<Scenario, "run" | "yard">,
): VehiclePlan {
  let lateMs = 0;
  let leftAtMs = run.fromMs;
  const stays = plan.stays.map((stay, i) => {
    const arriveAtMs =
      stay.arriveAtMs === null ? null : Math.max(leftAtMs, stay.arriveAtMs + lateMs + delayMsOf(i));
    if (stay.departAtMs === null) return { ...stay, arriveAtMs };
    leftAtMs = Math.max(stay.departAtMs, arriveAtMs ?? -Infinity);
    lateMs = yard.carry === "carried" ? leftAtMs - stay.departAtMs : 0;
    return { ...stay, arriveAtMs, departAtMs: leftAtMs };
  });
  return { ...plan, stays };
}
