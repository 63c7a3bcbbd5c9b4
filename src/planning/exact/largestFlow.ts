/** Less than this is rounding. */
export const TOLERANCE = 1e-9;

/** Levels of places that have no distance yet, and of those that are left out: nothing can get on from them. */
const UNRANKED = -1;
const DEAD = -2;

/**
 * A flow from place 0 to place 1 of a graph, made as large as it can be along
 * shortest augmenting paths (Dinitz 1970).
 *
 * Edges come in pairs: 2e leads there, 2e + 1 back; `residual` says what each can
 * still take, so what flows on 2e is the residual of 2e + 1.
 */
export class LargestFlow {
  readonly residual: Float64Array;
  /** Where each edge leads. */
  readonly #to: Int32Array;
  /** Edges that leave each place, and where they lead: #edges[#first[place]] … */
  readonly #first: Int32Array;
  readonly #edges: Int32Array;
  readonly #leadsTo: Int32Array;
  /** Distance from place 0. */
  readonly #level: Int32Array;
  readonly #next: Int32Array;
  readonly #queue: Int32Array;
  /** Places that have a distance: the first so many of the queue. */
  #ranked = 0;
  readonly #path: Int32Array;

  /**
   * @param edges from, to, from, to …
   * @param residual what they can still take; shared with whoever has it, too
   */
  constructor(
    places: number,
    edges: Int32Array,
    residual: Float64Array = new Float64Array(edges.length),
  ) {
    const count = edges.length;
    this.residual = residual;
    this.#to = new Int32Array(count);
    this.#first = new Int32Array(places + 1);
    this.#edges = new Int32Array(count);
    for (let e = 0; e < count; e++) {
      this.#to[e] = edges[e ^ 1]!;
      this.#first[edges[e]! + 1]!++;
    }
    for (let place = 0; place < places; place++) this.#first[place + 1]! += this.#first[place]!;
    const next = this.#first.slice();
    this.#leadsTo = new Int32Array(count);
    for (let e = 0; e < count; e++) {
      const at = next[edges[e]!]!++;
      this.#edges[at] = e;
      this.#leadsTo[at] = edges[e ^ 1]!;
    }
    this.#level = new Int32Array(places).fill(UNRANKED);
    this.#next = new Int32Array(places);
    this.#queue = new Int32Array(places);
    this.#path = new Int32Array(places);
  }

  /**
   * One phase: all that fits along the shortest ways; false when there is none.
   * @param bury whether the places from which there is none are left out from now on: no edge that
   * can take more leads out of them, so nothing that is added elsewhere can change that
   */
  grow(bury = false): boolean {
    if (!this.#rank()) {
      if (bury) this.#buryRanked();
      return false;
    }
    for (let i = 0; i < this.#ranked; i++) {
      const place = this.#queue[i]!;
      this.#next[place] = this.#first[place]!;
    }
    while (this.#sendOnce());
    return true;
  }

  /** Leaves out no place any more. */
  unbury(): void {
    this.#level.fill(UNRANKED);
    this.#ranked = 0;
  }

  /**
   * Marks every place that something could still be sent from to some place, or
   * to which it could from there, places 0 and 1 not passed through.
   * @param marks out: `mark` for places that had 0 before
   */
  spread(start: number, way: "from" | "to", marks: Int32Array, mark: number): void {
    const { residual } = this;
    if (marks[start] !== 0) return;
    // Edge e leaves a place; it enters it the other way round.
    const flip = way === "from" ? 0 : 1;
    this.#unrank();
    const queue = this.#queue;
    marks[start] = mark;
    queue[0] = start;
    let tail = 1;
    for (let head = 0; head < tail; head++) {
      const place = queue[head]!;
      const end = this.#first[place + 1]!;
      for (let at = this.#first[place]!; at < end; at++) {
        const there = this.#leadsTo[at]!;
        if (there < 2 || marks[there] !== 0) continue;
        if (residual[this.#edges[at]! ^ flip]! <= TOLERANCE) continue;
        marks[there] = mark;
        queue[tail++] = there;
      }
    }
  }

  /** Finds how far places are from place 0, until place 1 is found; whether it is. */
  #rank(): boolean {
    this.#unrank();
    const { residual } = this;
    // Read once: these loops are most of what planning takes.
    const [first, edges, leadsTo] = [this.#first, this.#edges, this.#leadsTo];
    const [level, queue] = [this.#level, this.#queue];
    level[0] = 0;
    queue[0] = 0;
    let tail = 1;
    for (let head = 0; head < tail; head++) {
      this.#ranked = tail;
      const place = queue[head]!;
      const next = level[place]! + 1;
      const end = first[place + 1]!;
      for (let at = first[place]!; at < end; at++) {
        // Most are known already: what an edge can take is looked up for the others alone.
        const there = leadsTo[at]!;
        if (level[there] !== UNRANKED || residual[edges[at]!]! <= TOLERANCE) continue;
        level[there] = next;
        queue[tail++] = there;
        if (there === 1) {
          this.#ranked = tail;
          return true;
        }
      }
    }
    return false;
  }

  #buryRanked(): void {
    for (let i = 0; i < this.#ranked; i++) this.#level[this.#queue[i]!] = DEAD;
    // Place 0, which comes first, is never left out.
    this.#level[0] = UNRANKED;
    this.#ranked = 0;
  }

  #unrank(): void {
    for (let i = 0; i < this.#ranked; i++) this.#level[this.#queue[i]!] = UNRANKED;
    this.#ranked = 0;
  }

  /** Sends something along one shortest way; false when there is none left. */
  #sendOnce(): boolean {
    const { residual } = this;
    const [first, edges, leadsTo] = [this.#first, this.#edges, this.#leadsTo];
    const [level, next, path] = [this.#level, this.#next, this.#path];
    let depth = 0;
    let place = 0;
    while (place !== 1) {
      const end = first[place + 1]!;
      const further = level[place]! + 1;
      let at = next[place]!;
      while (at < end && (level[leadsTo[at]!] !== further || residual[edges[at]!]! <= TOLERANCE)) {
        at++;
      }
      next[place] = at;
      if (at < end) {
        path[depth++] = edges[at]!;
        place = leadsTo[at]!;
      } else {
        if (depth === 0) return false;
        place = this.#to[path[--depth]! ^ 1]!;
        next[place]!++;
      }
    }
    let amount = Infinity;
    for (let i = 0; i < depth; i++) amount = Math.min(amount, residual[path[i]!]!);
    for (let i = 0; i < depth; i++) {
      residual[path[i]!]! -= amount;
      residual[path[i]! ^ 1]! += amount;
    }
    return true;
  }
}
