/**
 * A quantity that changes in steps over time: `values[i]` holds from `timesMs[i]`
 * until the next time, the first value also before its time.
 */
export class StepSeries {
  readonly timesMs: readonly number[];
  readonly values: readonly number[];

  /** @param timesMs rising strictly, as many as values, at least one */
  constructor(timesMs: readonly number[], values: readonly number[]) {
    this.timesMs = timesMs;
    this.values = values;
  }

  static constant(value: number): StepSeries {
    return new StepSeries([0], [value]);
  }

  /** The sum of two series. */
  static sum(a: StepSeries, b: StepSeries): StepSeries {
    return StepSeries.combine(a, b, (x, y) => x + y);
  }

  /** Both series taken together, step by step. */
  static combine(a: StepSeries, b: StepSeries, join: (x: number, y: number) => number): StepSeries {
    const times = [...new Set([...a.timesMs, ...b.timesMs])].toSorted((x, y) => x - y);
    return new StepSeries(
      times,
      times.map((t) => join(a.at(t), b.at(t))),
    );
  }

  /** The same series with other values from one instant to another, both after 1970. */
  during(fromMs: number, toMs: number, change: (value: number) => number): StepSeries {
    const within = new StepSeries([0, fromMs, toMs], [0, 1, 0]);
    return StepSeries.combine(this, within, (value, is) => (is === 1 ? change(value) : value));
  }

  get isConstant(): boolean {
    return this.values.every((value) => value === this.values[0]);
  }

  get min(): number {
    return this.values.reduce((least, value) => Math.min(least, value));
  }

  get max(): number {
    return this.values.reduce((most, value) => Math.max(most, value));
  }

  /** Value at an instant. */
  at(atMs: number): number {
    return this.values[this.#index(atMs)]!;
  }

  /** The next instant after this one at which a step lies, Infinity when none. */
  nextStepAfter(atMs: number): number {
    const i = this.#index(atMs);
    const here = this.timesMs[i]!;
    return here > atMs ? here : (this.timesMs[i + 1] ?? Infinity);
  }

  /** Integral from one instant to another [value × ms]. */
  integral(fromMs: number, toMs: number): number {
    let sum = 0;
    for (let i = this.#index(fromMs), at = fromMs; at < toMs; i++) {
      const end = Math.min(this.timesMs[i + 1] ?? Infinity, toMs);
      sum += this.values[i]! * (end - at);
      at = end;
    }
    return sum;
  }

  /** Index of the value that holds at an instant. */
  #index(atMs: number): number {
    let low = 0;
    let high = this.timesMs.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.timesMs[middle]! <= atMs) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
