import type { Timers } from "../../src/protocols/transport/index.ts";

/** Time that passes only when a test lets it. */
export class VirtualTimers implements Timers {
  #nowMs: number;
  #alarms: { atMs: number; n: number; due: () => void }[] = [];
  #n = 0;

  constructor(startMs: number) {
    this.#nowMs = startMs;
  }

  nowMs(): number {
    return this.#nowMs;
  }

  at(atMs: number, due: () => void): () => void {
    const alarm = { atMs: Math.max(atMs, this.#nowMs), n: this.#n++, due };
    this.#alarms.push(alarm);
    return () => {
      this.#alarms = this.#alarms.filter((each) => each !== alarm);
    };
  }

  pass(durationMs: number): void {
    const untilMs = this.#nowMs + durationMs;
    for (let left = 1_000_000; ; left--) {
      const next = this.#alarms.toSorted((a, b) => a.atMs - b.atMs || a.n - b.n)[0];
      if (next === undefined || next.atMs > untilMs) break;
      if (left === 0) throw new Error("alarms go on for ever");
      this.#alarms = this.#alarms.filter((each) => each !== next);
      this.#nowMs = next.atMs;
      next.due();
    }
    this.#nowMs = untilMs;
  }
}
