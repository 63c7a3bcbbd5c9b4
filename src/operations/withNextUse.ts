import type { Stay, VehiclePlan } from "./timetable.ts";

/**
 * Fills in what the block after each stay will use, where the file does not say it: what the
 * bus has used when it comes next, or whoever is the next to come back from a block of that name.
 */
export function withNextUse(plans: readonly VehiclePlan[]): VehiclePlan[] {
  const comingBack = new Map<string, Stay[]>();
  for (const stay of plans.flatMap(({ stays }) => stays)) {
    if (stay.blockBefore === null) continue;
    const list = comingBack.get(stay.blockBefore);
    if (list === undefined) comingBack.set(stay.blockBefore, [stay]);
    else list.push(stay);
  }
  const backFrom = ({ blockAfter, departAtMs }: Stay): Stay | undefined => {
    const list = blockAfter === null ? [] : (comingBack.get(blockAfter) ?? []);
    return list.find(({ arriveAtMs }) => arriveAtMs! >= departAtMs!) ?? list.at(-1);
  };
  return plans.map((plan) => ({
    ...plan,
    stays: plan.stays.map((stay, i) => ({
      ...stay,
      nextUsedKwh: stay.nextUsedKwh ?? (plan.stays[i + 1] ?? backFrom(stay))?.usedKwh ?? null,
    })),
  }));
}
