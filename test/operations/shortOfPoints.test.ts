import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { StayOutcome } from "../../src/operations/index.ts";
import { Simulation } from "../../src/simulation/index.ts";
import { randomDepots } from "../support/randomDepot.ts";
import { DAY_MS, HOUR_MS, smallDepot, type SmallDepot } from "../support/smallDepot.ts";

const busTypes = {
  bus: {
    usableKwh: 300,
    curve: [
      [0, 100],
      [1, 100],
    ] as const,
  },
};

function outcomes(depot: SmallDepot): Map<string, StayOutcome> {
  const run = { fromMs: DAY_MS, toMs: DAY_MS + 48 * HOUR_MS };
  const { stays } = new Simulation(smallDepot({ busTypes, run, stations: [{}], ...depot })).run();
  return new Map(stays.map((stay) => [stay.vehicleId as string, stay]));
}

function pluggedInH(stay: StayOutcome | undefined): number | null {
  return stay!.pluggedInAtMs === null ? null : (stay!.pluggedInAtMs - DAY_MS) / HOUR_MS;
}

describe("buses short of points", () => {
  it("are served in the order in which they came", () => {
    const found = outcomes({
      stays: [
        { bus: "a", arriveH: 1, departH: 5, usedKwh: 100 },
        { bus: "c", arriveH: 3, departH: 30, usedKwh: 100 },
        { bus: "b", arriveH: 2, departH: 9, usedKwh: 100 },
      ],
    });
    expect(["a", "b", "c"].map((bus) => pluggedInH(found.get(bus)))).toEqual([1, 5, 9]);
  });

  it("leave the queue when their time is up, and nobody waits for them", () => {
    const found = outcomes({
      stays: [
        { bus: "a", arriveH: 1, departH: 8, usedKwh: 100 },
        { bus: "b", arriveH: 2, departH: 4, usedKwh: 100 },
        { bus: "c", arriveH: 3, departH: 12, usedKwh: 100 },
      ],
    });
    expect(["a", "b", "c"].map((bus) => pluggedInH(found.get(bus)))).toEqual([1, null, 8]);
    expect(found.get("b")).toMatchObject({ pointId: null, gridKwh: 0 });
    expect(found.get("b")!.departedAtMs).toBe(DAY_MS + 4 * HOUR_MS);
  });

  it("stay in the queue beyond their time where they wait for their target", () => {
    const found = outcomes({
      stays: [
        { bus: "a", arriveH: 1, departH: 8, usedKwh: 100 },
        { bus: "b", arriveH: 2, departH: 4, usedKwh: 100 },
      ],
      yard: { departure: "wait" },
    });
    expect(pluggedInH(found.get("b"))).toBe(8);
    expect((found.get("b")!.departedAtMs! - DAY_MS) / HOUR_MS).toBeCloseTo(9, 6);
  });

  it.each([
    ["first", ["a", "b"]],
    ["last", ["b", "a"]],
  ])("take a point at the instant at which another leaves it, named %s", (_, names) => {
    const [leaves, comes] = names;
    const found = outcomes({
      stays: [
        { bus: leaves!, arriveH: 1, departH: 5, usedKwh: 100 },
        { bus: comes!, arriveH: 5, departH: 9, usedKwh: 100 },
      ].toSorted((a, b) => (a.bus < b.bus ? -1 : 1)),
    });
    expect(pluggedInH(found.get(comes!))).toBe(5);
    expect(found.get(comes!)!.unmetKwh).toBeLessThan(1e-6);
  });

  it("wait until the point has let go of the bus before", () => {
    const found = outcomes({
      stays: [
        { bus: "a", arriveH: 1, departH: 5, usedKwh: 100 },
        { bus: "b", arriveH: 5, departH: 9, usedKwh: 100 },
      ],
      stations: [{ disconnectMs: HOUR_MS / 4 }],
    });
    expect(pluggedInH(found.get("b"))).toBe(5.25);
  });

  it("that still wait as the run ends were never plugged in, in whatever order they are named", () => {
    for (const [here, waits] of [
      ["a", "b"],
      ["b", "a"],
    ] as const) {
      const found = outcomes({
        stays: [
          { bus: here, arriveH: 1, departH: null, usedKwh: 100 },
          { bus: waits, arriveH: 2, departH: null, usedKwh: 100 },
        ].toSorted((a, b) => (a.bus < b.bus ? -1 : 1)),
      });
      expect(found.get(here)).toMatchObject({ pointId: "P1" });
      expect(found.get(waits)).toMatchObject({ pointId: null, pluggedInAtMs: null });
    }
  });

  it("are never two at one point, in any depot", () => {
    fc.assert(
      fc.property(randomDepots(), (scenario) => {
        const byPoint = new Map<string, (readonly [number, number])[]>();
        for (const stay of new Simulation(scenario).run().stays) {
          if (stay.pointId === null) continue;
          const spells = byPoint.get(stay.pointId) ?? [];
          spells.push([stay.pluggedInAtMs!, stay.unpluggedAtMs!]);
          byPoint.set(stay.pointId, spells);
        }
        for (const [point, spells] of byPoint) {
          const { disconnectMs } = scenario.stations.find(({ id }) => id === point)!;
          const inOrder = spells.toSorted(([a, b], [c, d]) => a - c || b - d);
          for (const [i, [fromMs]] of inOrder.entries()) {
            if (i === 0) continue;
            expect(fromMs).toBeGreaterThanOrEqual(inOrder[i - 1]![1] + disconnectMs);
          }
        }
      }),
    );
  });
});
