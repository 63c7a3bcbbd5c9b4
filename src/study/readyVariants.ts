import type { PreparedScenario } from "../scenario/index.ts";
import { preparedVariant, type Variant } from "./variant.ts";

/** So many are held; plans mostly go through them one by one. */
const MOST = 16;

/** Holds the scenarios of variants ready: those of one depot are read once, and have their nights drawn once. */
export class ReadyVariants {
  readonly #variants: readonly Variant[];
  readonly #ready = new Map<number, Promise<PreparedScenario>>();

  constructor(variants: readonly Variant[]) {
    this.#variants = variants;
  }

  /** @throws InputProblem where files are no longer what they were */
  of(index: number): Promise<PreparedScenario> {
    const known = this.#ready.get(index);
    if (known !== undefined) return known;
    const prepared = this.#prepared(this.#variants[index]!);
    this.#ready.set(index, prepared);
    if (this.#ready.size > MOST) this.#ready.delete(this.#ready.keys().next().value!);
    return prepared;
  }

  async #prepared(variant: Variant): Promise<PreparedScenario> {
    for (const [index, ready] of this.#ready) {
      const { path, depotHash } = this.#variants[index]!;
      if (path === variant.path && depotHash === variant.depotHash)
        return (await ready).instead(variant.settings);
    }
    return preparedVariant(variant);
  }
}
