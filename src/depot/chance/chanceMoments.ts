import { RandomStream } from "../../engine/index.ts";

const WEEK_MS = 7 * 86_400_000;

/** A moment that chance has picked, and the stream that tells what comes of it. */
export interface ChanceMoment {
  readonly atMs: number;
  readonly stream: RandomStream;
}

/**
 * The moments within a span at which something happens that happens so often, in order: a Poisson
 * process. It is drawn week by week, so that nothing hangs on when a run begins.
 * @param everyMs mean time between two of them
 * @param name anything that tells this process from all others
 */
export function chanceMoments(
  seed: number,
  name: readonly string[],
  everyMs: number,
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
): ChanceMoment[] {
  const moments: ChanceMoment[] = [];
  for (let week = Math.floor(fromMs / WEEK_MS); week * WEEK_MS < toMs; week++) {
    const stream = new RandomStream(seed, ...name, week);
    let atMs = week * WEEK_MS + stream.exponential(everyMs);
    for (let i = 0; atMs < (week + 1) * WEEK_MS; i++) {
      const own = new RandomStream(seed, ...name, week, i);
      if (atMs >= fromMs && atMs < toMs) moments.push({ atMs: Math.ceil(atMs), stream: own });
      atMs += stream.exponential(everyMs);
    }
  }
  return moments;
}
