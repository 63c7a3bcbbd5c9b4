import { RandomStream } from "../../engine/index.ts";

/** Which day and hour an instant is, for people of the depot. */
export interface ChanceDay {
  /** The service day it belongs to, `2026-03-02`. */
  readonly dayOf: (atMs: number) => string;
  /** What clocks show, `05:30`. */
  readonly timeOf: (atMs: number) => string;
}

/** One standard normal draw that all blocks of a service day have in common: weather, a football match. */
export function commonDraw(
  seed: number,
  name: string,
  { dayOf }: Pick<ChanceDay, "dayOf">,
): (atMs: number) => number {
  const known = new Map<string, number>();
  return (atMs) => {
    const day = dayOf(atMs);
    const drawn = known.get(day) ?? new RandomStream(seed, name, "day", day).normal();
    known.set(day, drawn);
    return drawn;
  };
}
