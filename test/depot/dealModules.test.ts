import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dealModules, type ModuleWant } from "../../src/depot/dealModules.ts";

/** A bank and outlets that hold no more of it than there is. */
const banks = fc
  .record({
    wants: fc.array(
      fc.record({ least: fc.integer({ min: 1, max: 3 }), most: fc.nat(8), held: fc.nat(4) }),
      { maxLength: 6 },
    ),
    unplaced: fc.nat(6),
  })
  .map(({ wants, unplaced }) => ({
    wants,
    modules: wants.reduce((sum, { held }) => sum + held, Math.max(1, unplaced)),
  }));

const sum = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0);

describe("modules are dealt", () => {
  it("no more than there are, to nobody more than it can use or less than it needs", () => {
    fc.assert(
      fc.property(banks, ({ wants, modules }) => {
        const dealt = dealModules(wants, modules);
        expect(sum(dealt)).toBeLessThanOrEqual(modules);
        for (const [i, { least, most }] of wants.entries()) {
          expect(dealt[i] === 0 || (dealt[i]! >= least && dealt[i]! <= most)).toBe(true);
        }
      }),
    );
  });

  it("so that nobody waits for what another has beyond its least, and none is idle", () => {
    fc.assert(
      fc.property(banks, ({ wants, modules }) => {
        const dealt = dealModules(wants, modules);
        const spare = modules - sum(dealt);
        const loose = sum(wants.map(({ least }, i) => Math.max(0, dealt[i]! - least)));
        for (const [i, { least, most }] of wants.entries()) {
          if (dealt[i]! > 0) expect(spare === 0 || dealt[i] === most).toBe(true);
          else if (most >= least) expect(spare + loose).toBeLessThan(least);
        }
      }),
    );
  });

  it("so that dealing again moves none", () => {
    fc.assert(
      fc.property(banks, ({ wants, modules }) => {
        const dealt = dealModules(wants, modules);
        const after = wants.map((want, i): ModuleWant => ({ ...want, held: dealt[i]! }));
        expect(dealModules(after, modules)).toEqual(dealt);
      }),
    );
  });

  it("by one module to whoever has it as long as it wants it, then to the first plugged in", () => {
    const want = { least: 1, most: 1, held: 0 };
    expect(dealModules([want, { ...want, held: 1 }, want], 1)).toEqual([0, 1, 0]);
    expect(dealModules([want, { ...want, held: 1, most: 0 }, want], 1)).toEqual([1, 0, 0]);
  });

  it("from whoever has most beyond its least, of equals from the last plugged in", () => {
    const want = { least: 1, most: 5, held: 0 };
    const held = (n: number): ModuleWant => ({ ...want, held: n });
    expect(dealModules([held(2), held(3), held(3), want], 8)).toEqual([2, 3, 2, 1]);
  });
});
