import { type Device, type Engine, phase } from "../engine/index.ts";
import type { LineChannel } from "../links/index.ts";

/** One end of a channel. */
class ChannelEnd implements LineChannel {
  readonly send: (line: string) => void;
  readonly close: () => void;
  hear: (line: string) => void = () => {};
  closed: () => void = () => {};

  constructor(send: (line: string) => void, close: () => void) {
    this.send = send;
    this.close = close;
  }

  onLine(hear: (line: string) => void): void {
    this.hear = hear;
  }

  onClose(tell: () => void): void {
    this.closed = tell;
  }
}

/** Two ends of a channel in virtual time. When it closes, what is under way is lost. */
export class MemoryChannel implements Device {
  readonly depotEnd: LineChannel;
  readonly controlEnd: LineChannel;
  readonly #ends: readonly [ChannelEnd, ChannelEnd];
  readonly #engine: Engine;
  readonly #slot: number;
  readonly #latencyMs: () => number;
  readonly #underWay: { readonly to: 0 | 1; readonly atMs: number; readonly line: string }[] = [];
  #isOpen = true;

  /** @param latencyMs a line that is sent now takes so long; none overtakes another */
  constructor(engine: Engine, latencyMs: () => number) {
    this.#engine = engine;
    this.#latencyMs = latencyMs;
    this.#slot = engine.adopt(this, 1);
    const end = (to: 0 | 1): ChannelEnd =>
      new ChannelEnd(
        (line) => this.#carry(to, line),
        () => this.close(),
      );
    this.#ends = [end(1), end(0)];
    [this.depotEnd, this.controlEnd] = this.#ends;
  }

  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#underWay.length = 0;
    this.#engine.cancel(this.#slot);
    for (const end of this.#ends) end.closed();
  }

  fire(): void {
    const { nowMs } = this.#engine;
    while (this.#underWay[0] !== undefined && this.#underWay[0].atMs <= nowMs) {
      const { to, line } = this.#underWay.shift()!;
      this.#ends[to].hear(line);
    }
    this.#wake();
  }

  #carry(to: 0 | 1, line: string): void {
    if (!this.#isOpen) return;
    const sentBeforeMs = this.#underWay.at(-1)?.atMs ?? 0;
    const atMs = Math.max(sentBeforeMs, this.#engine.nowMs + this.#latencyMs());
    this.#underWay.push({ to, atMs, line });
    this.#wake();
  }

  #wake(): void {
    const next = this.#underWay[0];
    if (next !== undefined) this.#engine.schedule(this.#slot, next.atMs, phase.world);
  }
}
