/** What an event queue cannot do without: times and payloads in a 4-ary heap, and nothing else. */
export class BareHeap {
  readonly #times: Float64Array;
  readonly #payloads: Int32Array;
  #size = 0;

  constructor(capacity: number) {
    this.#times = new Float64Array(capacity);
    this.#payloads = new Int32Array(capacity);
  }

  push(time: number, payload: number): void {
    const times = this.#times;
    const payloads = this.#payloads;
    let hole = this.#size++;
    while (hole > 0) {
      const parent = (hole - 1) >> 2;
      if (times[parent]! <= time) break;
      times[hole] = times[parent]!;
      payloads[hole] = payloads[parent]!;
      hole = parent;
    }
    times[hole] = time;
    payloads[hole] = payload;
  }

  nextTime(): number {
    return this.#times[0]!;
  }

  pop(): number {
    const times = this.#times;
    const payloads = this.#payloads;
    const first = payloads[0]!;
    const size = --this.#size;
    const time = times[size]!;
    let hole = 0;
    for (;;) {
      const child = hole * 4 + 1;
      if (child >= size) break;
      const end = child + 4 < size ? child + 4 : size;
      let best = child;
      for (let other = child + 1; other < end; other++) {
        if (times[other]! < times[best]!) best = other;
      }
      if (times[best]! >= time) break;
      times[hole] = times[best]!;
      payloads[hole] = payloads[best]!;
      hole = best;
    }
    times[hole] = time;
    payloads[hole] = payloads[size]!;
    return first;
  }
}
