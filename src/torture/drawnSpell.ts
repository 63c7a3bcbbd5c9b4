import type { RandomStream } from "../engine/index.ts";
import type { Stay } from "../operations/index.ts";
import type { Scenario, Span } from "../scenario/index.ts";
import type { Spell } from "./spell.ts";

const SECOND_MS = 1000;

/** Of all faults, how many fall into a stay of some bus (estimate). */
const BUSY_SHARE = 0.85;

/** A spell of 2 s to 3 h, mostly while there are buses. */
export function drawnSpell({ run, plans }: Scenario, chance: RandomStream): Spell {
  const stays = plans.flatMap((plan) => plan.stays).filter((stay) => isWithin(stay, run));
  const isBusy = chance.uniform() < BUSY_SHARE && stays.length > 0;
  const stay = isBusy ? stays[below(chance, stays.length)]! : null;
  const beginMs = Math.max(run.fromMs, stay?.arriveAtMs ?? run.fromMs);
  const endMs = Math.min(run.toMs, stay?.departAtMs ?? run.toMs);
  const fromMs = beginMs + Math.floor(chance.uniform() * Math.max(1, endMs - beginMs));
  return { fromMs, durationMs: Math.floor(chance.logUniform(2, 3 * 3600)) * SECOND_MS };
}

/** Whether any of a stay lies within the night. */
export function isWithin({ arriveAtMs, departAtMs }: Stay, run: Span): boolean {
  return (arriveAtMs ?? run.fromMs) < run.toMs && (departAtMs ?? run.toMs) > run.fromMs;
}

/** A whole number from 0 on. */
export function below(chance: RandomStream, count: number): number {
  return Math.min(count - 1, Math.floor(chance.uniform() * count));
}
