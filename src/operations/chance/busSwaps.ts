import { RandomStream } from "../../engine/index.ts";
import { type BusSwap, type PlaceOfStay, swappedPlans } from "../busSwap.ts";
import type { Stay, VehiclePlan } from "../timetable.ts";

const MINUTE_MS = 60_000;

/** Buses that do not drive their next block, for a defect or since another stood in front: another one does. */
export interface BusSwapSpec {
  /** Of all departures, how many; default 0.015 (estimate: one or two in a hundred blocks a day). */
  readonly share: number;
  /** The presystem hears of it so long before the departure [min]; default 20 (estimate). */
  readonly knownBeforeMin: number;
  /** The one that leaves instead has been back for so long by plan [min]; default 60 (estimate). */
  readonly parkedMin: number;
}

/**
 * Draws which buses change places, in the order in which they leave. Who leaves instead is the bus
 * of the type that is back and is to leave next: whoever is on duty takes one that is charged. Of
 * those that are to leave at one time it is any; where there is none, the planned bus drives.
 * A bus more changes nothing but the swaps that it takes part in.
 */
export function busSwaps(
  spec: BusSwapSpec,
  seed: number,
  plans: readonly VehiclePlan[],
): BusSwap[] {
  const swaps: BusSwap[] = [];
  let current = plans;
  /** Of each bus, whose plan it follows by now. */
  const follows = plans.map((_, bus) => bus);
  for (const { bus: leader, stay, departAtMs, chance } of changed(spec, seed, plans)) {
    const bus = follows.indexOf(leader);
    // Whoever follows a plan has all that is left of it, at the end of its own.
    const left = plans[leader]!.stays.length - stay;
    const planned = { bus, stay: current[bus]!.stays.length - left };
    const instead = standIn(bus, departAtMs, current, spec, chance);
    if (instead === null) continue;
    const knownAtMs = departAtMs - Math.round(spec.knownBeforeMin * MINUTE_MS);
    const swap = { knownAtMs, planned, instead };
    swaps.push(swap);
    current = swappedPlans(current, swap);
    follows[bus] = follows[instead.bus]!;
    follows[instead.bus] = leader;
  }
  return swaps;
}

/** A departure that another bus may take, and what tells which. */
interface ChangedDeparture extends PlaceOfStay {
  readonly departAtMs: number;
  /** A number in (0, 1) for any bus, the same whoever else is there. */
  readonly chance: (vehicleId: string) => number;
}

/** The departures that are not as planned, as they follow each other. */
function changed(
  { share }: BusSwapSpec,
  seed: number,
  plans: readonly VehiclePlan[],
): ChangedDeparture[] {
  const all = plans.flatMap(({ vehicleId, stays }, bus) =>
    stays.flatMap(({ departAtMs, blockAfter }, stay): ChangedDeparture[] => {
      if (departAtMs === null) return [];
      const name = ["busSwap", blockAfter ?? vehicleId, departAtMs] as const;
      if (new RandomStream(seed, ...name).uniform() >= share) return [];
      const chance = (other: string): number => new RandomStream(seed, ...name, other).uniform();
      return [{ bus, stay, departAtMs, chance }];
    }),
  );
  return all.toSorted((a, b) => a.departAtMs - b.departAtMs);
}

/** @returns null: nobody is free */
function standIn(
  planned: number,
  departAtMs: number,
  plans: readonly VehiclePlan[],
  { parkedMin }: BusSwapSpec,
  chance: ChangedDeparture["chance"],
): PlaceOfStay | null {
  const backByMs = departAtMs - parkedMin * MINUTE_MS;
  const isHere = ({ arriveAtMs, departAtMs: leavesAtMs }: Stay): boolean =>
    (arriveAtMs ?? -Infinity) <= backByMs && (leavesAtMs ?? Infinity) > departAtMs;
  let [found, nextMs, least]: [PlaceOfStay | null, number, number] = [null, Infinity, Infinity];
  for (const [bus, { vehicleId, vehicleType, stays }] of plans.entries()) {
    if (bus === planned || vehicleType !== plans[planned]!.vehicleType) continue;
    const stay = stays.findIndex(isHere);
    const leavesAtMs = stays[stay]?.departAtMs ?? Infinity;
    if (stay < 0 || leavesAtMs > nextMs) continue;
    const drawn = chance(vehicleId);
    if (leavesAtMs === nextMs && drawn >= least) continue;
    [found, nextMs, least] = [{ bus, stay }, leavesAtMs, drawn];
  }
  return found;
}
