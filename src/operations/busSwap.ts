import type { Stay, VehiclePlan } from "./timetable.ts";

/** Two buses at the depot change places: from their next departure on, each does what the other was to do. */
export interface BusSwap {
  /** When the presystem hears of it. */
  readonly knownAtMs: number;
  /** The bus that was to leave first, and the one that leaves instead: indexes of plan and stay. */
  readonly planned: PlaceOfStay;
  readonly instead: PlaceOfStay;
}

/** Index of a plan, and of one of its stays. */
export interface PlaceOfStay {
  readonly bus: number;
  readonly stay: number;
}

/** The plans of all buses once two have changed places; done twice, nothing has changed. */
export function swappedPlans(plans: readonly VehiclePlan[], swap: BusSwap): VehiclePlan[] {
  const { planned, instead } = swap;
  const stayAt = ({ bus, stay }: PlaceOfStay): Stay => plans[bus]!.stays[stay]!;
  const [mine, theirs] = [stayAt(planned), stayAt(instead)];
  const stays = swappedTails(
    plans.map((plan) => plan.stays),
    swap,
  );
  return plans.map((plan, bus) => {
    if (bus !== planned.bus && bus !== instead.bus) return plan;
    const [place, own, other] =
      bus === planned.bus ? [planned, mine, theirs] : [instead, theirs, mine];
    return { ...plan, stays: stays[bus]!.with(place.stay, withEndOf(own, other)) };
  });
}

/** Lists of a value for every stay of every plan, when two buses change places: what lies behind goes crosswise. */
export function swappedTails<T>(
  lists: readonly (readonly T[])[],
  { planned, instead }: BusSwap,
): (readonly T[])[] {
  const tail = (from: PlaceOfStay): readonly T[] => lists[from.bus]!.slice(from.stay + 1);
  const head = (of: PlaceOfStay): readonly T[] => lists[of.bus]!.slice(0, of.stay + 1);
  return lists
    .with(planned.bus, [...head(planned), ...tail(instead)])
    .with(instead.bus, [...head(instead), ...tail(planned)]);
}

/** A stay that ends as another. */
function withEndOf(stay: Stay, { departAtMs, nextUsedKwh, blockAfter }: Stay): Stay {
  return { ...stay, departAtMs, nextUsedKwh, blockAfter };
}
