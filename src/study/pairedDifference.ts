/** Mean of what one thing is above another on the same nights, and how sure that is. */
export interface PairedDifference {
  readonly mean: number;
  /** Where the mean of all such nights lies with 95 % confidence; null: one night says nothing of that. */
  readonly low: number | null;
  readonly high: number | null;
  /** How many pairs. */
  readonly nights: number;
}

/** 97.5 % quantile of the standard normal distribution. */
const NORMAL_P975 = 1.959963984540054;
/** Those of Student's t for 1 to 5 degrees of freedom (Abramowitz and Stegun 1964, table 26.10). */
const T_P975 = [12.706205, 4.302653, 3.182446, 2.776445, 2.570582] as const;

/** Paired t: the mean of differences, with its interval of 95 %; null for no differences. */
export function pairedDifference(differences: readonly number[]): PairedDifference | null {
  const nights = differences.length;
  if (nights === 0) return null;
  const mean = differences.reduce((sum, each) => sum + each, 0) / nights;
  if (nights === 1) return { mean, low: null, high: null, nights };
  const squares = differences.reduce((sum, each) => sum + (each - mean) * (each - mean), 0);
  const half = tQuantile975(nights - 1) * Math.sqrt(squares / (nights - 1) / nights);
  return { mean, low: mean - half, high: mean + half, nights };
}

/**
 * 97.5 % quantile of Student's t, relative error below 1e-4: from 6 degrees of freedom on the expansion 26.7.5 of
 * Abramowitz and Stegun (1964).
 * @param freedom degrees of it, at least 1
 */
export function tQuantile975(freedom: number): number {
  const known = T_P975[freedom - 1];
  if (known !== undefined) return known;
  const x = NORMAL_P975;
  const x2 = x * x;
  const terms = [
    (x * (x2 + 1)) / 4,
    (x * ((5 * x2 + 16) * x2 + 3)) / 96,
    (x * (((3 * x2 + 19) * x2 + 17) * x2 - 15)) / 384,
    (x * ((((79 * x2 + 776) * x2 + 1482) * x2 - 1920) * x2 - 945)) / 92160,
  ];
  return terms.reduceRight((sum, term) => (sum + term) / freedom, 0) + x;
}
