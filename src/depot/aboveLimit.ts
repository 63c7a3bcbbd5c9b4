const HOUR_MS = 3_600_000;

/** Power along a stretch of time on which it is convex. */
interface ConvexStretch {
  readonly fromMs: number;
  readonly fromKw: number;
  readonly toMs: number;
  readonly toKw: number;
  readonly limitKw: number;
  /** Power above the limit by no more than this is not above it. */
  readonly toleranceKw: number;
  /** Power at an instant in between. */
  readonly kwAt: (atMs: number) => number;
}

/**
 * How long power is above a limit, and how much energy that is. Convex power is nowhere above it when
 * neither end is, and crosses it once when one end is: found to the millisecond. (With both ends above, it is
 * taken to be above all along.) Energy is by Simpson's rule, exact for constant power.
 */
export function aboveLimit(stretch: ConvexStretch): { readonly ms: number; readonly kwh: number } {
  const { fromMs, fromKw, toMs, toKw, limitKw, toleranceKw, kwAt } = stretch;
  const isAbove = (powerKw: number): boolean => powerKw > limitKw + toleranceKw;
  const startsAbove = isAbove(fromKw);
  const endsAbove = isAbove(toKw);
  if (!startsAbove && !endsAbove) return { ms: 0, kwh: 0 };
  let [beginMs, beginKw, endMs, endKw] = [fromMs, fromKw, toMs, toKw];
  if (startsAbove !== endsAbove) {
    let [before, after] = [fromMs, toMs];
    while (after - before > 1) {
      const middle = Math.floor((before + after) / 2);
      if (isAbove(kwAt(middle)) === startsAbove) before = middle;
      else after = middle;
    }
    if (startsAbove) [endMs, endKw] = [after, limitKw];
    else [beginMs, beginKw] = [before, limitKw];
  }
  const ms = endMs - beginMs;
  const meanKw = (beginKw + 4 * kwAt((beginMs + endMs) / 2) + endKw) / 6;
  return { ms, kwh: (Math.max(0, meanKw - limitKw) * ms) / HOUR_MS };
}
