import { EventQueue, type PendingEvent } from "./eventQueue.ts";
import type { Phase } from "./phase.ts";

/** Something with timers of its own; what a timer means is in the device's state. */
export interface Device {
  /** Called when the timer, counted from 0 within this device, is due. */
  fire(timer: number): void;
}

/** The engine's part of a snapshot: plain JSON. */
export interface EngineSnapshot {
  readonly nowMs: number;
  readonly sequence: number;
  readonly events: readonly PendingEvent[];
}

/** More events than this in one millisecond mean that two devices chase each other. */
const EVENTS_PER_INSTANT = 10_000_000;

/**
 * Virtual time: fires the timers of its devices in order.
 *
 * Events are numbers, never closures, so that a run can be saved as JSON,
 * restored and continued to the same result.
 */
export class Engine {
  readonly #queue = new EventQueue();
  readonly #owners: Device[] = [];
  readonly #firstSlots: number[] = [];
  #slotCount = 0;
  #nowMs = 0;
  #firedNow = 0;

  constructor(startMs: number) {
    this.#nowMs = startMs;
  }

  /** The present instant, integer milliseconds since the Unix epoch. */
  get nowMs(): number {
    return this.#nowMs;
  }

  /** Due time of the next event, Infinity when nothing is pending. */
  get nextAtMs(): number {
    return this.#queue.nextAtMs();
  }

  /** Gives the device this many timers; returns the slot of its timer 0. */
  adopt(device: Device, timers: number): number {
    const first = this.#slotCount;
    for (let i = 0; i < timers; i++) {
      this.#owners.push(device);
      this.#firstSlots.push(first);
    }
    this.#slotCount += timers;
    this.#queue.grow(this.#slotCount);
    return first;
  }

  /**
   * Sets the slot's timer to a whole millisecond, replacing a pending one.
   * A time in the past fires now: lateness is the caller's to notice.
   */
  schedule(slot: number, atMs: number, phase: Phase): void {
    this.#queue.schedule(slot, atMs > this.#nowMs ? Math.ceil(atMs) : this.#nowMs, phase);
  }

  /**
   * Sets the slot's timer to a solved instant: the next whole millisecond, and
   * never the present one, so that rounding cannot stop time.
   */
  scheduleAfter(slot: number, delayMs: number, phase: Phase): void {
    this.#queue.schedule(slot, this.#nowMs + Math.max(1, Math.ceil(delayMs)), phase);
  }

  cancel(slot: number): void {
    this.#queue.cancel(slot);
  }

  /** Fires the next event; false when nothing is pending. */
  step(): boolean {
    const atMs = this.#queue.nextAtMs();
    const slot = this.#queue.pop();
    if (slot < 0) return false;
    if (atMs > this.#nowMs) {
      this.#nowMs = atMs;
      this.#firedNow = 0;
    } else if (++this.#firedNow > EVENTS_PER_INSTANT) {
      throw new Error(`time stands still at ${new Date(atMs).toISOString()}: slot ${slot}`);
    }
    this.#owners[slot]!.fire(slot - this.#firstSlots[slot]!);
    return true;
  }

  /** Moves time forward to an instant at which nothing is due before it. */
  advanceTo(atMs: number): void {
    if (atMs > this.#queue.nextAtMs()) throw new Error("an event is due before that instant");
    this.#nowMs = Math.max(this.#nowMs, atMs);
  }

  snapshot(): EngineSnapshot {
    return { nowMs: this.#nowMs, ...this.#queue.snapshot() };
  }

  /** Continues from a snapshot; the same devices must have been adopted in the same order. */
  restore(saved: EngineSnapshot): void {
    this.#nowMs = saved.nowMs;
    this.#firedNow = 0;
    this.#queue.restore(saved);
  }
}
