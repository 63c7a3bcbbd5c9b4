/** A raise beyond this is none [kW]. */
const MOST_KW = 1e6;
/** Less than this is not missing; plans are content with a tenth of their own tolerance [kWh]. */
const READY_KWH = 1e-7;

/** What is still missing under a raise. */
interface Tried {
  readonly kw: number;
  readonly missingKwh: number;
}

/**
 * The smallest raise with which nothing is missing [kW]; null: there is none. What is missing falls
 * along straight pieces, mostly: the line through the last two raises that do not do leads to
 * the one that does, or halving does.
 *
 * @param missingKwh under a raise [kW]
 * @param guessKw what might just do
 * @param withinKw of the smallest
 */
export function leastRaiseKw(
  missingKwh: (byKw: number) => number,
  guessKw: number,
  withinKw: number,
): number | null {
  let before: Tried | null = null;
  let low: Tried = { kw: 0, missingKwh: missingKwh(0) };
  let high = Infinity;
  const tryOut = (kw: number): void => {
    if (!(kw > low.kw && kw < high)) return;
    const tried = { kw, missingKwh: missingKwh(kw) };
    if (tried.missingKwh <= READY_KWH) high = kw;
    else [before, low] = [low, tried];
  };
  tryOut(guessKw);
  for (let strideKw = Math.max(withinKw, guessKw / 8); high === Infinity; strideKw *= 2) {
    if (low.kw + strideKw > MOST_KW) return null;
    tryOut(low.kw + strideKw);
  }
  tryOut(high - withinKw);
  while (high - low.kw > withinKw) {
    tryOut((low.kw + high) / 2);
    const meetsKw = crossing(before, low);
    tryOut(meetsKw);
    tryOut(meetsKw - withinKw);
  }
  return high;
}

/** Where the line through two raises says that nothing is missing [kW]; NaN: nowhere. */
function crossing(before: Tried | null, low: Tried): number {
  if (before === null || before.missingKwh <= low.missingKwh) return NaN;
  return low.kw + (low.missingKwh * (low.kw - before.kw)) / (before.missingKwh - low.missingKwh);
}
