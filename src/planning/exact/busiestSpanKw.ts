import type { EnergyNetwork } from "./energyNetwork.ts";

/** More buckets than this take longer to look at pair by pair than the bound saves. */
const MOST_BUCKETS = 1_000;

/**
 * A peak that no flow can stay below [kW]: in the busiest span of time, what all
 * sessions need that are there at no other time, spread evenly. With one span it
 * is the mean of all energy.
 */
export function busiestSpanKw(net: EnergyNetwork): number {
  const { needKwh, firstCell, interval, bucket, bucketHours, bucketBaseKwh, before, stockKwh } =
    net;
  const buckets = bucketHours.length;
  if (buckets > MOST_BUCKETS) return 0;
  // Sessions by the bucket in which they begin: a list threaded through them.
  const head = new Int32Array(buckets).fill(-1);
  const next = new Int32Array(needKwh.length);
  const last = new Int32Array(needKwh.length);
  for (let i = 0; i < needKwh.length; i++) {
    const [from, end] = [firstCell[i]!, firstCell[i + 1]! - 1];
    // Who has stock or can charge elsewhere, or goes on at the beginning of a circle, is nowhere alone.
    if (end < from || interval[end]! - interval[from]! !== end - from) continue;
    if (stockKwh[i]! > 0 || before[i]! >= 0) continue;
    const first = bucket[interval[from]!]!;
    last[i] = bucket[interval[end]!]!;
    next[i] = head[first]!;
    head[first] = i;
  }
  const endingKwh = new Float64Array(buckets);
  let peakKw = 0;
  for (let from = buckets - 1; from >= 0; from--) {
    for (let i = head[from]!; i >= 0; i = next[i]!) endingKwh[last[i]!]! += needKwh[i]!;
    let hours = 0;
    let kwh = 0;
    for (let to = from; to < buckets; to++) {
      hours += bucketHours[to]!;
      kwh += bucketBaseKwh[to]! + endingKwh[to]!;
      if (kwh > peakKw * hours) peakKw = kwh / hours;
    }
  }
  return peakKw;
}
