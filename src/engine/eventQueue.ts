/** One pending event as data: slot, due time, phase, order of scheduling. */
export type PendingEvent = readonly [slot: number, atMs: number, phase: number, sequence: number];

/** A phase outweighs any sequence number below this. */
const PHASE_WEIGHT = 2 ** 48;

/**
 * Pending events, at most one per slot, in the order (time, phase, sequence).
 *
 * An indexed 4-ary heap on typed arrays: a device owns its slots for good, so
 * moving or dropping an event is a sift, not a tombstone.
 */
export class EventQueue {
  #times = new Float64Array(0);
  #ranks = new Float64Array(0);
  #slots = new Int32Array(0);
  /** Heap position of each slot, −1 when nothing is pending. */
  #positions = new Int32Array(0);
  #size = 0;
  #sequence = 0;

  get size(): number {
    return this.#size;
  }

  /** Makes room for slots 0 … count − 1, and for more than are there now; never shrinks. */
  grow(count: number): void {
    if (count <= this.#positions.length) return;
    const room = Math.max(count, 2 * this.#positions.length);
    const positions = new Int32Array(room).fill(-1);
    positions.set(this.#positions);
    this.#positions = positions;
    this.#times = enlarged(this.#times, new Float64Array(room));
    this.#ranks = enlarged(this.#ranks, new Float64Array(room));
    this.#slots = enlarged(this.#slots, new Int32Array(room));
  }

  /** Sets the slot's event, replacing one that is pending. */
  schedule(slot: number, atMs: number, phase: number): void {
    this.#place(slot, atMs, phase * PHASE_WEIGHT + this.#sequence++);
  }

  /** Drops the slot's event, if any. */
  cancel(slot: number): void {
    const hole = this.#positions[slot]!;
    if (hole < 0) return;
    this.#positions[slot] = -1;
    const last = --this.#size;
    if (hole === last) return;
    const time = this.#times[last]!;
    const rank = this.#ranks[last]!;
    const moved = this.#slots[last]!;
    if (!this.#siftUp(hole, time, rank, moved)) this.#siftDown(hole, time, rank, moved);
  }

  /** Due time of the earliest event, Infinity when there is none. */
  nextAtMs(): number {
    return this.#size > 0 ? this.#times[0]! : Infinity;
  }

  /** Removes the earliest event and returns its slot, −1 when there is none. */
  pop(): number {
    if (this.#size === 0) return -1;
    const slot = this.#slots[0]!;
    this.#positions[slot] = -1;
    const last = --this.#size;
    if (last > 0) {
      this.#siftDown(0, this.#times[last]!, this.#ranks[last]!, this.#slots[last]!);
    }
    return slot;
  }

  /** Everything pending, by slot, and the next sequence number. */
  snapshot(): { sequence: number; events: PendingEvent[] } {
    const events: PendingEvent[] = [];
    for (let i = 0; i < this.#size; i++) {
      const rank = this.#ranks[i]!;
      const phase = Math.floor(rank / PHASE_WEIGHT);
      events.push([this.#slots[i]!, this.#times[i]!, phase, rank - phase * PHASE_WEIGHT]);
    }
    events.sort((a, b) => a[0] - b[0]);
    return { sequence: this.#sequence, events };
  }

  /** Replaces everything pending by what `snapshot` gave. */
  restore(saved: { sequence: number; events: readonly PendingEvent[] }): void {
    this.#positions.fill(-1);
    this.#size = 0;
    for (const [slot, atMs, phase, sequence] of saved.events) {
      this.#place(slot, atMs, phase * PHASE_WEIGHT + sequence);
    }
    this.#sequence = saved.sequence;
  }

  #place(slot: number, time: number, rank: number): void {
    let position = this.#positions[slot]!;
    if (position < 0) position = this.#size++;
    if (!this.#siftUp(position, time, rank, slot)) this.#siftDown(position, time, rank, slot);
  }

  /** Moves the entry up from the hole; false when it has to stay at or below it. */
  #siftUp(hole: number, time: number, rank: number, slot: number): boolean {
    const times = this.#times;
    const ranks = this.#ranks;
    const slots = this.#slots;
    const positions = this.#positions;
    const start = hole;
    while (hole > 0) {
      const parent = (hole - 1) >> 2;
      const parentTime = times[parent]!;
      if (parentTime < time || (parentTime === time && ranks[parent]! < rank)) break;
      times[hole] = parentTime;
      ranks[hole] = ranks[parent]!;
      const parentSlot = slots[parent]!;
      slots[hole] = parentSlot;
      positions[parentSlot] = hole;
      hole = parent;
    }
    if (hole === start) return false;
    times[hole] = time;
    ranks[hole] = rank;
    slots[hole] = slot;
    positions[slot] = hole;
    return true;
  }

  #siftDown(hole: number, time: number, rank: number, slot: number): void {
    const times = this.#times;
    const ranks = this.#ranks;
    const slots = this.#slots;
    const positions = this.#positions;
    const size = this.#size;
    for (;;) {
      const first = hole * 4 + 1;
      if (first >= size) break;
      const end = first + 4 < size ? first + 4 : size;
      let best = first;
      let bestTime = times[first]!;
      for (let child = first + 1; child < end; child++) {
        const childTime = times[child]!;
        if (childTime < bestTime || (childTime === bestTime && ranks[child]! < ranks[best]!)) {
          best = child;
          bestTime = childTime;
        }
      }
      if (bestTime > time || (bestTime === time && ranks[best]! > rank)) break;
      times[hole] = bestTime;
      ranks[hole] = ranks[best]!;
      const bestSlot = slots[best]!;
      slots[hole] = bestSlot;
      positions[bestSlot] = hole;
      hole = best;
    }
    times[hole] = time;
    ranks[hole] = rank;
    slots[hole] = slot;
    positions[slot] = hole;
  }
}

function enlarged<A extends Float64Array | Int32Array>(old: A, fresh: A): A {
  fresh.set(old);
  return fresh;
}
