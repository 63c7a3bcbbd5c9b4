import type { EnergyNetwork } from "./energyNetwork.ts";

/** The place that all energy comes from, and the one that it goes to. */
export const GRID = 0;
export const BATTERIES = 1;
/** Places of sessions begin here. */
export const FIRST_SESSION = 2;

/**
 * A network of energy as places and edges with a capacity. Places: grid and
 * batteries, sessions, nodes with a limit in each interval in which they have
 * one, buckets. Energy goes from the grid into buckets, down the tree, through
 * cells into sessions and so into batteries.
 *
 * Edges come in pairs, there and back, and of one kind in a row: need of session
 * i is edge 2i, cell c is `cellEdge` + 2c, and so on.
 */
export class EnergyGraph {
  /** From, to, from, to … */
  readonly edges: Int32Array;
  /** What each edge can take; nothing back. */
  readonly capacity: Float64Array;
  readonly cellEdge: number;
  /** −1 where nobody has stock. */
  readonly stockEdge: number;
  readonly bucketEdge: number;
  /** Places of buckets begin here and are the last. */
  readonly bucketPlace: number;
  readonly places: number;
  /** Edge of each node in each interval, −1 where it has no limit. */
  readonly nodeEdge: Int32Array;
  readonly #net: EnergyNetwork;
  /** Place of each node in each interval, −1 where it has no limit. */
  readonly #placeOf: Int32Array;
  #next = 0;

  constructor(net: EnergyNetwork) {
    this.#net = net;
    const { needKwh, nodeKwh, tree, hours, node, interval, cellKwh, before, bucketHours } = net;
    const intervals = hours.length;
    let places = FIRST_SESSION + needKwh.length;
    this.#placeOf = new Int32Array(nodeKwh.length).fill(-1);
    this.nodeEdge = new Int32Array(nodeKwh.length).fill(-1);
    for (let at = 0; at < nodeKwh.length; at++) {
      if (nodeKwh[at]! < Infinity) this.#placeOf[at] = places++;
    }
    const limited = places - FIRST_SESSION - needKwh.length;
    this.bucketPlace = places;
    this.places = places + bucketHours.length;
    const carried = before.reduce((count, earlier) => (earlier >= 0 ? count + 1 : count), 0);
    const hasStock = net.stockKwh.some((kwh) => kwh > 0);
    const count =
      needKwh.length * (hasStock ? 2 : 1) +
      interval.length +
      limited +
      carried +
      bucketHours.length;
    this.edges = new Int32Array(2 * count);
    this.capacity = new Float64Array(2 * count);
    for (let i = 0; i < needKwh.length; i++) this.#add(FIRST_SESSION + i, BATTERIES, needKwh[i]!);
    this.cellEdge = this.#next;
    for (let i = 0; i < needKwh.length; i++) {
      for (let c = net.firstCell[i]!; c < net.firstCell[i + 1]!; c++) {
        this.#add(this.#above(node[i]!, interval[c]!), FIRST_SESSION + i, cellKwh[c]!);
      }
    }
    for (let at = 0; at < nodeKwh.length; at++) {
      const place = this.#placeOf[at]!;
      if (place < 0) continue;
      const parent = tree.parents[Math.floor(at / intervals)]!;
      this.nodeEdge[at] = this.#add(this.#above(parent, at % intervals), place, nodeKwh[at]!);
    }
    for (let i = 0; i < before.length; i++) {
      if (before[i]! < 0) continue;
      this.#add(FIRST_SESSION + before[i]!, FIRST_SESSION + i, net.carryKwh[i]!);
    }
    this.stockEdge = hasStock ? this.#next : -1;
    for (let i = 0; i < needKwh.length; i++) {
      if (hasStock) this.#add(GRID, FIRST_SESSION + i, net.stockKwh[i]!);
    }
    this.bucketEdge = this.#next;
    for (let b = 0; b < bucketHours.length; b++) this.#add(GRID, this.bucketPlace + b, 0);
  }

  #add(from: number, to: number, kwh: number): number {
    const edge = this.#next;
    this.edges[edge] = from;
    this.edges[edge + 1] = to;
    this.capacity[edge] = kwh;
    this.#next += 2;
    return edge;
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
