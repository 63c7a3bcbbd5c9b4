import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Fault } from "../../src/torture/index.ts";
import { shrunkFaults } from "../../src/torture/shrunkFaults.ts";

/** Faults that are told apart by when they begin. */
const faults = (count: number): Fault[] =>
  Array.from({ length: count }, (_, i) => ({ kind: "diskFull", fromMs: i, durationMs: 1 }));

describe("shrunkFaults", () => {
  it("finds exactly those that it takes together", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.array(fc.nat(19), { maxLength: 4 }),
        (n, all) => {
          const needed = new Set(all.filter((i) => i < n));
          const isEnough = (some: readonly Fault[]): boolean => {
            const there = new Set(some.map(({ fromMs }) => fromMs));
            return [...needed].every((i) => there.has(i));
          };
          const found = shrunkFaults(faults(n), isEnough).map(({ fromMs }) => fromMs);
          expect(found).toEqual([...needed].toSorted((a, b) => a - b));
        },
      ),
    );
  });

  it("leaves none that can be left out alone, whatever it takes", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 14 }), fc.nat(), (n, salt) => {
        const all = faults(n);
        // Any list that holds every fault is enough, and of others some are, without rhyme or reason.
        const isEnough = (some: readonly Fault[]): boolean =>
          some.length === n ||
          some.reduce((hash, { fromMs }) => (hash * 31 + fromMs + salt) % 1009, 7) % 3 === 0;
        const found = shrunkFaults(all, isEnough);
        expect(isEnough(found)).toBe(true);
        for (const fault of found) {
          expect(isEnough(found.filter((other) => other !== fault))).toBe(false);
        }
      }),
    );
  });
});
