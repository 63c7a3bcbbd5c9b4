import { BATTERIES, EnergyGraph, FIRST_SESSION, GRID } from "./energyGraph.ts";
import type { EnergyNetwork } from "./energyNetwork.ts";
import { LargestFlow, TOLERANCE } from "./largestFlow.ts";
import { LeastFirst } from "./leastFirst.ts";

/** A flow of energy through a network, under a peak that may be changed. */
export class EnergyFlow {
  #net: EnergyNetwork;
  readonly #graph: EnergyGraph;
  readonly #flow: LargestFlow;
  /** The same flow seen from the batteries, made when it is first wanted. */
  #back: LargestFlow | null = null;
  /** The session of every cell. */
  readonly #session: Int32Array;
  /** Cells of each interval: #cells[#firstOf[interval]] … */
  readonly #cells: Int32Array;
  readonly #firstOf: Int32Array;
  /** Per node, the next one on the way up, itself included, that ever has a limit; −1: none. */
  readonly #limitedAbove: Int32Array;
  /** What each bucket may give under the peak [kWh]. */
  readonly #allowedKwh: Float64Array;
  /** What cells that are still to come could give each session [kWh]. */
  readonly #laterKwh: Float64Array;
  readonly #queue: LeastFirst;
  readonly #marks: Int32Array;

  constructor(net: EnergyNetwork) {
    const { interval, firstCell, hours, needKwh } = net;
    this.#net = net;
    this.#graph = new EnergyGraph(net);
    this.#flow = new LargestFlow(this.#graph.places, this.#graph.edges);
    this.#session = new Int32Array(interval.length);
    this.#firstOf = new Int32Array(hours.length + 1);
    for (let i = 0; i < needKwh.length; i++) {
      for (let c = firstCell[i]!; c < firstCell[i + 1]!; c++) {
        this.#session[c] = i;
        this.#firstOf[interval[c]! + 1]!++;
      }
    }
    for (let k = 0; k < hours.length; k++) this.#firstOf[k + 1]! += this.#firstOf[k]!;
    const next = this.#firstOf.slice();
    this.#cells = new Int32Array(interval.length);
    for (let c = 0; c < interval.length; c++) this.#cells[next[interval[c]!]!++] = c;
    this.#limitedAbove = limitedAbove(net);
    this.#allowedKwh = new Float64Array(net.bucketHours.length);
    this.#laterKwh = new Float64Array(needKwh.length);
    this.#queue = new LeastFirst(needKwh.length);
    this.#marks = new Int32Array(this.#graph.places);
    this.clear();
  }

  /** What a session still needs [kWh]. */
  unmetKwh(session: number): number {
    return this.#flow.residual[2 * session]!;
  }

  /** What a session gets [kWh]. */
  metKwh(session: number): number {
    return this.#flow.residual[2 * session + 1]!;
  }

  /** What flows through a cell [kWh]. */
  cellKwh(cell: number): number {
    return this.#flow.residual[this.#graph.cellEdge + 2 * cell + 1]!;
  }

  /** What flows through every cell [kWh]. */
  get cellsKwh(): Float64Array {
    const { cellEdge } = this.#graph;
    return this.#net.cellKwh.map((_, cell) => this.#flow.residual[cellEdge + 2 * cell + 1]!);
  }

  /** What flows out of a bucket [kWh]. */
  bucketKwh(bucket: number): number {
    return this.#flow.residual[this.#graph.bucketEdge + 2 * bucket + 1]!;
  }

  /** Whether nothing more may leave a bucket. */
  isFull(bucket: number): boolean {
    return this.#flow.residual[this.#graph.bucketEdge + 2 * bucket]! <= TOLERANCE;
  }

  /** All that is not met [kWh]. */
  get shortKwh(): number {
    let sum = 0;
    for (let i = 0; i < this.#net.needKwh.length; i++) sum += this.unmetKwh(i);
    return sum;
  }

  /** Sets what may leave every bucket under a peak [kW]; not less than what flows there. */
  allow(peakKw: number): void {
    const { bucketHours, bucketBaseKwh } = this.#net;
    for (let b = 0; b < bucketHours.length; b++) {
      this.#allowedKwh[b] = Math.max(0, peakKw * bucketHours[b]! - bucketBaseKwh[b]!);
    }
    this.#open();
  }

  /** Sets what a session needs, not less than it gets [kWh]. */
  need(session: number, kwh: number): void {
    this.#graph.capacity[2 * session] = kwh;
    this.#flow.residual[2 * session] = kwh - this.metKwh(session);
  }

  /** Empties the flow, and sets what each cell can take [kWh]. */
  refit(cellKwh: Float64Array): void {
    const { capacity, cellEdge } = this.#graph;
    this.#net = { ...this.#net, cellKwh };
    for (let cell = 0; cell < cellKwh.length; cell++)
      capacity[cellEdge + 2 * cell] = cellKwh[cell]!;
    this.clear();
  }

  /** Empties the flow. */
  clear(): void {
    this.#flow.residual.set(this.#graph.capacity);
    this.#open();
  }

  /**
   * Fills interval by interval; in each the session comes first that has the least
   * slack left. A good start, not yet the most that fits.
   */
  fill(): void {
    this.#beginFill();
    for (let k = 0; k < this.#net.hours.length; k++) this.#fillInterval(k);
  }

  /**
   * Empties the flow and fills one interval after the other, each with the most that
   * it can take besides those before it: energy flows as early in the order as it
   * can. Intervals must be buckets of their own.
   *
   * What the intervals up to any of an order can take at most is a polymatroid, so this is
   * the cheapest flow for prices that rise along the order (Edmonds 1970).
   */
  fillInOrder(order: Int32Array): void {
    const { residual } = this.#flow;
    const { bucketEdge } = this.#graph;
    residual.set(this.#graph.capacity);
    this.#flow.unbury();
    this.#beginFill();
    for (const k of order) {
      const edge = bucketEdge + 2 * k;
      residual[edge] = this.#allowedKwh[k]!;
      this.#fillInterval(k);
      if (residual[edge] > TOLERANCE) while (this.#flow.grow(true));
      // All before it have what they can take: nothing more will ever flow there.
      residual[edge] = 0;
    }
    this.#flow.unbury();
    this.#open();
  }

  /**
   * Gives a session what it can have of an energy while others keep theirs, if at another time; from then on it
   * needs no more. For one session after the other, nobody else in need: what the first of them can get at most
   * is a polymatroid, so that each takes all that those before leave (Edmonds 1970).
   */
  serve(session: number, kwh: number): void {
    const { firstCell, interval, bucket } = this.#net;
    this.need(session, Math.max(kwh, this.metKwh(session)));
    for (let c = firstCell[session]!; c < firstCell[session + 1]!; c++) {
      const k = interval[c]!;
      this.#put(c, k, this.#graph.bucketEdge + 2 * bucket[k]!);
    }
    if (this.unmetKwh(session) > TOLERANCE) {
      this.#back ??= new LargestFlow(
        this.#graph.places,
        backwards(this.#graph.edges),
        this.#flow.residual,
      );
      while (this.unmetKwh(session) > TOLERANCE && this.#back.grow(true));
    }
    this.need(session, this.metKwh(session));
  }

  /** Makes the flow larger; false: it cannot be any larger. */
  grow(): boolean {
    return this.#flow.grow();
  }

  /**
   * A peak below which no flow can serve more than this one does but for `unmetKwh`:
   * whatever gets to places from which those in need can be reached has to come
   * through the buckets among them, unless there is stock. Infinity: no peak would do.
   */
  leastPeakKw(unmetKwh: number): number {
    const marks = this.#marks.fill(0);
    this.#flow.spread(BATTERIES, "to", marks, 1);
    const { bucketHours, bucketBaseKwh } = this.#net;
    const { stockEdge, bucketPlace } = this.#graph;
    let hours = 0;
    let kwh = this.shortKwh - unmetKwh;
    for (let i = 0; i < this.#net.needKwh.length; i++) {
      if (stockEdge >= 0 && marks[FIRST_SESSION + i] === 1)
        kwh -= this.#flow.residual[stockEdge + 2 * i]!;
    }
    for (let b = 0; b < bucketHours.length; b++) {
      if (marks[bucketPlace + b] === 0) continue;
      hours += bucketHours[b]!;
      kwh += this.bucketKwh(b) + bucketBaseKwh[b]!;
    }
    if (hours > 0) return kwh / hours;
    // What no place is marked for is rounding.
    return kwh > TOLERANCE * this.#net.needKwh.length ? Infinity : 0;
  }

  /**
   * For every bucket, where in a list of buckets the first one is with which it could
   * exchange energy, all sessions served as they are; −1: there is none.
   * @param way `from`: the one in the list gives more and this one less; `to`: the other way round
   */
  firstExchange(list: Iterable<number>, way: "from" | "to"): Int32Array {
    const { bucketPlace } = this.#graph;
    const marks = this.#marks.fill(0);
    let mark = 0;
    for (const bucket of list) this.#flow.spread(bucketPlace + bucket, way, marks, ++mark);
    return Int32Array.from(this.#allowedKwh, (_, b) => marks[bucketPlace + b]! - 1);
  }

  /**
   * Limits that keep a session from getting more, however sessions exchange what they have: all
   * energy for it and for those it could exchange with comes through them, and they are full. At
   * [node × intervals + interval], in order.
   */
  limitsAround(session: number): number[] {
    const marks = this.#marks.fill(0);
    this.#flow.spread(FIRST_SESSION + session, "to", marks, 1);
    const { edges, nodeEdge } = this.#graph;
    const around: number[] = [];
    for (const [at, edge] of nodeEdge.entries()) {
      if (edge >= 0 && marks[edges[edge]!] === 0 && marks[edges[edge + 1]!] === 1) around.push(at);
    }
    return around;
  }

  #open(): void {
    const { bucketEdge } = this.#graph;
    for (let b = 0; b < this.#allowedKwh.length; b++) {
      this.#flow.residual[bucketEdge + 2 * b] = this.#allowedKwh[b]! - this.bucketKwh(b);
    }
  }

  #beginFill(): void {
    const { firstCell, cellKwh, needKwh } = this.#net;
    for (let i = 0; i < needKwh.length; i++) {
      let kwh = 0;
      for (let c = firstCell[i]!; c < firstCell[i + 1]!; c++) kwh += cellKwh[c]!;
      this.#laterKwh[i] = kwh;
    }
  }

  /** Gives an interval to sessions in need, the one with the least slack first. */
  #fillInterval(k: number): void {
    const { residual } = this.#flow;
    const { cellKwh } = this.#net;
    const queue = this.#queue;
    queue.clear();
    for (let at = this.#firstOf[k]!; at < this.#firstOf[k + 1]!; at++) {
      const cell = this.#cells[at]!;
      const i = this.#session[cell]!;
      const slackKwh = this.#laterKwh[i]! - residual[2 * i]!;
      this.#laterKwh[i]! -= cellKwh[cell]!;
      if (residual[2 * i]! > 0) queue.add(cell, slackKwh);
    }
    const bucket = this.#graph.bucketEdge + 2 * this.#net.bucket[k]!;
    queue.order();
    while (queue.size > 0 && residual[bucket]! > 0) this.#put(queue.take(), k, bucket);
  }

  /** Charges what fits in a cell. */
  #put(cell: number, k: number, bucketEdge: number): void {
    const { residual } = this.#flow;
    const { tree, node, hours } = this.#net;
    const i = this.#session[cell]!;
    const cellEdge = this.#graph.cellEdge + 2 * cell;
    const { nodeEdge } = this.#graph;
    let kwh = Math.min(residual[2 * i]!, residual[cellEdge]!, residual[bucketEdge]!);
    const first = this.#limitedAbove[node[i]!]!;
    for (let n = first; n >= 0; n = this.#above(tree.parents[n]!)) {
      const edge = nodeEdge[n * hours.length + k]!;
      if (edge >= 0 && residual[edge]! < kwh) kwh = residual[edge]!;
    }
    if (kwh <= 0) return;
    for (let n = first; n >= 0; n = this.#above(tree.parents[n]!)) {
      const edge = nodeEdge[n * hours.length + k]!;
      if (edge >= 0) move(residual, edge, kwh);
    }
    move(residual, 2 * i, kwh);
    move(residual, cellEdge, kwh);
    move(residual, bucketEdge, kwh);
  }

  #above(node: number): number {
    return node < 0 ? -1 : this.#limitedAbove[node]!;
  }
}

function move(residual: Float64Array, edge: number, kwh: number): void {
  residual[edge]! -= kwh;
  residual[edge + 1]! += kwh;
}

/** The same edges the other way, grid and batteries exchanged. */
function backwards(edges: Int32Array): Int32Array {
  return edges.map((_, e) => {
    const place = edges[e ^ 1]!;
    return place < FIRST_SESSION ? GRID + BATTERIES - place : place;
  });
}

function limitedAbove({ tree, nodeKwh, hours }: EnergyNetwork): Int32Array {
  const intervals = hours.length;
  const nearest = new Int32Array(tree.size);
  for (let n = 0; n < tree.size; n++) {
    const isLimited = nodeKwh
      .subarray(n * intervals, (n + 1) * intervals)
      .some((kwh) => kwh < Infinity);
    nearest[n] = isLimited ? n : n === 0 ? -1 : nearest[tree.parents[n]!]!;
  }
  return nearest;
}
