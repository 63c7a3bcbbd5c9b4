import type { VehiclePlan } from "./timetable.ts";

/**
 * Fills in what the block after each stay will use, where the file does not say it: what the
 * bus has used when it comes next, or whoever comes back from the block of that name.
 */
export function withNextUse(plans: readonly VehiclePlan[]): VehiclePlan[] {
  const usedOnKwh = new Map(
    plans.flatMap(({ stays }) =>
      stays.map(({ blockBefore, usedKwh }) => [blockBefore, usedKwh] as const),
    ),
  );
  usedOnKwh.delete(null);
  return plans.map((plan) => ({
    ...plan,
    stays: plan.stays.map((stay, i) => ({
      ...stay,
      nextUsedKwh:
        stay.nextUsedKwh ?? plan.stays[i + 1]?.usedKwh ?? usedOnKwh.get(stay.blockAfter) ?? null,
    })),
  }));
}
