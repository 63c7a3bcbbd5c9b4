import { describe, expect, it } from "vitest";
import { strategies } from "../../../src/planning/index.ts";
import type { Chance, Scenario } from "../../../src/scenario/index.ts";
import { typicalUncertainty } from "../../../src/scenario/schema/uncertainty.ts";
import {
  approximations,
  type Belief,
  Forecaster,
  nightsForeseen,
} from "../../../src/twin/index.ts";
import { MemoryDisk } from "../../support/memoryDisk.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS, smallDepot } from "../../support/smallDepot.ts";
import { crowdedNight, twinOn } from "../../support/smallTwin.ts";

const NIGHTS = 400;
const day: Chance["day"] = { dayOf: () => "2026-03-03", timeOf: () => "21:00" };
const nothing: Chance = { models: {}, plugIn: null, plugInMedianMin: 0, day };
const typical: Chance = {
  models: typicalUncertainty,
  plugIn: typicalUncertainty.plugInDelay!,
  plugInMedianMin: typicalUncertainty.plugInDelay!.medianMin,
  day,
};
const returnDelay = {
  ...typicalUncertainty.returnDelay!,
  earlyMin: 0,
  medianMin: 20,
  p95Min: 60,
  incidentShare: 0,
  peakHours: [],
};

/** What is believed of a night at an hour after DAY_MS. */
function beliefAt(scenario: Scenario, hour: number): Belief {
  const twin = twinOn(new MemoryDisk(), scenario);
  const atMs = DAY_MS + hour * HOUR_MS;
  twin.begin();
  while (!twin.isOver && twin.nextAtMs <= atMs) twin.step();
  return twin.beliefAt(atMs);
}

function times<Made>(make: (night: number) => Made, count = NIGHTS): Made[] {
  return Array.from({ length: count }, (_, i) => make(i + 1));
}

/** One bus that is awaited at 20:00 and is never full when it leaves at 23:00. */
function oneBus(night: Partial<Scenario["night"]> = {}): Scenario {
  return smallDepot({
    stays: [{ bus: "B1", arriveH: 20, departH: 23, usedKwh: 350 }],
    busTypes: { bus: { curve: [[0, 100] as const, [1, 100] as const] } },
    run: { fromMs: DAY_MS + 17 * HOUR_MS, toMs: DAY_MS + 23.5 * HOUR_MS },
    night,
  });
}

describe("nights of one bus whose return alone is drawn", () => {
  const scenario = oneBus();
  const chance = { ...nothing, models: { returnDelay } };
  const forecaster = new Forecaster(scenario, beliefAt(scenario, 18), chance);
  const delaysMin = times((night) => forecaster.drawn(night).night.late[0]!.delayMs / MINUTE_MS);
  const socAfter = (delayMin: number): number => (100 * (180 - delayMin)) / 60 / 350;

  it("have it leave with what the rest of its time gives, at every quantile", () => {
    const rows = times((night) => forecaster.night(night, []));
    for (const [i, { asIs }] of rows.entries()) {
      expect(asIs!.socs[0]).toBeCloseTo(Math.max(0, socAfter(delaysMin[i]!)), 4);
    }
    const expected = forecaster.expected();
    const { asIs, done } = nightsForeseen(expected, rows, NIGHTS)!;
    expect(done).toBe(NIGHTS);
    const [low, middle, high] = asIs.stays[0]!.socAtDeparture;
    // By nearest rank 5 % of all nights, and no more, are at or below: three standard deviations of that.
    const shareBelow = (soc: number): number =>
      delaysMin.filter((delayMin) => socAfter(delayMin) <= soc + 1e-9).length / NIGHTS;
    expect(shareBelow(low)).toBeCloseTo(0.05, 2);
    expect(Math.abs(shareBelow(socAfter(60)) - 0.05)).toBeLessThan(0.033);
    expect(Math.abs(shareBelow(socAfter(20)) - 0.5)).toBeLessThan(0.075);
    expect(low).toBeLessThan(middle);
    expect(middle).toBeLessThan(high);
    expect(asIs.stays[0]!.shortShare).toBe(1);
    expect(asIs.stays[0]!.slackMin).toEqual([null, null, null]);
    expect(expected.stays[0]!.socAtDeparture).toBeCloseTo(socAfter(0), 4);
  });

  it("know that a bus that is overdue and of which nothing was told comes within what is told of", () => {
    const late = [{ bus: 0, stay: 0, delayMs: 4 * MINUTE_MS, knownAtMs: null }];
    const awaited = oneBus({ late });
    const belief = beliefAt(awaited, 20 + 2 / 60);
    const overdue = new Forecaster(awaited, belief, chance);
    const arrivals = times((night) => {
      const { plans, night: drawn } = overdue.drawn(night);
      return plans[0]!.stays[0]!.arriveAtMs! + drawn.late[0]!.delayMs;
    });
    for (const arriveAtMs of arrivals) {
      expect(arriveAtMs).toBeGreaterThanOrEqual(belief.view.atMs);
      expect(arriveAtMs).toBeLessThanOrEqual(DAY_MS + 20 * HOUR_MS + 5 * MINUTE_MS);
    }
    expect(new Set(arrivals).size).toBeGreaterThan(NIGHTS / 2);
  });

  it("leave a delay alone that was told of", () => {
    const late = [{ bus: 0, stay: 0, delayMs: HOUR_MS, knownAtMs: DAY_MS + 20 * HOUR_MS }];
    const told = oneBus({ late });
    const belief = beliefAt(told, 20.5);
    const known = new Forecaster(told, belief, chance);
    expect(known.drawn(1).night.late).toEqual([]);
    expect(known.night(1, []).asIs!.socs[0]).toBeCloseTo(socAfter(60), 4);
  });
});

describe("nights of a depot", () => {
  const scenario = crowdedNight();
  const belief = beliefAt(scenario, 19);
  const here = new Set<string>(belief.view.points.map(({ session }) => session?.vehicleId ?? ""));

  it("are all as is believed where nothing is left to chance", () => {
    const forecaster = new Forecaster(scenario, belief, nothing);
    const { stays, peakKw } = forecaster.expected();
    const { asIs } = forecaster.night(1, []);
    expect(asIs!.socs).toEqual(stays.map(({ socAtDeparture }) => socAtDeparture));
    expect(asIs!.peakKw).toBe(peakKw);
  });

  it("have what is open in another way each, and what is known in none", () => {
    const forecaster = new Forecaster(scenario, belief, typical);
    expect(here.size).toBeGreaterThan(1);
    for (const drawn of times((night) => forecaster.drawn(night), 60)) {
      const { plans, plugInDelaysMs, night, run } = drawn;
      for (const [bus, { vehicleId }] of plans.entries()) {
        const isLate = night.late.some((one) => one.bus === bus);
        expect(isLate).toBe(!here.has(vehicleId));
        if (!here.has(vehicleId)) continue;
        expect(night.usedFactors[bus]).toEqual([1]);
        expect(plugInDelaysMs[bus]).toEqual([0]);
        for (const { afterMs } of night.interruptions[bus]![0]!) expect(afterMs).toBeGreaterThan(0);
      }
      for (const { begins } of night.faults) {
        expect(begins.kind === "at" && begins.atMs >= belief.view.atMs).toBe(true);
      }
      expect(run.fromMs).toBeLessThanOrEqual(belief.view.atMs);
    }
    const awaited = times((night) => forecaster.drawn(night).night.late[0]!.delayMs, 60);
    expect(new Set(awaited).size).toBe(60);
  });

  it("draw no fault of a point that does not work", () => {
    const points = belief.view.points.map((point) => ({ ...point, status: "faulted" as const }));
    const broken = { ...belief, view: { ...belief.view, points } };
    const often = { pointFaults: { ...typicalUncertainty.pointFaults!, mtbfHours: 1 } };
    const faultsOf = (known: Belief): number =>
      new Forecaster(scenario, known, { ...nothing, models: often }).drawn(1).night.faults.length;
    expect(faultsOf(belief)).toBeGreaterThan(0);
    expect(faultsOf(broken)).toBe(0);
  });

  it("are the same with and without what is tried out", () => {
    const forecaster = new Forecaster(scenario, belief, typical);
    const changes = [{ kind: "limit", node: 0, maxKw: 100 } as const];
    const rows = times((night) => forecaster.night(night, changes), 20);
    const { differences, asIs } = nightsForeseen(forecaster.expected(), rows, 20)!;
    expect(rows.map((row) => row.asIs)).toEqual(
      times((night) => forecaster.night(night, []).asIs, 20),
    );
    for (const { otherwise } of rows) expect(otherwise!.peakKw).toBeLessThanOrEqual(100.001);
    expect(differences!.peakKw[1]).toBeLessThan(0);
    expect(asIs.stays).toHaveLength(5);
  });
});

describe("what a forecast takes to be some way", () => {
  const scenario = crowdedNight();
  const belief = beliefAt(scenario, 19);
  const { view } = belief;
  const withPoint = (change: Partial<Belief["view"]["points"][number]>): Belief => ({
    ...belief,
    view: { ...view, points: view.points.map((one, i) => (i === 0 ? { ...one, ...change } : one)) },
  });

  it("is nothing where all is known", () => {
    expect(approximations(scenario, belief)).toEqual([]);
  });

  it("is a point out of reach, which is heard of again at once", () => {
    const known = withPoint({ status: "outOfReach" });
    expect(approximations(scenario, known)).toEqual([{ kind: "outOfReach", who: ["P1"] }]);
    const told = new Forecaster(scenario, known).expected();
    expect(told).toEqual(new Forecaster(scenario, belief).expected());
  });

  it("is a point out of order, whose bus is plugged in elsewhere", () => {
    const known = withPoint({ status: "faulted" });
    expect(approximations(scenario, known)).toEqual([{ kind: "outOfOrder", who: ["P1"] }]);
    const { stays } = new Forecaster(scenario, known).expected();
    expect(stays.map(({ pointId }) => pointId)).not.toContain("P1");
  });

  it("is how far a bus is charged that should leave with more than others", () => {
    const requests = view.requests.map((one, i) => ({
      ...one,
      minTargetSoc: 0.5,
      maxTargetSoc: i === 0 ? 0.6 : 0.9,
    }));
    const points = view.points.map(({ session, ...one }) => ({
      ...one,
      session: session && { ...session, minTargetSoc: 0.5, maxTargetSoc: 0.6 },
    }));
    const known = { ...belief, view: { ...view, requests, points } };
    const others = requests.slice(1).map(({ vehicleId }) => vehicleId);
    expect(approximations(scenario, known)).toEqual([{ kind: "charged", who: others }]);
    const roomy = {
      ...scenario,
      nodes: scenario.nodes.map((node) => ({ ...node, maxKw: node.contractKw })),
    };
    for (const { socAtDeparture, targetSoc } of new Forecaster(roomy, known).expected().stays) {
      expect(targetSoc).toBeCloseTo(0.5, 3);
      expect(socAtDeparture).toBeGreaterThan(0.599);
    }
  });

  it("is the plan of a planner", () => {
    const planned = { ...scenario, ...strategies.balanced };
    expect(approximations(planned, belief).map(({ kind }) => kind)).toEqual(["plan"]);
  });
});
