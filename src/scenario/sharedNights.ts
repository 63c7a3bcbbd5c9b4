import type { Scenario } from "./scenario.ts";

/** What chance decides: the night, who drives what, and when buses are plugged in. */
export type Drawn = Pick<Scenario, "night" | "plans" | "plugInDelaysMs" | "servicesDue">;

/**
 * What chance has in store for stays, by seed. It takes a third of a run to draw, and hangs on nothing of grid,
 * stations, control and links: scenarios that differ in these alone share it.
 */
export class SharedNights {
  readonly #bySeed = new Map<number, Drawn>();

  /** The night of a seed, drawn if need be. @param most so many of those drawn last are kept */
  of(seed: number, most: number, draw: () => Drawn): Drawn {
    const known = this.#bySeed.get(seed);
    if (known !== undefined) return known;
    const drawn = draw();
    this.#bySeed.set(seed, drawn);
    while (this.#bySeed.size > most) this.#bySeed.delete(this.#bySeed.keys().next().value!);
    return drawn;
  }
}
