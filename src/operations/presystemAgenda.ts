import { type KnownStays, knownAt } from "./knownStays.ts";
import { type LateReturn, lateReturnOf } from "./lateReturn.ts";

/** Something that a presystem has to say of a stay. */
export interface Due<Known extends KnownStays> {
  readonly atMs: number;
  readonly bus: number;
  readonly stay: number;
  /** What the stays of the bus are taken to be; null: nothing is asked for this one any more. */
  readonly known: Known | null;
}

/**
 * All that a presystem says unasked, in order: every stay ahead of time, delays when they are known
 * later than that, and stays that turn out to be others.
 * @param histories of every bus, what is known as time goes on
 */
export function presystemAgenda<Known extends KnownStays>(
  histories: readonly (readonly Known[])[],
  late: readonly LateReturn[],
  leadMs: number,
): Due<Known>[] {
  const lateOf = lateReturnOf(late);
  /** Infinity: never, for the bus is there from the beginning, or there is no such stay. */
  const announcedAtMs = (stay: number, { stays, places }: KnownStays): number => {
    const arriveAtMs = stays[stay]?.arriveAtMs ?? null;
    if (arriveAtMs === null) return Infinity;
    const place = places[stay]!;
    // A bus that comes before it would be announced is announced when it comes.
    return arriveAtMs + Math.min(-leadMs, lateOf(place.bus, place.stay)?.delayMs ?? 0);
  };
  const announced = histories.flatMap((history, bus) =>
    history.flatMap((known, i) => {
      const untilMs = history[i + 1]?.fromMs ?? Infinity;
      return known.stays.flatMap((_, stay): Due<Known>[] => {
        const atMs = announcedAtMs(stay, known);
        return atMs > known.fromMs && atMs < untilMs ? [{ atMs, bus, stay, known }] : [];
      });
    }),
  );
  const delayed = late.flatMap((one): Due<Known>[] => {
    const { bus, stay, knownAtMs: atMs } = one;
    if (atMs === null || lateOf(bus, stay) !== one) return [];
    const known = knownAt(histories[bus]!, atMs);
    const place = known.places[stay];
    // While another is taken to be the one, nothing is said of it.
    if (place?.bus !== bus || place.stay !== stay) return [];
    // What is known before a stay is announced is part of that.
    return atMs > known.stays[stay]!.arriveAtMs! - leadMs ? [{ atMs, bus, stay, known }] : [];
  });
  const changed = histories.flatMap((history, bus) =>
    history.slice(1).flatMap((known, i): Due<Known>[] => {
      const before = history[i]!;
      const { fromMs: atMs, fromStay } = known;
      const most = Math.max(before.stays.length, known.stays.length);
      return Array.from({ length: most }, (_, stay) => stay)
        .slice(fromStay)
        .flatMap((stay): Due<Known>[] => {
          if (announcedAtMs(stay, known) <= atMs) return [{ atMs, bus, stay, known }];
          const wasAnnounced = announcedAtMs(stay, before) < atMs;
          return wasAnnounced ? [{ atMs, bus, stay, known: null }] : [];
        });
    }),
  );
  const all = [...announced, ...delayed, ...changed];
  return all.toSorted((a, b) => a.atMs - b.atMs || a.bus - b.bus);
}
