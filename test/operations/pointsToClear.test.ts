import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pointsToClear } from "../../src/operations/pointsToClear.ts";

describe("points to clear", () => {
  it("are as many as wait, but for those to whom a point comes anyway", () => {
    expect(pointsToClear([-1, -1], [], [4, 6, 9])).toEqual([4, 6]);
    expect(pointsToClear([-1, -1], [2], [4, 6])).toEqual([4]);
    expect(pointsToClear([-1], [2], [4])).toEqual([]);
    expect(pointsToClear([], [], [4])).toEqual([]);
  });

  it("are the ones that are wanted", () => {
    expect(pointsToClear([6, -1], [], [4, 6])).toEqual([6, 4]);
    expect(pointsToClear([5], [4], [6])).toEqual([]);
    expect(pointsToClear([6, -1], [4], [5, 6])).toEqual([6]);
  });

  it("are never more than wait, never twice, always of a bus that is done", () => {
    const points = fc.uniqueArray(fc.nat(9), { maxLength: 6 });
    const wanted = fc.array(fc.integer({ min: -1, max: 9 }), { maxLength: 6 });
    fc.assert(
      fc.property(wanted, points, points, (waiting, coming, all) => {
        const done = all.filter((point) => !coming.includes(point));
        const cleared = pointsToClear(waiting, coming, done);
        expect(cleared.length).toBeLessThanOrEqual(waiting.length);
        expect(new Set(cleared).size).toBe(cleared.length);
        expect(cleared.every((point) => done.includes(point))).toBe(true);
        const open = waiting.filter((want) => want < 0).length;
        // Nobody to whom any point will do goes without while one could be cleared.
        if (waiting.length === open) {
          const served = Math.min(waiting.length, coming.length + done.length);
          expect(cleared.length).toBe(Math.max(0, served - coming.length));
        }
      }),
    );
  });
});
