import type { Carry, Stay, VehiclePlan } from "./timetable.ts";

/** What buses are to leave with. */
export interface ChargingTarget {
  /**
   * full: a full battery · refillLastBlock: what the block before took, won back ·
   * nextBlock: what the block after will use, and a reserve.
   */
  readonly target: "full" | "refillLastBlock" | "nextBlock";
  /** Under nextBlock: what must be left when the block is done, a fraction. */
  readonly reserveSoc: number;
  /** Under nextBlock: what a bus should leave with where it must leave with less, a fraction. */
  readonly desiredSoc: number;
}

/** What a bus must leave with, and what it should leave with [kWh stored]. */
export interface ChargingGoals {
  readonly leastKwh: number;
  readonly desiredKwh: number;
}

/**
 * The goals of a stay that begins with so much energy. Nothing is ever more than a
 * full battery: what a block needs beyond that is a deficit. Where no block follows,
 * nobody knows what will be needed, and full is what serves.
 */
export function chargingGoals(
  { target, reserveSoc, desiredSoc }: ChargingTarget,
  { usedKwh, nextUsedKwh }: Pick<Stay, "usedKwh" | "nextUsedKwh">,
  usableKwh: number,
  arrivalKwh: number,
): ChargingGoals {
  if (target === "refillLastBlock") {
    const refilledKwh = Math.min(usableKwh, arrivalKwh + usedKwh);
    return { leastKwh: refilledKwh, desiredKwh: refilledKwh };
  }
  if (target === "full" || nextUsedKwh === null) {
    return { leastKwh: usableKwh, desiredKwh: usableKwh };
  }
  const leastKwh = Math.min(usableKwh, nextUsedKwh + reserveSoc * usableKwh);
  return { leastKwh, desiredKwh: Math.max(leastKwh, desiredSoc * usableKwh) };
}

/**
 * What a bus held before a block [kWh] where stays do not hang together: what its
 * target had it leave with, one and the same for every block that uses as much.
 */
export function heldBeforeKwh(target: ChargingTarget, usedKwh: number, usableKwh: number): number {
  if (target.target !== "nextBlock") return usableKwh;
  return chargingGoals(target, { usedKwh: 0, nextUsedKwh: usedKwh }, usableKwh, 0).desiredKwh;
}

/** A stay as it goes when the bus left with what it should. */
export interface ForeseenStay extends ChargingGoals {
  readonly arrivalKwh: number;
}

/**
 * What the timetable lets expect of every stay of a bus that begins full.
 * @param usedFactors by how much more than planned the block before each uses; empty: as planned
 */
export function foreseenStays(
  { stays }: Pick<VehiclePlan, "stays">,
  usableKwh: number,
  { carry, ...target }: ChargingTarget & { readonly carry: Carry },
  usedFactors: readonly number[] = [],
): ForeseenStay[] {
  const foreseen: ForeseenStay[] = [];
  let leftKwh = usableKwh;
  for (const [i, { usedKwh: plannedKwh, nextUsedKwh }] of stays.entries()) {
    const usedKwh = plannedKwh * (usedFactors[i] ?? 1);
    if (carry === "alone") leftKwh = heldBeforeKwh(target, plannedKwh, usableKwh);
    const arrivalKwh = Math.max(0, leftKwh - usedKwh);
    const goals = chargingGoals(target, { usedKwh, nextUsedKwh }, usableKwh, arrivalKwh);
    foreseen.push({ arrivalKwh, ...goals });
    leftKwh = Math.max(arrivalKwh, goals.desiredKwh);
  }
  return foreseen;
}
