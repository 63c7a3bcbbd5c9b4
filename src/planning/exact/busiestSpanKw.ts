import type { EnergyNetwork } from "./energyNetwork.ts";

/** More buckets than this take longer to look at pair by pair than the bound saves. */
const MOST_BUCKETS = 1_000;
/** The span is moved this many times at most; a few do. */
const MOST_MOVES = 100;

/** Buckets from one to another, both included. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * A peak that no flow can stay below [kW]: in the busiest span of time, what sessions
 * cannot charge outside of it, spread evenly. First the span is sought in which the sessions
 * need most that are there at no other time, then its ends are moved while that
 * raises the peak, all others' need counted.
 */
export function busiestSpanKw(net: EnergyNetwork): number {
  const buckets = net.bucketHours.length;
  if (buckets === 0 || buckets > MOST_BUCKETS) return 0;
  const sessions = new SessionsInSpans(net);
  let best = sessions.busiest();
  let peakKw = sessions.peakKw(best);
  for (let move = 0; move < MOST_MOVES; move++) {
    const { from, to } = best;
    const near = [
      { from: from - 1, to },
      { from: from + 1, to },
      { from, to: to - 1 },
      { from, to: to + 1 },
    ].filter((span) => span.from >= 0 && span.from <= span.to && span.to < buckets);
    const before = peakKw;
    for (const span of near) {
      const kw = sessions.peakKw(span);
      if (kw > peakKw) [best, peakKw] = [span, kw];
    }
    if (peakKw === before) break;
  }
  return peakKw;
}

/** What sessions need within spans. */
class SessionsInSpans {
  readonly #net: EnergyNetwork;
  /** Sessions that have no other time and no other source, and the span that each is there. */
  readonly #bound: Int32Array;
  readonly #first: Int32Array;
  readonly #last: Int32Array;
  /** What all cells of all sessions before a cell take [kWh]. */
  readonly #beforeKwh: Float64Array;

  constructor(net: EnergyNetwork) {
    const { needKwh, firstCell, interval, bucket, before, stockKwh, cellKwh } = net;
    this.#net = net;
    this.#first = new Int32Array(needKwh.length);
    this.#last = new Int32Array(needKwh.length);
    const bound: number[] = [];
    for (let i = 0; i < needKwh.length; i++) {
      const [from, end] = [firstCell[i]!, firstCell[i + 1]! - 1];
      // On a circle a session may go on at its beginning.
      if (end < from || interval[end]! - interval[from]! !== end - from) continue;
      if (stockKwh[i]! > 0 || before[i]! >= 0) continue;
      this.#first[i] = bucket[interval[from]!]!;
      this.#last[i] = bucket[interval[end]!]!;
      bound.push(i);
    }
    this.#bound = Int32Array.from(bound);
    this.#beforeKwh = new Float64Array(cellKwh.length + 1);
    for (let c = 0; c < cellKwh.length; c++) {
      this.#beforeKwh[c + 1] = this.#beforeKwh[c]! + cellKwh[c]!;
    }
  }

  /** The span in which the sessions need most per hour that are there at no other time. */
  busiest(): Span {
    const { needKwh, bucketHours, bucketBaseKwh } = this.#net;
    const buckets = bucketHours.length;
    // Sessions by the bucket in which they begin: a list threaded through them.
    const head = new Int32Array(buckets).fill(-1);
    const next = new Int32Array(needKwh.length);
    for (const i of this.#bound) {
      next[i] = head[this.#first[i]!]!;
      head[this.#first[i]!] = i;
    }
    const endingKwh = new Float64Array(buckets);
    let best: Span = { from: 0, to: buckets - 1 };
    let bestKw = 0;
    for (let from = buckets - 1; from >= 0; from--) {
      for (let i = head[from]!; i >= 0; i = next[i]!) endingKwh[this.#last[i]!]! += needKwh[i]!;
      let hours = 0;
      let kwh = 0;
      for (let to = from; to < buckets; to++) {
        hours += bucketHours[to]!;
        kwh += bucketBaseKwh[to]! + endingKwh[to]!;
        if (kwh > bestKw * hours) {
          bestKw = kwh / hours;
          best = { from, to };
        }
      }
    }
    return best;
  }

  /** All that has to be charged in a span, spread evenly [kW]. */
  peakKw({ from, to }: Span): number {
    const { needKwh, firstCell, bucketHours, bucketBaseKwh } = this.#net;
    let hours = 0;
    let kwh = 0;
    for (let b = from; b <= to; b++) {
      hours += bucketHours[b]!;
      kwh += bucketBaseKwh[b]!;
    }
    for (const i of this.#bound) {
      const outside =
        this.#kwh(firstCell[i]!, this.#cellFrom(i, from)) +
        this.#kwh(this.#cellFrom(i, to + 1), firstCell[i + 1]!);
      if (needKwh[i]! > outside) kwh += needKwh[i]! - outside;
    }
    return hours > 0 ? kwh / hours : 0;
  }

  /** What the cells from one to another, not included, take [kWh]. */
  #kwh(from: number, to: number): number {
    return this.#beforeKwh[to]! - this.#beforeKwh[from]!;
  }

  /** The first cell of a session in a bucket or after it. */
  #cellFrom(i: number, wanted: number): number {
    const { firstCell, interval, bucket, bucketHours, hours } = this.#net;
    const [first, end] = [firstCell[i]!, firstCell[i + 1]!];
    if (wanted <= this.#first[i]!) return first;
    if (wanted > this.#last[i]!) return end;
    // Buckets of one interval each: the cell is found at once.
    if (bucketHours.length === hours.length) return first + wanted - this.#first[i]!;
    let cell = first;
    while (cell < end && bucket[interval[cell]!]! < wanted) cell++;
    return cell;
  }
}
