import { id, type VehicleId } from "../../src/messages/index.ts";
import type { ChanceDay, Stay, VehiclePlan } from "../../src/operations/index.ts";
import { type UncertaintyFile, typicalUncertainty } from "../../src/scenario/schema/uncertainty.ts";
import { DAY_MS, HOUR_MS } from "./smallDepot.ts";

/** The models with their defaults, each. */
export const typical = typicalUncertainty as {
  readonly [Model in keyof UncertaintyFile]-?: NonNullable<UncertaintyFile[Model]>;
};

/** Days and clocks of a depot on UTC. */
export const utcDay: ChanceDay = {
  dayOf: (atMs) => new Date(atMs).toISOString().slice(0, 10),
  timeOf: (atMs) => new Date(atMs).toISOString().slice(11, 16),
};

/** A bus that comes home once a day at an hour, after a block that used so much. */
export function dailyPlan(
  vehicleId: string,
  days: number,
  { hour = 22, usedKwh = 130 }: { readonly hour?: number; readonly usedKwh?: number } = {},
): VehiclePlan {
  return {
    vehicleId: id<VehicleId>(vehicleId),
    vehicleType: "bus",
    stays: Array.from({ length: days }, (_, i): Stay => {
      const arriveAtMs = DAY_MS + (24 * i + hour) * HOUR_MS;
      return {
        line: i,
        arriveAtMs,
        departAtMs: arriveAtMs + 8 * HOUR_MS,
        usedKwh,
        nextUsedKwh: usedKwh,
        blockBefore: null,
        blockAfter: null,
        pointId: null,
      };
    }),
  };
}

/** Plans of so many buses. */
export function dailyPlans(
  buses: number,
  days: number,
  what?: Parameters<typeof dailyPlan>[2],
): VehiclePlan[] {
  return Array.from({ length: buses }, (_, i) => dailyPlan(`bus${i}`, days, what));
}

/** Five standard errors of a share of so many draws. */
export function fiveErrors(share: number, draws: number): number {
  return 5 * Math.sqrt((share * (1 - share)) / draws);
}

/** How many of them are below a value, as a share. */
export function shareBelow(values: readonly number[], value: number): number {
  return values.filter((one) => one < value).length / values.length;
}

export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Standard deviation. */
export function spreadOf(values: readonly number[]): number {
  const mean = meanOf(values);
  return Math.sqrt(meanOf(values.map((value) => (value - mean) ** 2)));
}
