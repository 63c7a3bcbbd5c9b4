import type { Observation, RequestChanged } from "../../src/messages/index.ts";

/** What a presystem wants of a bus, as it goes over the wire. */
type Wanted = Pick<
  RequestChanged,
  "vehicleId" | "expectedArrivalAtMs" | "departureAtMs" | "minTargetSoc" | "maxTargetSoc"
>;

/** All that a presystem wants, by its own names. */
type Wishes = ReadonlyMap<string, Wanted>;

interface Line {
  readonly t: string;
  readonly d?: "p>c" | "c>p";
  readonly raw?: string;
}

interface WireRequest {
  readonly chargingRequestId: string;
  readonly vehicleId: Wanted["vehicleId"];
  readonly chargingRequestData: {
    readonly minTargetSoc: number;
    readonly maxTargetSoc: number;
    readonly expectedArrivalTimeAtChargingPoint?: string;
    readonly requestedTimeForDeparture?: string;
  };
}

/** The lists that a recording says were confirmed, in that order. @param recording as `vdv463-rec` */
export function confirmedLists(recording: string): Wishes[] {
  const asked = new Map<string, Wishes>();
  const confirmed: Wishes[] = [];
  for (const text of recording.trim().split("\n")) {
    const { t, raw } = JSON.parse(text) as Line;
    if (t !== "frame") continue;
    const [type, , , , messageId, action, payload] = JSON.parse(raw!) as [
      number,
      string,
      string,
      string,
      string,
      string,
      { chargingRequestList: readonly WireRequest[] },
    ];
    if (action !== "ProvideChargingRequests") continue;
    if (type === 1) asked.set(messageId, wishesOf(payload.chargingRequestList));
    else if (type === 2) confirmed.push(asked.get(messageId)!);
  }
  return confirmed;
}

function wishesOf(list: readonly WireRequest[]): Wishes {
  const soc = (percent: number): number => Math.round(percent * 100) / 1e4;
  const ms = (text: string | undefined): number | null =>
    text === undefined ? null : Date.parse(text);
  return new Map(
    list.map(({ chargingRequestId, vehicleId, chargingRequestData: data }) => [
      chargingRequestId,
      {
        vehicleId,
        expectedArrivalAtMs: ms(data.expectedArrivalTimeAtChargingPoint),
        departureAtMs: ms(data.requestedTimeForDeparture),
        minTargetSoc: soc(data.minTargetSoc),
        maxTargetSoc: soc(data.maxTargetSoc),
      },
    ]),
  );
}

/** What a controller was told of two presystems, after each thing that it was told. */
export interface TimeOfWishes {
  readonly atMs: number;
  readonly own: Wishes;
  /** Of one that is heard first where both want the same bus. */
  readonly first: Wishes;
}

/** @param heard from a journal, in order */
export function wishesHeard(
  heard: readonly Observation[],
  presystemId: string,
  firstId: string,
): TimeOfWishes[] {
  let [own, first]: [Wishes, Wishes] = [new Map(), new Map()];
  const times: TimeOfWishes[] = [{ atMs: -Infinity, own, first }];
  for (const said of heard) {
    if (said.kind !== "requestChanged" && said.kind !== "requestWithdrawn") continue;
    const [whose, name] = nameOf(said.requestId);
    if (whose === presystemId) own = after(own, name, said);
    else if (whose === firstId) first = after(first, name, said);
    times.push({ atMs: said.knownAtMs, own, first });
  }
  return times;
}

function nameOf(requestId: string): [string, string] {
  const slash = requestId.indexOf("/");
  return [decodeURIComponent(requestId.slice(0, slash)), requestId.slice(slash + 1)];
}

function after(before: Wishes, name: string, said: Observation): Wishes {
  const wishes = new Map(before);
  wishes.delete(name);
  if (said.kind !== "requestChanged") return wishes;
  const { vehicleId, expectedArrivalAtMs, departureAtMs, minTargetSoc, maxTargetSoc } = said;
  const wanted = { vehicleId, expectedArrivalAtMs, departureAtMs, minTargetSoc, maxTargetSoc };
  return wishes.set(name, wanted);
}

/**
 * The first list of those confirmed that was never heard as it was confirmed, after the one before it; null: none.
 * Nobody hears of a bus that the other presystem wants meanwhile, or that should have left long ago.
 */
export function firstLost(
  confirmed: readonly Wishes[],
  times: readonly TimeOfWishes[],
): { readonly list: Wishes; readonly number: number } | null {
  let at = 0;
  for (const [number, list] of confirmed.entries()) {
    while (at < times.length && !isHeard(list, times[at]!)) at++;
    if (at === times.length) return { list, number };
  }
  return null;
}

const STALE_MS = 3_600_000;

function isHeard(list: Wishes, { atMs, own, first }: TimeOfWishes): boolean {
  if ([...own.keys()].some((name) => !list.has(name))) return false;
  return [...list].every(([name, wanted]) => {
    const told = own.get(name);
    if (told !== undefined) return JSON.stringify(told) === JSON.stringify(wanted);
    if (wanted.departureAtMs !== null && wanted.departureAtMs + STALE_MS <= atMs) return true;
    return [...first.values()].some((other) => isAtOnce(other, wanted));
  });
}

function isAtOnce(one: Wanted, other: Wanted): boolean {
  const from = ({ expectedArrivalAtMs }: Wanted): number => expectedArrivalAtMs ?? -Infinity;
  const to = ({ departureAtMs }: Wanted): number => departureAtMs ?? Infinity;
  return one.vehicleId === other.vehicleId && from(one) < to(other) && from(other) < to(one);
}
