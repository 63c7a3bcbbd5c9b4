import { performance } from "node:perf_hooks";

/** How often each thing is measured; the median counts. */
const SAMPLES = 5;

/** A figure of the bench. */
export interface Line {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What `ratio` compares with: another line, or `calibration`. */
  readonly against: string;
  readonly ratio: number;
  /** What it should be, in words; null where nothing was promised. */
  readonly aim: string | null;
  readonly reached: boolean | null;
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1]!;
}

/** Median time of a call [ms], after it has been called often enough to be compiled. */
export function medianMs(call: () => unknown, warmUps = 3): number {
  for (let i = 0; i < warmUps; i++) call();
  return median(Array.from({ length: SAMPLES }, () => onceMs(call)));
}

/** Medians of calls that take turns, so that a busy machine slows all of them alike [ms]. */
export function mediansMs(calls: readonly (() => unknown)[], warmUps = 3): number[] {
  for (let i = 0; i < warmUps; i++) for (const call of calls) call();
  const samples = Array.from({ length: SAMPLES }, () => calls.map(onceMs));
  return calls.map((_, i) => median(samples.map((sample) => sample[i]!)));
}

export function onceMs(call: () => unknown): number {
  const started = performance.now();
  call();
  return performance.now() - started;
}

/** A fixed amount of work: what absolute figures of one run are compared with. */
export function calibration(): number {
  const table = new Float64Array(1 << 12);
  let x = 1;
  for (let i = 0; i < 4_000_000; i++) {
    const slot = (i * 2_654_435_761) & 4095;
    x = x * 0.999_999 + table[slot]!;
    table[slot] = x * 1e-3;
  }
  return x;
}
