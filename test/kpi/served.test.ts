import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plugAndCharge } from "../../src/bounds/index.ts";
import { departures, isLate, isShort, type StayOutcome } from "../../src/kpi/index.ts";
import { isUnserved, served, unserved } from "../../src/kpi/served.ts";
import { id, type VehicleId } from "../../src/messages/index.ts";
import { laws } from "../../src/planning/index.ts";
import { Simulation } from "../../src/simulation/index.ts";
import { goodStay, measuredNode, measuredRun } from "../support/measuredRun.ts";
import { randomDepots } from "../support/randomDepot.ts";
import { DAY_MS, HOUR_MS, smallDepot, type SmallDepot } from "../support/smallDepot.ts";

/** How departures of a depot are judged. */
function judged(depot: SmallDepot) {
  const scenario = smallDepot({ law: laws.earliestDeadlineFirst, ...depot });
  const run = new Simulation(scenario).run();
  return { run, ...served(run, new Simulation(plugAndCharge(scenario)).run()) };
}

/** Two buses that need two hours at 100 kW; b has one. */
const twoBuses: SmallDepot = {
  stays: [
    { bus: "a", arriveH: 1, departH: 5, usedKwh: 200 },
    { bus: "b", arriveH: 1, departH: 2, usedKwh: 200 },
  ],
  busTypes: {
    bus: {
      usableKwh: 300,
      curve: [
        [0, 100],
        [1, 100],
      ],
    },
  },
  stations: [{}, {}],
};

/** A run of one stay against another way in which it could have gone. */
function against(stay: Partial<StayOutcome>, unlimited: Partial<StayOutcome>) {
  const [here, there] = [stay, unlimited].map((one) =>
    measuredRun([measuredNode([0, 0, 0, 0, 0, 0])], { stays: [goodStay(one)] }),
  );
  return served(here!, there!);
}

describe("served", () => {
  it("is a bus for which there is not enough time at any power, if it gets all there is", () => {
    const { run, ...found } = judged({ ...twoBuses, nodes: [{ id: "site", maxKw: 110 }] });
    expect(departures(run).map(isShort)).toEqual([true, false]);
    expect(found).toEqual({ served: 2, unavoidablyLate: 0, unavoidablyShort: 1 });
  });

  it("is not a bus that is shorter than it had to be, nor one that need not have been short", () => {
    const half = judged({ ...twoBuses, nodes: [{ id: "site", maxKw: 80 }] });
    expect(half).toMatchObject({ served: 1, unavoidablyLate: 0, unavoidablyShort: 0 });
    const quarter = judged({ ...twoBuses, nodes: [{ id: "site", maxKw: 30 }] });
    expect(quarter).toMatchObject({ served: 0, unavoidablyShort: 0 });
  });

  it("is a bus that waits for its target no longer than on any connection", () => {
    const waits = { ...twoBuses, yard: { departure: "wait" as const } };
    const wide = judged({ ...waits, nodes: [{ id: "site", maxKw: 220 }] });
    expect(wide).toMatchObject({ served: 2, unavoidablyLate: 1, unavoidablyShort: 0 });
    const narrow = judged({ ...waits, nodes: [{ id: "site", maxKw: 60 }] });
    expect(narrow).toMatchObject({ served: 0, unavoidablyLate: 0 });
  });

  it("takes no notice of what neither a link nor a timetable can tell", () => {
    const short = { targetSoc: 0.9, socAtDeparture: 0.8 };
    const isNoShorter = (soc: number) => against({ ...short, socAtDeparture: soc }, short).served;
    expect([0.8, 0.79991, 0.79985].map(isNoShorter)).toEqual([1, 1, 0]);
    const atMs = (seconds: number) => ({ departedAtMs: DAY_MS + HOUR_MS + seconds * 1000 });
    const isNoLater = (seconds: number) => against(atMs(seconds), atMs(600)).served;
    expect([300, 600, 660, 661].map(isNoLater)).toEqual([1, 1, 1, 0]);
    // Not late at all is something that it can tell.
    expect(against(atMs(30), atMs(0))).toEqual({
      served: 0,
      unavoidablyLate: 0,
      unavoidablyShort: 0,
    });
  });

  it("is a bus that would not have left at all", () => {
    const late = { departedAtMs: DAY_MS + 2 * HOUR_MS };
    expect(against(late, { departedAtMs: null })).toMatchObject({ served: 1, unavoidablyLate: 1 });
  });

  it("compares a bus with itself alone", () => {
    const late = { departedAtMs: DAY_MS + 2 * HOUR_MS };
    const other = { ...late, vehicleId: id<VehicleId>("b") };
    expect(against(late, other)).toMatchObject({ served: 0, unavoidablyLate: 0 });
  });

  it("and what could have been avoided are all departures, in any depot", () => {
    fc.assert(
      fc.property(randomDepots(), (scenario) => {
        const run = new Simulation(scenario).run();
        const left = departures(run);
        const found = served(run, new Simulation(plugAndCharge(scenario)).run());
        const short = left.filter(isShort).length;
        const late = left.filter(isLate).length;
        const flawed = left.filter((stay) => isShort(stay) || isLate(stay)).length;
        expect(found.unavoidablyShort).toBeLessThanOrEqual(short);
        expect(found.unavoidablyLate).toBeLessThanOrEqual(late);
        const avoidable = left.length - found.served;
        expect(avoidable).toBeLessThanOrEqual(flawed);
        // A flaw that could have been avoided is enough; a bus may have two.
        const avoidableFlaws = short - found.unavoidablyShort + (late - found.unavoidablyLate);
        expect(avoidable).toBeLessThanOrEqual(avoidableFlaws);
        expect(2 * avoidable).toBeGreaterThanOrEqual(avoidableFlaws);
      }),
      { numRuns: 30 },
    );
  });

  it("ends a run early with its first departure that is not, and no other", () => {
    let early = 0;
    fc.assert(
      fc.property(randomDepots(), (scenario) => {
        const unlimited = new Simulation(plugAndCharge(scenario)).run();
        const run = new Simulation(scenario).run();
        const cut = new Simulation(scenario).runUnless(isUnserved(unlimited));
        if (unserved(run, unlimited).length === 0) expect(cut).toEqual(run);
        else expect(cut).toBeNull();
        if (cut === null) early++;
      }),
      { numRuns: 60 },
    );
    expect(early).toBeGreaterThan(0);
    expect(early).toBeLessThan(60);
  });

  it("is everybody under plug and charge itself, whatever the limits of the grid", () => {
    fc.assert(
      fc.property(randomDepots([{ law: laws.immediate, planner: null }]), (scenario) => {
        const run = new Simulation(scenario).run();
        const unlimited = { ...plugAndCharge(scenario), control: scenario.control };
        const found = served(run, new Simulation(unlimited).run());
        expect(found.served).toBe(departures(run).length);
      }),
      { numRuns: 30 },
    );
  });
});
