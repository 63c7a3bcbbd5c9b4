import type { Timers } from "../../protocols/transport/index.ts";

interface Alarm {
  readonly atMs: number;
  readonly due: () => void;
}

/** Time that goes only when somebody says so. */
export class SteppedTimers implements Timers {
  #nowMs = -Infinity;
  /** In the order in which they are due. */
  readonly #alarms: Alarm[] = [];

  nowMs(): number {
    return this.#nowMs;
  }

  /** When something is due next; Infinity: never. */
  get nextAtMs(): number {
    return this.#alarms[0]?.atMs ?? Infinity;
  }

  at(atMs: number, due: () => void): () => void {
    const alarm = { atMs: Math.max(atMs, this.#nowMs), due };
    const before = this.#alarms.findLastIndex((other) => other.atMs <= alarm.atMs);
    this.#alarms.splice(before + 1, 0, alarm);
    return () => {
      const i = this.#alarms.indexOf(alarm);
      if (i >= 0) this.#alarms.splice(i, 1);
    };
  }

  /** Does all that is due until an instant, that included. */
  passTo(atMs: number): void {
    for (let next = this.#alarms[0]; next !== undefined && next.atMs <= atMs;) {
      this.#alarms.shift();
      this.#nowMs = next.atMs;
      next.due();
      next = this.#alarms[0];
    }
    this.#nowMs = Math.max(this.#nowMs, atMs);
  }
}
