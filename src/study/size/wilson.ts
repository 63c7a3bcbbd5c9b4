/** Normal quantile of a two-sided 95 % interval. */
const Z = 1.959_963_984_540_054;

/** A share of nights and where the true one lies, with 95 % certainty. */
export interface ShareInterval {
  readonly low: number;
  readonly high: number;
}

/**
 * Wilson's score interval of a share, at 95 %; from 0 to 1 for no nights.
 * Source: E. B. Wilson, J. Am. Stat. Assoc. 22 (1927) 209–212.
 */
export function wilson(hits: number, nights: number): ShareInterval {
  if (nights === 0) return { low: 0, high: 1 };
  const share = hits / nights;
  const perNight = (Z * Z) / nights;
  const middle = share + perNight / 2;
  const half = Z * Math.sqrt((share * (1 - share) + perNight / 4) / nights);
  const low = hits === 0 ? 0 : (middle - half) / (1 + perNight);
  const high = hits === nights ? 1 : (middle + half) / (1 + perNight);
  return { low, high };
}
