import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RunResult, StayOutcome } from "../../src/kpi/index.ts";
import { StepSeries } from "../../src/physics/index.ts";
import { digest } from "../../src/record/index.ts";
import { evening, smallRun } from "../support/smallRun.ts";

const run = smallRun();

/** Where a number lies in a result. */
type Place = readonly (string | number)[];

/** Every number of a value, by the way that leads to it. */
function numbersIn(value: unknown, way: Place = []): Place[] {
  if (typeof value === "number") return [way];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => numbersIn(inner, [...way, key]));
}

/** A copy in which one number is another. */
function changed(value: unknown, [key, ...rest]: Place, change: (n: number) => number): unknown {
  if (key === undefined) return change(value as number);
  if (value instanceof Float64Array) {
    return value.map((n, i) => (i === Number(key) ? change(n) : n));
  }
  if (Array.isArray(value)) {
    return value.map((inner: unknown, i) =>
      i === Number(key) ? changed(inner, rest, change) : inner,
    );
  }
  const fields = value as Record<string, unknown>;
  const copy = { ...fields, [key]: changed(fields[key], rest, change) };
  return value instanceof StepSeries
    ? new StepSeries(copy["timesMs"] as number[], copy["values"] as number[])
    : copy;
}

/** The same object, written down in another order. */
function shuffled<T extends object>(object: T, order: readonly number[]): T {
  const keyed = Object.entries(object).map((entry, i) => ({ place: order[i] ?? 0, entry }));
  const sorted = keyed.toSorted((a, b) => a.place - b.place);
  return Object.fromEntries(sorted.map(({ entry }) => entry)) as T;
}

describe("the digest of a result", () => {
  it("changes with any single number of it, by the last bit", () => {
    const places = numbersIn(run);
    expect(places.length).toBeGreaterThan(200);
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.boolean(), (place, slightly) => {
        const change = (n: number): number => (slightly ? nextAfter(n) : n === 7 ? 8 : 7);
        const other = changed(run, place, change) as RunResult;
        expect(digest(other), place.join(".")).not.toBe(digest(run));
      }),
      { numRuns: 1000 },
    );
  });

  it("changes with any word of a stay, and with what is not known of it", () => {
    const keys = Object.keys(run.stays[0]!) as (keyof StayOutcome)[];
    for (const key of keys) {
      const [first, ...rest] = run.stays;
      const stays = [{ ...first!, [key]: first![key] === null ? "" : null }, ...rest];
      expect(digest({ ...run, stays }), key).not.toBe(digest(run));
    }
  });

  it("changes with a stay or a quarter-hour more or less, or in another order", () => {
    const site = run.nodes[0]!;
    const others: RunResult[] = [
      { ...run, stays: run.stays.slice(1) },
      { ...run, stays: run.stays.toReversed() },
      { ...run, nodes: run.nodes.slice(0, 1) },
      { ...run, nodes: run.nodes.toReversed() },
      { ...run, complete: false },
      { ...run, batteryKwh: run.batteryKwh.slice(1) },
      { ...run, nodes: [{ ...site, chargingKwh: site.chargingKwh.slice(1) }, run.nodes[1]!] },
    ];
    const digests = [run, ...others].map(digest);
    expect(new Set(digests).size).toBe(digests.length);
  });

  it("does not change with the order in which fields were written down", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 20, maxLength: 20 }), (order) => {
        const other = shuffled(
          {
            ...run,
            window: shuffled(run.window, order),
            nodes: run.nodes.map((node) => shuffled(node, order)),
            stays: run.stays.map((stay) => shuffled(stay, order)),
          },
          order,
        );
        expect(digest(other)).toBe(digest(run));
      }),
    );
  });

  it("is the same for the same depot run again, and 128 bits long", () => {
    expect(digest(smallRun(evening))).toBe(digest(run));
    expect(digest(run)).toMatch(/^[0-9a-f]{32}$/);
  });
});

/** The next number that a computer knows; another one for Infinity. */
function nextAfter(n: number): number {
  if (n === Infinity) return Number.MAX_VALUE;
  const bits = new DataView(new ArrayBuffer(8));
  bits.setFloat64(0, Math.abs(n));
  bits.setBigInt64(0, bits.getBigInt64(0) + 1n);
  return n < 0 ? -bits.getFloat64(0) : bits.getFloat64(0);
}
