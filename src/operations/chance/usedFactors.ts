import { spreadAroundOne } from "../../engine/index.ts";
import type { VehiclePlan } from "../timetable.ts";
import { type ChanceDay, commonDraw } from "./chanceDay.ts";
import { streamOfStay } from "./streamOfStay.ts";

/** How what blocks use differs from what was planned: log-normal with mean 1 each, one times the other. */
export interface ConsumptionSpec {
  /** Relative standard deviation that all blocks of a day have in common; default 0.05 (estimate). */
  readonly daySpread: number;
  /** Of driver and vehicle; default 0.06 (estimate). */
  readonly driverSpread: number;
  /**
   * Standard deviation of a trip [kWh/km]; default 0.27: the residual of RouteZero's regression
   * (ANU and Zenobe, Sydney). Over n trips of a block it is that by √n.
   */
  readonly tripSdKwhPerKm: number;
  /** Length of a trip, for a table of blocks does not say how many there are [km]; default 12 (estimate). */
  readonly tripKm: number;
}

/**
 * Draws for every stay of a bus by how much more than planned the block before it used; 1: as planned.
 * @param kwhPerKm what its type uses: it tells how long a block is
 */
export function usedFactors(
  spec: ConsumptionSpec,
  seed: number,
  plan: VehiclePlan,
  kwhPerKm: number,
  day: ChanceDay,
): number[] {
  const common = commonDraw(seed, "consumption", day);
  return plan.stays.map((stay) => {
    const { arriveAtMs, usedKwh } = stay;
    if (arriveAtMs === null || usedKwh === 0) return 1;
    const stream = streamOfStay(seed, "consumption", plan, stay);
    const trips = Math.max(1, usedKwh / kwhPerKm / spec.tripKm);
    const tripSpread = spec.tripSdKwhPerKm / kwhPerKm / Math.sqrt(trips);
    return (
      spreadAroundOne(common(arriveAtMs), spec.daySpread) *
      spreadAroundOne(stream.normal(), spec.driverSpread) *
      spreadAroundOne(stream.normal(), tripSpread)
    );
  });
}
