import seedrandom from "seedrandom";
import { exp, log } from "./math.ts";

/** 95 % quantile of the standard normal distribution. */
const NORMAL_P95 = 1.6448536269514722;

/**
 * One stream of chance, named after what it decides. Two streams with
 * different names never share a draw, so adding a bus shifts no other's.
 */
export class RandomStream {
  readonly #next: () => number;

  /** @param name anything that tells this stream from all others, ids included */
  constructor(seed: number, ...name: readonly (string | number)[]) {
    this.#next = seedrandom.alea(JSON.stringify([seed, ...name]));
  }

  /** Uniform in the open interval (0, 1). */
  uniform(): number {
    return this.#next() || Number.EPSILON;
  }

  /** Standard normal. */
  normal(): number {
    return normalQuantile(this.uniform());
  }

  /** Log-normal with the given median and 95 % quantile, both above 0. */
  logNormal(median: number, p95: number): number {
    return logNormal(this.normal(), median, p95);
  }

  /** Between two values above 0, every ratio alike. */
  logUniform(from: number, to: number): number {
    return from * exp(this.uniform() * log(to / from));
  }

  /** Exponential with the given mean. */
  exponential(mean: number): number {
    return -mean * log(this.uniform());
  }
}

/** What a standard normal draw is in a log-normal distribution with that median and 95 % quantile. */
export function logNormal(normal: number, median: number, p95: number): number {
  return median * exp((normal * log(p95 / median)) / NORMAL_P95);
}

/**
 * What a standard normal draw is in a log-normal distribution with mean 1.
 * @param spread relative standard deviation
 */
export function spreadAroundOne(normal: number, spread: number): number {
  const variance = log(1 + spread * spread);
  return exp(normal * Math.sqrt(variance) - variance / 2);
}

/**
 * Inverse of the standard normal distribution function on (0, 1), relative
 * error below 1.15e-9. Rational approximation of P. J. Acklam (2003).
 */
export function normalQuantile(p: number): number {
  if (p < 0.02425) return tail(Math.sqrt(-2 * log(p)));
  if (p > 1 - 0.02425) return -tail(Math.sqrt(-2 * log(1 - p)));
  const q = p - 0.5;
  const r = q * q;
  const above =
    (((((-39.69683028665376 * r + 220.9460984245205) * r - 275.9285104469687) * r +
      138.357751867269) *
      r -
      30.66479806614716) *
      r +
      2.506628277459239) *
    q;
  const below =
    ((((-54.47609879822406 * r + 161.5858368580409) * r - 155.6989798598866) * r +
      66.80131188771972) *
      r -
      13.28068155288572) *
      r +
    1;
  return above / below;
}

function tail(q: number): number {
  const above =
    ((((-0.007784894002430293 * q - 0.3223964580411365) * q - 2.400758277161838) * q -
      2.549732539343734) *
      q +
      4.374664141464968) *
      q +
    2.938163982698783;
  const below =
    (((0.007784695709041462 * q + 0.3224671290700398) * q + 2.445134137142996) * q +
      3.754408661907416) *
      q +
    1;
  return above / below;
}
