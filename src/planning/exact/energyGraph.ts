import type { EnergyNetwork } from "./energyNetwork.ts";

export const SOURCE = 0;
export const SINK = 1;

/**
 * A network of energy as places and edges with a capacity. Places: source, sink,
 * sessions, nodes with a limit in each interval in which they have one, buckets.
 * Edges come in pairs, there and back, and of one kind in a row: need of session
 * i is edge 2i, cell c is `cellEdge` + 2c, and so on.
 */
export class EnergyGraph {
  /** From, to, from, to … */
  readonly edges: number[] = [];
  /** What each edge can take; nothing back. */
  readonly capacity: Float64Array;
  readonly cellEdge: number;
  readonly stockEdge: number;
  readonly bucketEdge: number;
  /** Places of buckets begin here and are the last. */
  readonly bucketPlace: number;
  readonly places: number;
  readonly #net: EnergyNetwork;
  readonly #capacity: number[] = [];
  /** Place and edge of each node in each interval, −1 where it has no limit. */
  readonly #placeOf: Int32Array;
  readonly #edgeOf: Int32Array;

  constructor(net: EnergyNetwork) {
    this.#net = net;
    const { needKwh, nodeKwh, tree, hours, node, interval, cellKwh, before } = net;
    const intervals = hours.length;
    let places = 2 + needKwh.length;
    this.#placeOf = Int32Array.from(nodeKwh, (kwh) => (kwh < Infinity ? places++ : -1));
    this.#edgeOf = new Int32Array(nodeKwh.length).fill(-1);
    this.bucketPlace = places;
    this.places = places + net.bucketHours.length;
    needKwh.forEach((kwh, i) => this.#add(SOURCE, 2 + i, kwh));
    this.cellEdge = this.edges.length;
    sessionsOf(net).forEach((i, c) =>
      this.#add(2 + i, this.#above(node[i]!, interval[c]!), cellKwh[c]!),
    );
    this.#placeOf.forEach((place, at) => {
      if (place < 0) return;
      const parent = tree.parents[Math.floor(at / intervals)]!;
      this.#edgeOf[at] = this.#add(place, this.#above(parent, at % intervals), nodeKwh[at]!);
    });
    before.forEach((earlier, i) => {
      if (earlier >= 0) this.#add(2 + i, 2 + earlier, net.carryKwh[i]!);
    });
    this.stockEdge = this.edges.length;
    net.stockKwh.forEach((kwh, i) => this.#add(2 + i, SINK, kwh));
    this.bucketEdge = this.edges.length;
    net.bucketHours.forEach((_, b) => this.#add(this.bucketPlace + b, SINK, 0));
    this.capacity = Float64Array.from(this.#capacity);
  }

  /** Edges that energy takes from a session through one of its cells to the sink. */
  way(session: number, cell: number): number[] {
    const { tree, node, interval, hours, bucket } = this.#net;
    const k = interval[cell]!;
    const edges = [2 * session, this.cellEdge + 2 * cell];
    for (let n = node[session]!; n >= 0; n = tree.parents[n]!) {
      const edge = this.#edgeOf[n * hours.length + k]!;
      if (edge >= 0) edges.push(edge);
    }
    return [...edges, this.bucketEdge + 2 * bucket[k]!];
  }

  #add(from: number, to: number, kwh: number): number {
    this.#capacity.push(kwh, 0);
    return this.edges.push(from, to) - 2;
  }

  /** The next place on the way up from a node, itself included. */
  #above(from: number, k: number): number {
    const { tree, hours, bucket } = this.#net;
    for (let n = from; n >= 0; n = tree.parents[n]!) {
      const place = this.#placeOf[n * hours.length + k]!;
      if (place >= 0) return place;
    }
    return this.bucketPlace + bucket[k]!;
  }
}

/** The session of every cell. */
export function sessionsOf({ firstCell, interval }: EnergyNetwork): Int32Array {
  const sessions = new Int32Array(interval.length);
  for (let i = 0; i + 1 < firstCell.length; i++) {
    sessions.fill(i, firstCell[i], firstCell[i + 1]);
  }
  return sessions;
}
