import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { peakBounds } from "../../src/bounds/index.ts";
import type { Observation, RequestChanged } from "../../src/messages/index.ts";
import {
  chargingGoals,
  type ChargingTarget,
  foreseenStays,
} from "../../src/operations/chargingTarget.ts";
import type { StayOutcome } from "../../src/operations/index.ts";
import { strategies } from "../../src/planning/index.ts";
import { Simulation } from "../../src/simulation/index.ts";
import { kw } from "../support/arbitraries.ts";
import { DAY_MS, HOUR_MS, smallDepot, type SmallDepot } from "../support/smallDepot.ts";
import { depotYaml, load, problemWith, spoiled, staysCsv } from "../support/soundDepot.ts";
import { tappedLink } from "../support/tappedLink.ts";

const nextBlock: ChargingTarget = { target: "nextBlock", reserveSoc: 0.1, desiredSoc: 0 };
/** 100 kW all the way up, 300 kWh, nothing lost on the way. */
const flat = {
  bus: {
    usableKwh: 300,
    curve: [
      [0, 100],
      [1, 100],
    ] as const,
  },
};
const carried = { carry: "carried", target: "nextBlock" } as const;

function outcomes(depot: SmallDepot): readonly StayOutcome[] {
  return new Simulation(smallDepot({ busTypes: flat, ...depot })).run().stays;
}

describe("the goals of a stay", () => {
  it("are what the next block uses and the reserve, never more than a full battery", () => {
    const goals = (nextUsedKwh: number | null, target = nextBlock) =>
      chargingGoals(target, { usedKwh: 50, nextUsedKwh }, 300, 120);
    expect(goals(100)).toEqual({ leastKwh: 130, desiredKwh: 130 });
    expect(goals(280)).toEqual({ leastKwh: 300, desiredKwh: 300 });
    expect(goals(900)).toEqual({ leastKwh: 300, desiredKwh: 300 });
    expect(goals(0)).toEqual({ leastKwh: 30, desiredKwh: 30 });
    expect(goals(100, { ...nextBlock, desiredSoc: 0.8 })).toEqual({
      leastKwh: 130,
      desiredKwh: 240,
    });
    expect(goals(260, { ...nextBlock, desiredSoc: 0.8 }).desiredKwh).toBe(290);
  });

  it("are a full battery where no block follows, and what was used won back where that is asked", () => {
    const goals = (target: ChargingTarget["target"], nextUsedKwh: number | null) =>
      chargingGoals({ ...nextBlock, target }, { usedKwh: 50, nextUsedKwh }, 300, 120);
    expect(goals("nextBlock", null)).toEqual({ leastKwh: 300, desiredKwh: 300 });
    expect(goals("full", 10)).toEqual({ leastKwh: 300, desiredKwh: 300 });
    expect(goals("refillLastBlock", 10)).toEqual({ leastKwh: 170, desiredKwh: 170 });
  });

  it("foresee a day that a bus lives through when it always gets what it should", () => {
    fc.assert(
      fc.property(
        fc.array(kw(0, 290), { minLength: 1, maxLength: 6 }),
        fc.constantFrom("carried" as const, "alone" as const),
        fc.record({
          target: fc.constantFrom("full", "refillLastBlock", "nextBlock"),
          reserveSoc: fc.constantFrom(0, 0.2),
          desiredSoc: fc.constantFrom(0, 0.5, 1),
        }),
        (used, carry, target) => {
          const stays = used.map((usedKwh, i) => ({
            bus: "a",
            arriveH: 8 * i,
            departH: 8 * i + 5,
            usedKwh,
          }));
          const scenario = smallDepot({ busTypes: flat, stays, yard: { carry, ...target } });
          const [plan] = scenario.plans;
          const foreseen = foreseenStays(plan!, 300, scenario.yard);
          for (const [i, stay] of new Simulation(scenario).run().stays.entries()) {
            const { arrivalKwh, leastKwh, desiredKwh } = foreseen[i]!;
            const leftKwh = Math.max(arrivalKwh, desiredKwh);
            // A link tells a soc to 0.0001, of each stay before.
            const slack = 0.0002 * (i + 1);
            expect(Math.abs(stay.socAtArrival - arrivalKwh / 300)).toBeLessThan(slack);
            expect(Math.abs(stay.targetSoc - leastKwh / 300)).toBeLessThan(slack);
            expect(Math.abs(stay.socAtDeparture - leftKwh / 300)).toBeLessThan(slack);
            expect(stay.unmetKwh).toBeLessThan(300 * slack);
          }
        },
      ),
    );
  });
});

describe("charging for the next block", () => {
  const stays = [
    { bus: "a", arriveH: 10, departH: 11, usedKwh: 290, nextUsedKwh: 60 },
    { bus: "a", arriveH: 20, departH: 24, usedKwh: 60, nextUsedKwh: 450 },
  ];

  it("is short only below what that block uses, and wants more all the same", () => {
    const [short, enough] = [80, 110].map(
      (ratedKw) => outcomes({ stays, stations: [{ ratedKw }], yard: carried })[0]!,
    );
    // 10 kWh left and one hour of 80 or 100 kW; 60 kWh are needed.
    expect(short!.socAtDeparture * 300).toBeCloseTo(90, 6);
    expect(enough!.socAtDeparture * 300).toBeCloseTo(110, 6);
    for (const stay of [short!, enough!]) {
      expect(stay.targetSoc).toBeCloseTo(0.2, 9);
      expect(stay.unmetKwh).toBe(0);
    }
    const reserve = outcomes({ stays, stations: [{}], yard: { ...carried, reserveSoc: 0.2 } })[0]!;
    // 120 kWh with the reserve, 110 are there.
    expect(reserve.unmetKwh).toBeCloseTo(10, 6);
  });

  it("is no more than full for a block beyond the battery, and the rest is a deficit", () => {
    const [, second, third] = outcomes({
      stays: [...stays, { bus: "a", arriveH: 40, departH: 41, usedKwh: 450 }],
      yard: carried,
    });
    expect(second!.targetSoc).toBe(1);
    expect(second!.unmetKwh).toBeLessThan(1e-6);
    expect(third!.deficitKwh).toBeCloseTo(150, 6);
  });

  it("lets a bus that waits go as soon as it has the least", () => {
    const [stay] = outcomes({
      stays: [{ bus: "a", arriveH: 10, departH: 10.5, usedKwh: 290, nextUsedKwh: 110 }],
      yard: { ...carried, departure: "wait" },
      run: { fromMs: DAY_MS, toMs: DAY_MS + 24 * HOUR_MS },
    });
    // From 10 to 110 kWh at 100 kW.
    expect((stay!.departedAtMs! - DAY_MS) / HOUR_MS).toBeCloseTo(11, 5);
  });

  it("is asked for as the least and the most, as foreseen and as found", () => {
    const tapped = { observations: [], commands: [] };
    const depot = smallDepot({
      busTypes: flat,
      stays,
      yard: { ...carried, reserveSoc: 0.1, desiredSoc: 0.5 },
    });
    new Simulation(depot, tappedLink(tapped)).run();
    const requests = (tapped.observations as Observation[]).filter(
      (said): said is RequestChanged => said.kind === "requestChanged",
    );
    const [ahead, second] = ["a/0", "a/1"].map((name) =>
      requests.filter(({ requestId }) => requestId === name),
    );
    expect(ahead).toHaveLength(1);
    expect(ahead![0]).toMatchObject({ minTargetSoc: 0.3, maxTargetSoc: 0.5, expectedSoc: 0.0333 });
    // Foreseen: it left with half; found: with 110 of 300 kWh.
    expect(second!.map(({ expectedSoc }) => expectedSoc)).toEqual([0.3, 0.1667]);
    expect(second![1]).toMatchObject({ minTargetSoc: 1, maxTargetSoc: 1 });
  });

  it("is given to all by a planner before anybody gets more", () => {
    const two = ["a", "b"].map((bus, i) => ({
      bus,
      arriveH: 10,
      departH: 12,
      usedKwh: 300,
      nextUsedKwh: 60 + 80 * i,
    }));
    const unmet = (strategy: keyof typeof strategies) =>
      outcomes({
        stays: two,
        nodes: [{ id: "site", maxKw: 105 / 0.95 }],
        yard: { ...carried, carry: "alone" },
        ...strategies[strategy],
      }).map(({ unmetKwh }) => Math.round(unmetKwh));
    // 210 kWh in two hours: 200 are the least of both, 600 would be full.
    expect(unmet("peakShaving")).toEqual([0, 0]);
    expect(unmet("equalShare")).toEqual([0, 35]);
  });

  it("bounds the peak by what must be gained, carried from stay to stay", () => {
    const long = [
      { bus: "a", arriveH: 0, departH: 10, usedKwh: 200 },
      { bus: "a", arriveH: 12, departH: 13, usedKwh: 50 },
      { bus: "a", arriveH: 20, departH: 30, usedKwh: 90, nextUsedKwh: 10 },
    ];
    const boundsWith = (yard: SmallDepot["yard"]) =>
      peakBounds(smallDepot({ busTypes: flat, stays: long, yard: { carry: "carried", ...yard } }));
    // 100 kWh are there at first, 140 must have been when the third stay begins.
    const bounds = boundsWith({ target: "nextBlock" });
    expect(bounds.carriedMinPeakKw! * 0.95).toBeCloseTo(40 / 11, 6);
    // A tenth of 300 kWh more must be there.
    const reserve = boundsWith({ target: "nextBlock", reserveSoc: 0.1 });
    expect(reserve.carriedMinPeakKw! * 0.95).toBeCloseTo(70 / 11, 6);
    // Each stay by itself: as full as it should be, be it no more than it must.
    expect(bounds.exactMinPeakKw! * 0.95).toBeCloseTo(50, 6);
    const barely = boundsWith({ target: "nextBlock", desiredSoc: 0 });
    // The first gains nothing, the second leaves with 90 of 100 − 50, the third with 10 of none.
    expect(barely.exactMinPeakKw! * 0.95).toBeCloseTo(40, 6);
  });
});

describe("what a file of stays says of the next block", () => {
  const set = ["charging.target=nextBlock"];
  const withColumns = (...cells: readonly string[]): string =>
    staysCsv
      .trim()
      .split("\n")
      .map((line, i) => `${line},${cells[i]}\n`)
      .join("");
  const next = async (csv: string): Promise<(number | null)[]> => {
    const { scenario } = await load({ "stays.csv": csv }, [...set, "timetable.repeat=1"]);
    return scenario.plans.flatMap(({ stays }) => stays.map((stay) => stay.nextUsedKwh));
  };

  it("is a distance, an energy, or a block that another comes back from", async () => {
    expect(await next(withColumns("km_next_block", "10", ""))).toEqual([13, null]);
    expect(await next(withColumns("energy_kwh_next_block", "7", "8"))).toEqual([7, 8]);
    expect(await next(withColumns("km_next_block,energy_kwh_next_block", "1,7", "2,"))).toEqual([
      7, 2.6,
    ]);
    const linked = withColumns("prev_block_id,next_block_id", "x,y", "y,x");
    expect(await next(linked)).toEqual([156, 130]);
  });

  it("is what the bus has used when it comes next", async () => {
    const csv =
      "vehicle_id,vehicle_class,arrive_depot,depart_depot,km_prev_block,km_next_block\n" +
      "B1,S12,2026-03-03 08:00,2026-03-03 10:00,100,\nB1,S12,2026-03-03 18:00,2026-03-03 20:00,50,\n";
    const yaml = spoiled(depotYaml, "  date: 2026-03-03\n", "");
    const { scenario } = await load({ "stays.csv": csv, "depot.yaml": yaml }, set);
    expect(scenario.plans[0]!.stays.map((stay) => stay.nextUsedKwh)).toEqual([65, null]);
  });

  it("is asked for where nobody knows it", async () => {
    expect(await problemWith({}, set)).toBe(
      "--set charging.target=nextBlock charging.target: found nextBlock, but stays.csv does not say what the block after " +
        "the stay of line 2 uses (add the column km_next_block; an empty cell means that no block " +
        "follows)",
    );
    expect(await problemWith({ "stays.csv": withColumns("km_next_block", "x", "1") }, set)).toBe(
      'stays.csv:2:24 km_next_block: found "x", expected a number of km, 0 to 1000000',
    );
  });
});
