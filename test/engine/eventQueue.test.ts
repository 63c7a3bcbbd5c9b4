import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EventQueue } from "../../src/engine/eventQueue.ts";

const SLOTS = 12;

/** The same queue as anybody would write it: a list that is sorted whenever it is asked. */
class PlainQueue {
  #pending: { slot: number; atMs: number; phase: number; sequence: number }[] = [];
  #sequence = 0;

  schedule(slot: number, atMs: number, phase: number): void {
    this.cancel(slot);
    this.#pending.push({ slot, atMs, phase, sequence: this.#sequence++ });
  }

  cancel(slot: number): void {
    this.#pending = this.#pending.filter((event) => event.slot !== slot);
  }

  pop(): number {
    this.#pending.sort((a, b) => a.atMs - b.atMs || a.phase - b.phase || a.sequence - b.sequence);
    return this.#pending.shift()?.slot ?? -1;
  }

  get nextAtMs(): number {
    return Math.min(Infinity, ...this.#pending.map(({ atMs }) => atMs));
  }
}

const slot = fc.nat(SLOTS - 1);
const steps = fc.array(
  fc.oneof(
    fc.record({ do: fc.constant("schedule" as const), slot, atMs: fc.nat(20), phase: fc.nat(1) }),
    fc.record({ do: fc.constant("cancel" as const), slot }),
    fc.record({ do: fc.constant("pop" as const) }),
    fc.record({ do: fc.constant("save" as const) }),
  ),
  { maxLength: 200 },
);

describe("EventQueue", () => {
  it("behaves as a list sorted by time, phase and order of scheduling", () => {
    fc.assert(
      fc.property(steps, (list) => {
        let queue = queueOf(SLOTS);
        const plain = new PlainQueue();
        for (const step of list) {
          if (step.do === "schedule") {
            queue.schedule(step.slot, step.atMs, step.phase);
            plain.schedule(step.slot, step.atMs, step.phase);
          } else if (step.do === "cancel") {
            queue.cancel(step.slot);
            plain.cancel(step.slot);
          } else if (step.do === "pop") {
            expect(queue.pop()).toBe(plain.pop());
          } else {
            const saved = JSON.parse(JSON.stringify(queue.snapshot())) as ReturnType<
              EventQueue["snapshot"]
            >;
            queue = queueOf(SLOTS);
            queue.restore(saved);
          }
          expect(queue.nextAtMs()).toBe(plain.nextAtMs);
        }
        for (let left = queue.size; left >= 0; left--) expect(queue.pop()).toBe(plain.pop());
      }),
      { numRuns: 300 },
    );
  });

  it("keeps what is pending when it grows", () => {
    const queue = queueOf(2);
    queue.schedule(1, 5, 0);
    queue.grow(10);
    queue.schedule(9, 4, 0);
    expect([queue.pop(), queue.pop(), queue.pop()]).toEqual([9, 1, -1]);
  });
});

function queueOf(slots: number): EventQueue {
  const queue = new EventQueue();
  queue.grow(slots);
  return queue;
}
