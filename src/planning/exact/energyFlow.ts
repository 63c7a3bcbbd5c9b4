import { EnergyGraph, sessionsOf } from "./energyGraph.ts";
import type { EnergyNetwork } from "./energyNetwork.ts";
import { LargestFlow } from "./largestFlow.ts";

/** A flow of energy through a network, under a peak that may be raised. */
export class EnergyFlow {
  readonly #net: EnergyNetwork;
  readonly #graph: EnergyGraph;
  readonly #flow: LargestFlow;
  readonly #session: Int32Array;
  /** Edges from each cell's session to the sink: #way[#firstWay[cell]] … */
  readonly #way: Int32Array;
  readonly #firstWay: Int32Array;
  /** Cells in order of time. */
  readonly #cells: Int32Array;

  constructor(net: EnergyNetwork) {
    this.#net = net;
    this.#graph = new EnergyGraph(net);
    this.#flow = new LargestFlow(this.#graph.places, this.#graph.edges);
    this.#session = sessionsOf(net);
    const way: number[] = [];
    this.#firstWay = new Int32Array(net.interval.length + 1);
    this.#session.forEach((session, cell) => {
      way.push(...this.#graph.way(session, cell));
      this.#firstWay[cell + 1] = way.length;
    });
    this.#way = Int32Array.from(way);
    this.#cells = Int32Array.from(net.interval, (_, cell) => cell).toSorted(
      (a, b) => net.interval[a]! - net.interval[b]! || a - b,
    );
    this.clear();
  }

  /** What a session still needs [kWh]. */
  unmetKwh(session: number): number {
    return this.#flow.residual[2 * session]!;
  }

  /** What flows out of a bucket [kWh]. */
  bucketKwh(bucket: number): number {
    return this.#flow.residual[this.#graph.bucketEdge + 2 * bucket + 1]!;
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
      const kwh = Math.max(0, peakKw * bucketHours[b]! - bucketBaseKwh[b]!);
      const edge = this.#graph.bucketEdge + 2 * b;
      this.#graph.capacity[edge] = kwh;
      this.#flow.residual[edge] = kwh - this.bucketKwh(b);
    }
  }

  /** Empties the flow. */
  clear(): void {
    this.#flow.residual.set(this.#graph.capacity);
  }

  /**
   * Fills interval by interval; in each the session comes first that has the least
   * slack left. A good start, not yet the most that fits.
   */
  fill(): void {
    const { interval, firstCell, cellKwh } = this.#net;
    const { residual } = this.#flow;
    const sessions = this.#net.needKwh.length;
    // What each session's later cells could still take.
    const laterKwh = new Float64Array(sessions);
    for (let i = 0; i < sessions; i++) {
      for (let c = firstCell[i]!; c < firstCell[i + 1]!; c++) laterKwh[i]! += cellKwh[c]!;
    }
    const order = new Int32Array(sessions);
    const slackKwh = new Float64Array(sessions);
    for (let at = 0; at < this.#cells.length;) {
      const k = interval[this.#cells[at]!]!;
      let count = 0;
      for (; at < this.#cells.length && interval[this.#cells[at]!] === k; at++) {
        const cell = this.#cells[at]!;
        const i = this.#session[cell]!;
        const slack = laterKwh[i]! - residual[2 * i]!;
        laterKwh[i]! -= cellKwh[cell]!;
        if (residual[2 * i]! <= 0) continue;
        let hole = count++;
        for (; hole > 0 && slackKwh[hole - 1]! > slack; hole--) {
          slackKwh[hole] = slackKwh[hole - 1]!;
          order[hole] = order[hole - 1]!;
        }
        slackKwh[hole] = slack;
        order[hole] = cell;
      }
      for (let place = 0; place < count; place++) this.#put(order[place]!);
    }
  }

  /** Makes the flow larger; false: it cannot be any larger. */
  grow(): boolean {
    return this.#flow.grow();
  }

  /**
   * A peak below which no flow can serve more than this one does but for `unmetKwh`:
   * whatever leaves the places that those in need can reach has to leave through
   * the buckets among them, unless there is stock.
   */
  leastPeakKw(unmetKwh: number): number {
    this.#flow.rank();
    const { bucketHours, bucketBaseKwh } = this.#net;
    let hours = 0;
    let kwh = this.shortKwh - unmetKwh;
    for (let i = 0; i < this.#net.needKwh.length; i++) {
      if (this.#flow.isReached(2 + i)) kwh -= this.#flow.residual[this.#graph.stockEdge + 2 * i]!;
    }
    for (let b = 0; b < bucketHours.length; b++) {
      if (!this.#flow.isReached(this.#graph.bucketPlace + b)) continue;
      hours += bucketHours[b]!;
      kwh += this.bucketKwh(b) + bucketBaseKwh[b]!;
    }
    return hours > 0 ? kwh / hours : 0;
  }

  /** Charges what fits in a cell. */
  #put(cell: number): void {
    const { residual } = this.#flow;
    const end = this.#firstWay[cell + 1]!;
    let kwh = Infinity;
    for (let at = this.#firstWay[cell]!; at < end; at++) {
      kwh = Math.min(kwh, residual[this.#way[at]!]!);
    }
    if (kwh <= 0) return;
    for (let at = this.#firstWay[cell]!; at < end; at++) {
      residual[this.#way[at]!]! -= kwh;
      residual[this.#way[at]! + 1]! += kwh;
    }
  }
}
