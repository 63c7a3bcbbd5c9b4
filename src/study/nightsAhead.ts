import { type Belief, type Change, Forecaster, type NightRow } from "../twin/index.ts";
import { sideBySide, type SideBySideOptions, type Worker } from "./sideBySide.ts";
import { preparedVariant, type Variant } from "./variant.ts";

/** What nights are drawn of: what a twin believes. Plain data that can be sent anywhere. */
export interface NightsPlan {
  readonly variant: Pick<Variant, "files" | "path" | "settings">;
  readonly seed: number;
  readonly belief: Belief;
  /** What is tried out in the same nights. */
  readonly changes: readonly Change[];
}

/** Where those come from who do nights, each by its number. */
export interface NightWorkers {
  /** More at once would only get in each other's way. */
  readonly most: number;
  start(plan: NightsPlan): Worker<number, NightRow>;
}

/** Does nights, one after another, and holds their scenario ready. */
export class NightRunner {
  readonly #plan: NightsPlan;
  #ready: Promise<Forecaster> | null = null;

  constructor(plan: NightsPlan) {
    this.#plan = plan;
  }

  /** Never throws: a night that fails has a row that says so. @param night its number, from 1 */
  async run(night: number): Promise<NightRow> {
    try {
      this.#ready ??= this.#prepared();
      const forecaster = await this.#ready;
      return forecaster.night(night, this.#plan.changes);
    } catch (error) {
      return failed(night, error instanceof Error ? error.message : String(error));
    }
  }

  async #prepared(): Promise<Forecaster> {
    const { variant, seed, belief } = this.#plan;
    const prepared = await preparedVariant(variant);
    return Forecaster.of(prepared.withSeed(seed), belief);
  }
}

/**
 * Does nights side by side.
 * @param count how many, numbered from 1
 */
export async function nightsAhead(
  plan: NightsPlan,
  count: number,
  { workers, ...options }: SideBySideOptions<NightRow> & { readonly workers: NightWorkers },
): Promise<void> {
  const places = Array.from({ length: count }, (_, place) => place);
  const work = {
    start: () => workers.start(plan),
    jobAt: (place: number) => place + 1,
    givenUp: (place: number, reason: string) =>
      failed(place + 1, `every worker that tried this night died: ${reason}`),
  };
  await sideBySide(places, work, options);
}

function failed(night: number, error: string): NightRow {
  return { night, error, asIs: null, otherwise: null };
}
