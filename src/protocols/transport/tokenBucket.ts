/** How much of something is let through: so many at once, and so many in a second. */
export interface TokenRate {
  readonly burst: number;
  readonly perSecond: number;
}

/** What is left in a bucket that fills with time. */
export interface TokenBucket {
  readonly tokens: number;
  readonly atMs: number;
}

/** Takes one out; null if there is none. @param bucket null if it was never touched */
export function takeToken(
  rate: TokenRate,
  bucket: TokenBucket | null,
  nowMs: number,
): TokenBucket | null {
  const elapsedMs = bucket === null ? 0 : Math.max(0, nowMs - bucket.atMs);
  const held = bucket === null ? rate.burst : bucket.tokens + (elapsedMs / 1000) * rate.perSecond;
  const tokens = Math.min(rate.burst, held) - 1;
  return tokens < 0 ? null : { tokens, atMs: nowMs };
}
