import { type BusSwap, type PlaceOfStay, swappedPlans, swappedTails } from "./busSwap.ts";
import type { Stay, VehiclePlan } from "./timetable.ts";

/** What the presystem takes the stays of a bus to be, from some moment on. */
export interface KnownStays {
  /** −Infinity: from the beginning. */
  readonly fromMs: number;
  /** The first that is not as it was taken to be before. */
  readonly fromStay: number;
  readonly stays: readonly Stay[];
  /** Whose they are when all is known. */
  readonly places: readonly PlaceOfStay[];
}

/**
 * What is known of the stays of every bus, as it becomes known.
 * @param plans as they come to pass
 * @param swaps that made them so, in the order in which they become known
 */
export function knownStays(
  plans: readonly VehiclePlan[],
  swaps: readonly BusSwap[],
): KnownStays[][] {
  const placesInTheEnd = plans.map(({ stays }, bus) => stays.map((_, stay) => ({ bus, stay })));
  let stays = swaps.reduceRight<readonly VehiclePlan[]>(swappedPlans, plans);
  let places = swaps.reduceRight<readonly (readonly PlaceOfStay[])[]>(swappedTails, placesInTheEnd);
  const known = (bus: number, fromMs: number, fromStay: number): KnownStays => ({
    fromMs,
    fromStay,
    stays: stays[bus]!.stays,
    places: places[bus]!,
  });
  const history = plans.map((_, bus) => [known(bus, -Infinity, 0)]);
  for (const swap of swaps) {
    stays = swappedPlans(stays, swap);
    places = swappedTails(places, swap);
    for (const { bus, stay } of [swap.planned, swap.instead]) {
      history[bus]!.push(known(bus, swap.knownAtMs, stay));
    }
  }
  return history;
}

/** What is known of a bus at a moment. */
export function knownAt<Known extends KnownStays>(history: readonly Known[], atMs: number): Known {
  return history.findLast(({ fromMs }) => fromMs <= atMs)!;
}
