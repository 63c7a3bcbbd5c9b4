import { type Device, type Engine, phase } from "../../engine/index.ts";
import type { Timers } from "../../protocols/transport/index.ts";

interface Alarm {
  readonly atMs: number;
  readonly due: () => void;
}

/** Wall time in virtual time. Alarms of one instant go off in the order in which they were set. */
export class EngineTimers implements Timers, Device {
  readonly #engine: Engine;
  readonly #slot: number;
  /** The next one first. */
  readonly #alarms: Alarm[] = [];

  constructor(engine: Engine) {
    this.#engine = engine;
    this.#slot = engine.adopt(this, 1);
  }

  nowMs(): number {
    return this.#engine.nowMs;
  }

  at(atMs: number, due: () => void): () => void {
    const alarm = { atMs: Math.max(Math.ceil(atMs), this.nowMs()), due };
    const after = this.#alarms.findLastIndex((other) => other.atMs <= alarm.atMs);
    this.#alarms.splice(after + 1, 0, alarm);
    this.#wake();
    return () => {
      const i = this.#alarms.indexOf(alarm);
      if (i >= 0) this.#alarms.splice(i, 1);
    };
  }

  fire(): void {
    const isDue = (this.#alarms[0]?.atMs ?? Infinity) <= this.nowMs();
    const alarm = isDue ? this.#alarms.shift() : undefined;
    this.#wake();
    alarm?.due();
  }

  #wake(): void {
    const next = this.#alarms[0];
    if (next !== undefined) this.#engine.schedule(this.#slot, next.atMs, phase.world);
  }
}
