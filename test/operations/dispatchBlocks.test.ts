import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { OpenBlock } from "../../src/operations/dispatch/dispatchPolicy.ts";
import { type Dispatch, dispatchBlocks } from "../../src/operations/dispatchBlocks.ts";
import { dispatchPolicies, type DispatchPolicyName } from "../../src/operations/index.ts";

const FULL_KWH = 300;
const HOUR = 60;
/** Time is in minutes here, but for what charging gains in them: 2 kWh. */
const gainKwh = (min: number): number => 2 * min;

const words = Object.keys(dispatchPolicies) as DispatchPolicyName[];

function dispatchOf(word: DispatchPolicyName, turnaroundMs = 30): Dispatch {
  return {
    policy: dispatchPolicies[word],
    turnaroundMs,
    fleet: new Map(),
    forecastOf: () => ({
      usableKwh: FULL_KWH,
      afterStay: (heldKwh, stayMs) => Math.min(FULL_KWH, heldKwh + gainKwh(stayMs)),
    }),
  };
}

function block(blockId: string, departAtMs: number, returnAtMs: number, usedKwh = 0): OpenBlock {
  return { blockId, vehicleType: "S12", departAtMs, returnAtMs, usedKwh };
}

const tables = fc
  .array(
    fc.record({
      type: fc.constantFrom("S12", "A18"),
      depart: fc.integer({ min: 0, max: 400 }),
      lasts: fc.integer({ min: 0, max: 200 }),
      usedKwh: fc.integer({ min: 0, max: 400 }),
      run: fc.integer({ min: 0, max: 9 }),
    }),
    { minLength: 1, maxLength: 40 },
  )
  .map((list) =>
    list.map(({ type, depart, lasts, usedKwh, run }) => ({
      ...block(`run ${run}`, depart, depart + lasts, usedKwh),
      vehicleType: type,
    })),
  );
const turnarounds = fc.integer({ min: 0, max: 60 });

/** The blocks of a bus before one of its own, latest last. */
function before(blocks: readonly OpenBlock[], buses: readonly (number | null)[], i: number) {
  return order(blocks)
    .slice(0, order(blocks).indexOf(i))
    .filter((j) => buses[j] === buses[i] && blocks[j]!.vehicleType === blocks[i]!.vehicleType);
}

function order(blocks: readonly OpenBlock[]): number[] {
  return blocks
    .map((_, i) => i)
    .toSorted((a, b) => blocks[a]!.departAtMs - blocks[b]!.departAtMs || a - b);
}

/** The most blocks of a type that are under way, turnaround included, when one of them departs. */
function busiest(blocks: readonly OpenBlock[], type: string, turnaround: number): number {
  const own = blocks.filter(({ vehicleType }) => vehicleType === type);
  return Math.max(
    0,
    ...own.map(
      ({ departAtMs: at }) =>
        own.filter(
          (other) =>
            other.departAtMs <= at &&
            at < Math.max(other.returnAtMs + turnaround, other.departAtMs + 1),
        ).length,
    ),
  );
}

describe.each(words)("dispatch by %s", (word) => {
  it("gives every block one bus, none of which is in two places or leaves before the turnaround", () => {
    fc.assert(
      fc.property(tables, turnarounds, (blocks, turnaround) => {
        const buses = dispatchBlocks(blocks, dispatchOf(word, turnaround));
        for (const i of blocks.keys()) {
          expect(buses[i]).not.toBeNull();
          const last = before(blocks, buses, i).at(-1);
          if (last === undefined) continue;
          expect(blocks[i]!.departAtMs).toBeGreaterThanOrEqual(
            blocks[last]!.returnAtMs + turnaround,
          );
        }
      }),
    );
  });

  it("takes as many buses of a type as are away at its busiest moment, no more", () => {
    fc.assert(
      fc.property(tables, turnarounds, (blocks, turnaround) => {
        const buses = dispatchBlocks(blocks, dispatchOf(word, turnaround));
        for (const type of ["S12", "A18"]) {
          const numbers = buses.filter((_, i) => blocks[i]!.vehicleType === type);
          const most = busiest(blocks, type, turnaround);
          expect(Math.max(-1, ...numbers.map(Number))).toBeLessThan(most);
        }
      }),
    );
  });

  it("leaves blocks without a bus only where a given fleet is all away", () => {
    fc.assert(
      fc.property(
        tables,
        turnarounds,
        fc.integer({ min: 1, max: 6 }),
        (blocks, turnaround, size) => {
          const fleet = new Map([["S12", size]]);
          const buses = dispatchBlocks(blocks, { ...dispatchOf(word, turnaround), fleet });
          const served = blocks.filter((_, i) => buses[i] !== null);
          expect(busiest(served, "S12", turnaround)).toBeLessThanOrEqual(size);
          for (const [i, one] of blocks.entries()) {
            if (buses[i] !== null) continue;
            expect(one.vehicleType).toBe("S12");
            const away = order(blocks)
              .slice(0, order(blocks).indexOf(i))
              .map((j) => ({ ...blocks[j]!, bus: buses[j] }))
              .filter(({ vehicleType, bus }) => vehicleType === "S12" && bus !== null)
              .filter(({ returnAtMs }) => returnAtMs + turnaround > one.departAtMs);
            expect(away.length).toBe(size);
          }
        },
      ),
    );
  });

  it("does not look at the order of blocks that depart at different times", () => {
    fc.assert(
      fc.property(tables, (blocks) => {
        const apart = blocks.map((one, i) => ({
          ...one,
          departAtMs: one.departAtMs * 100 + i,
          returnAtMs: one.returnAtMs * 100 + i,
        }));
        const backwards = dispatchBlocks(apart.toReversed(), dispatchOf(word));
        expect(backwards.toReversed()).toEqual(dispatchBlocks(apart, dispatchOf(word)));
      }),
    );
  });
});

describe("which of several buses leaves", () => {
  /** The returns of those that were free for a block, by the choices that were made before it. */
  const freeFor = (
    blocks: readonly OpenBlock[],
    buses: readonly (number | null)[],
    i: number,
    size: number,
  ) =>
    Array.from({ length: size }, (_, bus) => {
      const own = before(blocks, buses.with(i, bus), i);
      return { bus, backAtMs: own.length === 0 ? -Infinity : blocks[own.at(-1)!]!.returnAtMs };
    }).filter(({ backAtMs }) => backAtMs + 30 <= blocks[i]!.departAtMs);

  const alike = tables.map((blocks) =>
    blocks.map((one) => ({ ...one, vehicleType: "S12", returnAtMs: one.returnAtMs + 1 })),
  );

  it.each([
    ["fifo", "longest", (a: number, b: number) => a < b],
    ["lifo", "shortest", (a: number, b: number) => a > b],
  ] as const)(
    "is under %s the one that is back %s, of equal ones the lowest number",
    (word, _, isFirst) => {
      fc.assert(
        fc.property(alike, (blocks) => {
          const buses = dispatchBlocks(blocks, dispatchOf(word));
          for (const i of blocks.keys()) {
            const free = freeFor(blocks, buses, i, busiest(blocks, "S12", 30));
            const best = free.reduce((a, b) => (isFirst(b.backAtMs, a.backAtMs) ? b : a));
            expect(buses[i]).toBe(best.bus);
          }
        }),
      );
    },
  );

  it("is under energyAware one that holds no less than any other that is free", () => {
    fc.assert(
      fc.property(alike, (blocks) => {
        const buses = dispatchBlocks(blocks, dispatchOf("energyAware"));
        const heldKwh = (i: number, bus: number): number => {
          let [kwh, atMs] = [FULL_KWH, 0];
          for (const j of before(blocks, buses.with(i, bus), i)) {
            kwh = Math.min(FULL_KWH, kwh + gainKwh(blocks[j]!.departAtMs - atMs));
            kwh = Math.max(0, kwh - blocks[j]!.usedKwh);
            atMs = blocks[j]!.returnAtMs;
          }
          return Math.min(FULL_KWH, kwh + gainKwh(blocks[i]!.departAtMs - atMs));
        };
        for (const i of blocks.keys()) {
          const free = freeFor(blocks, buses, i, busiest(blocks, "S12", 30));
          const most = Math.max(...free.map(({ bus }) => heldKwh(i, bus)));
          expect(heldKwh(i, buses[i]!)).toBe(most);
        }
      }),
    );
  });

  it("is under energyAware as under fifo, where all buses are full", () => {
    fc.assert(
      fc.property(alike, (blocks) => {
        const full = blocks.map((one) => ({ ...one, usedKwh: 0 }));
        expect(dispatchBlocks(full, dispatchOf("energyAware"))).toEqual(
          dispatchBlocks(full, dispatchOf("fifo")),
        );
      }),
    );
  });

  it("is told apart by the four words", () => {
    // Bus 0 drives far and is back first, bus 1 hardly drives, bus 2 comes back last.
    const day = [block("far", 0, 100, 290), block("near", 1, 110, 10), block("late", 2, 120, 150)];
    const next = [
      block("late", 160, 200, 10),
      // With all three away again, the fleet is three.
      block("a", 161, 201),
      block("b", 162, 202),
    ];
    const first = (word: DispatchPolicyName) =>
      dispatchBlocks([...day, ...next], dispatchOf(word))[3];
    expect(words.map((word) => [word, first(word)])).toEqual([
      ["fifo", 0],
      ["lifo", 2],
      ["energyAware", 1],
      ["sameRun", 2],
    ]);
  });

  it("is under sameRun the same one every day, where every bus is back in time", () => {
    const runs = fc.uniqueArray(fc.integer({ min: 0, max: 11 }), { minLength: 1 });
    fc.assert(
      fc.property(runs, fc.integer({ min: 1, max: 10 }), (starts, days) => {
        const day = starts.map((start) =>
          block(`run ${start}`, start * HOUR, start * HOUR + 10 * HOUR),
        );
        const week = Array.from({ length: days + 1 }, (_, n) =>
          day.map((one) => ({
            ...one,
            departAtMs: one.departAtMs + n * 24 * HOUR,
            returnAtMs: one.returnAtMs + n * 24 * HOUR,
          })),
        ).flat();
        const buses = dispatchBlocks(week, dispatchOf("sameRun"));
        expect(buses).toEqual(
          Array.from({ length: days + 1 }, () => buses.slice(0, day.length)).flat(),
        );
      }),
    );
  });
});
