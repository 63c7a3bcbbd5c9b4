import { hashOf } from "../record/index.ts";
import type { SizeTrial } from "./size/sizeTrial.ts";
import type { Variant } from "./variant.ts";

/** One run: a night is one replication of the scenario's whole time. */
export interface Job {
  /** Which of the plan's variants. */
  readonly variant: number;
  readonly seed: number;
  /** Whether plug and charge and the smallest peaks are computed for this seed, too. */
  readonly anchors: boolean;
  /** A size that is tried, for this run alone. */
  readonly trial?: SizeTrial;
}

/** Runs in the order of their rows. */
export interface RunPlan {
  /** Of Busbar, its code included: another may compute something else. */
  readonly version: string;
  readonly variants: readonly Variant[];
  readonly jobs: readonly Job[];
}

/** Which runs of a plan are done here: every `count`-th, the `index`-th first, from 1. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** Hex digits of a key: 80 bits. */
const KEY_DIGITS = 20;

/** Names a run by all that decides its result. */
export function runKey(
  { version, variants }: RunPlan,
  { variant, seed, anchors, trial }: Job,
): string {
  const tried = trial === undefined ? [] : [trial];
  const text = JSON.stringify([version, variants[variant]!.hash, seed, anchors, ...tried]);
  return hashOf([text]).slice(0, KEY_DIGITS);
}

/** Names a plan: two with one hash have the same runs in the same order. */
export function planHash({ version, variants, jobs }: RunPlan): string {
  return hashOf([
    JSON.stringify([version, variants.map(({ hash }) => hash)]),
    ...jobs.map(({ variant, seed, anchors }) => `${variant} ${seed} ${anchors}\n`),
  ]);
}

/** The places in a plan, from 0, that a shard does. */
export function placesOf({ jobs }: RunPlan, { index, count }: Shard): number[] {
  const length = Math.max(0, Math.ceil((jobs.length - index + 1) / count));
  return Array.from({ length }, (_, i) => index - 1 + i * count);
}
