import type { PresystemPort, RequestChanged } from "../../messages/index.ts";
import { AD_HOC_PRIORITY } from "./wirePriority.ts";

/** What a presystem says. */
export type PresystemWord = Parameters<Parameters<PresystemPort["listen"]>[0]>[0];

/** When dispatchers speak. */
export interface DispatchRhythm {
  /** When the plan that holds a stay is made, by the arrival of the bus: on the evening before. */
  readonly planAtMs: (arrivalAtMs: number) => number;
  /** Delays up to this are not worth a message [ms]. */
  readonly toleranceMs: number;
}

/**
 * A presystem's words as dispatchers would say them: stays with the plan of the evening before, delays
 * once they matter, and what was not in the plan as wanted at once. What is known before a plan is in it.
 * @param said in order
 */
export function dispatchRhythm(
  said: readonly PresystemWord[],
  { planAtMs, toleranceMs }: DispatchRhythm,
): PresystemWord[] {
  const startMs = said[0]?.knownAtMs ?? 0;
  const requests = new Map<string, OfRequest[]>();
  for (const word of said) {
    if (!isOfRequest(word)) continue;
    requests.set(word.requestId, [...(requests.get(word.requestId) ?? []), word]);
  }
  const told = [...requests.values()].flatMap((words): PresystemWord[] => {
    const [first] = words;
    if (first?.kind !== "requestChanged") return [];
    const { expectedArrivalAtMs, knownAtMs } = first;
    const plannedMs = expectedArrivalAtMs === null ? knownAtMs : planAtMs(expectedArrivalAtMs);
    const releasedMs = Math.max(knownAtMs, plannedMs);
    const known = words.findLast((word) => word.knownAtMs <= releasedMs)!;
    if (known.kind === "requestWithdrawn") return [];
    // At the start all that is there is taken to have been in a plan.
    const isUnplanned = knownAtMs > plannedMs && knownAtMs > startMs;
    const withPriority = (word: RequestChanged): RequestChanged =>
      isUnplanned ? { ...word, priority: AD_HOC_PRIORITY } : word;
    const times = { atMs: releasedMs, knownAtMs: releasedMs };
    const spoken: PresystemWord[] = [withPriority({ ...known, ...times })];
    let last = known;
    for (const word of words) {
      if (word.knownAtMs <= releasedMs) continue;
      if (word.kind === "requestWithdrawn") spoken.push(word);
      else if (!isWithin(last, word, toleranceMs)) {
        spoken.push(withPriority(word));
        last = word;
      }
    }
    return spoken;
  });
  const others = said.filter((word) => !isOfRequest(word));
  // Who is here is said before what is wanted of it then.
  return [...others, ...told].toSorted((a, b) => a.knownAtMs - b.knownAtMs);
}

/**
 * What a control centre has to add to the plan of a depot: buses that come at another time than planned, from
 * when it is known on.
 */
export function lateBuses(said: readonly PresystemWord[], toleranceMs: number): PresystemWord[] {
  const planned = new Map<string, RequestChanged>();
  const spoken = new Set<string>();
  return said.filter((word) => {
    if (!isOfRequest(word)) return true;
    const { requestId } = word;
    if (word.kind === "requestWithdrawn") return spoken.delete(requestId);
    const first = planned.get(requestId);
    if (first === undefined) planned.set(requestId, word);
    else if (!isWithin(first, { ...first, ...arrivalOf(word) }, toleranceMs)) spoken.add(requestId);
    return spoken.has(requestId);
  });
}

function arrivalOf({ expectedArrivalAtMs }: RequestChanged) {
  return { expectedArrivalAtMs };
}

/** Cabins aside: what is wanted of them goes with their request, whenever it was said. */
type OfRequest = Exclude<
  Extract<PresystemWord, { requestId: unknown }>,
  { kind: "preconditioningNeed" }
>;

function isOfRequest(word: PresystemWord): word is OfRequest {
  return word.kind === "requestChanged" || word.kind === "requestWithdrawn";
}

/** Whether two wishes are alike, but for an arrival that differs little. */
function isWithin(one: RequestChanged, other: RequestChanged, toleranceMs: number): boolean {
  const [a, b] = [one.expectedArrivalAtMs ?? 0, other.expectedArrivalAtMs ?? 0];
  return (
    Math.abs(a - b) <= toleranceMs &&
    one.expectedSoc === other.expectedSoc &&
    one.departureAtMs === other.departureAtMs &&
    one.minTargetSoc === other.minTargetSoc &&
    one.maxTargetSoc === other.maxTargetSoc &&
    one.priority === other.priority
  );
}
