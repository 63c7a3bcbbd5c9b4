import { describe, expect, it } from "vitest";
import { peakBounds, plugAndCharge } from "../../src/bounds/index.ts";
import type { Observation, RequestChanged } from "../../src/messages/index.ts";
import { laws, strategies } from "../../src/planning/index.ts";
import { digest } from "../../src/record/index.ts";
import type { Scenario } from "../../src/scenario/index.ts";
import { Simulation } from "../../src/simulation/index.ts";
import { badLuck, drawn } from "../support/randomChance.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS, type SmallStay, smallDepot } from "../support/smallDepot.ts";
import { type Tapped, tappedLink } from "../support/tappedLink.ts";
import { StepSeries } from "../../src/physics/index.ts";

/** Twelve buses, two nights. */
const stays = Array.from({ length: 12 }, (_, i): SmallStay[] =>
  [0, 24].map((dayH) => ({
    bus: `bus${i}`,
    arriveH: dayH + 17 + i / 2,
    departH: dayH + 28 + i / 3,
    usedKwh: 100 + 10 * i,
  })),
).flat();
const depot = { stays, yard: { carry: "carried" as const }, plugInDelayMs: 8 * MINUTE_MS };
const planned = smallDepot(depot);

function heard(scenario: Scenario) {
  const tapped: Tapped = { observations: [], commands: [] };
  const run = new Simulation(scenario, tappedLink(tapped)).run();
  return { run, ...tapped };
}

const requests = (observations: readonly Observation[]): RequestChanged[] =>
  observations.filter((one) => one.kind === "requestChanged");

describe("a late return", () => {
  const late = (delayMin: number, knownAtMs: number | null) =>
    smallDepot({
      stays: [
        { bus: "b", arriveH: 18, departH: 28, usedKwh: 200 },
        { bus: "b", arriveH: 42, departH: 52, usedKwh: 200 },
      ],
      yard: { carry: "carried" },
      run: { fromMs: DAY_MS, toMs: DAY_MS + 60 * HOUR_MS },
      night: { late: [{ bus: 0, stay: 0, delayMs: delayMin * MINUTE_MS, knownAtMs }] },
    });
  const DUE_MS = DAY_MS + 18 * HOUR_MS;

  it("is foreseen by nobody: until the bus is due, all that is said is what a punctual one has", () => {
    const before = (scenario: Scenario) =>
      heard(scenario).observations.filter(({ knownAtMs }) => knownAtMs < DUE_MS);
    const punctual = before(late(0, null));
    expect(punctual.length).toBeGreaterThan(0);
    for (const scenario of [late(40, DUE_MS), late(3, null), late(700, null)]) {
      expect(before(scenario)).toEqual(punctual);
    }
  });

  it("is told when the bus is due, or not at all where it is small", () => {
    const said = (scenario: Scenario) =>
      requests(heard(scenario).observations)
        .filter(({ requestId }) => requestId === "b/0")
        .map((one) => [one.knownAtMs - DUE_MS, (one.expectedArrivalAtMs ?? 0) - DUE_MS]);
    const [first, ...rest] = said(late(40, DUE_MS));
    expect(first).toEqual([-12 * HOUR_MS, 0]);
    expect(rest).toEqual([[0, 40 * MINUTE_MS]]);
    // Only the bus itself says that it came later.
    expect(said(late(3, null))).toEqual([
      [-12 * HOUR_MS, 0],
      [3 * MINUTE_MS, 3 * MINUTE_MS],
    ]);
    expect(said(late(-2, null))).toEqual([
      [-12 * HOUR_MS, 0],
      [-2 * MINUTE_MS, -2 * MINUTE_MS],
    ]);
  });

  it("makes the next departure late when it is later than that, and the return after it", () => {
    const { stays: outcomes } = heard(late(11 * 60, DUE_MS)).run;
    const [first, second] = outcomes;
    expect(first!.departedAtMs).toBe(DAY_MS + 29 * HOUR_MS);
    expect(first!.batteryKwh).toBe(0);
    expect(second!.arrivedAtMs).toBe(DAY_MS + 43 * HOUR_MS);
  });

  it("is as an incident says where one names it", () => {
    const { run } = heard({
      ...late(40, DUE_MS),
      incidents: [
        {
          kind: "lateBus",
          name: "late",
          where: "b",
          begins: { kind: "at", atMs: DUE_MS },
          durationMs: HOUR_MS,
          bus: 0,
          stay: 0,
          delayMs: HOUR_MS,
          knownAtMs: DUE_MS,
        },
      ],
    });
    expect(run.stays[0]!.arrivedAtMs).toBe(DUE_MS + HOUR_MS);
  });
});

describe("consumption and forecasts", () => {
  const held = (usedFactor: number, socError: number) =>
    heard(
      smallDepot({
        stays: [{ bus: "b", arriveH: 18, departH: 28, usedKwh: 140 }],
        night: { usedFactors: [[usedFactor]], socErrors: [[socError]] },
      }),
    );

  it("differ by what was drawn: announced as forecast, mended by the bus", () => {
    const { run, observations } = held(1.25, 0.03);
    expect(requests(observations).map(({ expectedSoc }) => expectedSoc)).toEqual([
      0.63, // 1 − 140/350 and 3 points.
      0.5, // 1 − 175/350.
    ]);
    expect(run.stays[0]!.socAtArrival).toBeCloseTo(0.5, 12);
  });

  it("announce no bus that holds more than it can, or less than nothing", () => {
    for (const [error, soc] of [
      [0.9, 1],
      [-0.9, 0],
    ] as const) {
      const [first] = requests(held(1, error).observations);
      expect(first!.expectedSoc).toBe(soc);
    }
  });

  it("run a battery empty and no further: the rest is a deficit", () => {
    const { run } = held(3, 0);
    expect(run.stays[0]).toMatchObject({ socAtArrival: 0 });
    expect(run.stays[0]!.deficitKwh).toBeCloseTo(3 * 140 - 350, 9);
  });
});

describe("a night", () => {
  const scenario = drawn(planned);

  it("is the same for every strategy and every limit", () => {
    const met = (one: Scenario) =>
      new Map(
        heard(one).run.stays.map((stay) => [
          `${stay.vehicleId} ${stay.plannedDepartureAtMs}`,
          [stay.arrivedAtMs, stay.deficitKwh === 0 ? stay.socAtArrival : null],
        ]),
      );
    // Stays that do not hang together: what a strategy did the night before changes none of it.
    const alone = drawn(smallDepot({ ...depot, yard: { carry: "alone" } }));
    const expected = met(alone);
    expect(expected.size).toBe(24);
    const { immediate, leastLaxityFirst, equalShare, peakShaving } = strategies;
    for (const { law, planner } of [immediate, leastLaxityFirst, equalShare, peakShaving]) {
      for (const limitKw of [150, 400]) {
        const contractKw = StepSeries.constant(limitKw);
        const nodes = alone.nodes.map((node) => ({ ...node, contractKw }));
        expect(met({ ...alone, nodes, law, planner })).toEqual(expected);
      }
    }
  });

  it("is the same for plug and charge, which departures are held against", () => {
    expect(plugAndCharge(scenario).night).toBe(scenario.night);
    expect(plugAndCharge(scenario).plugInDelaysMs).toBe(scenario.plugInDelaysMs);
    expect(digest(heard(plugAndCharge({ ...scenario, law: laws.equalShare })).run)).toBe(
      digest(heard(scenario).run),
    );
  });

  it("has a bound of its own: what came late and used more is foreseen", () => {
    const { late, usedFactors } = scenario.night;
    const calm = { swaps: [], late, usedFactors, socErrors: [], interruptions: [], faults: [] };
    const flat = {
      bus: {
        curve: [
          [0, 150],
          [1, 150],
        ] as const,
      },
    };
    // One bus that used half as much again and comes two hours later: 210 kWh in 8 h at 95 %.
    const one = smallDepot({
      stays: [{ bus: "b", arriveH: 18, departH: 28, usedKwh: 140 }],
      busTypes: flat,
      night: {
        late: [{ bus: 0, stay: 0, delayMs: 2 * HOUR_MS, knownAtMs: null }],
        usedFactors: [[1.5]],
      },
    });
    const bounds = peakBounds(one);
    expect(bounds.exactMinPeakKw).toBeCloseTo(210 / 8 / 0.95, 9);
    expect(bounds).toMatchObject({ kind: "exact", relaxed: [] });
    expect(bounds.reasons).toEqual([expect.stringContaining("what chance decides is known")]);
    expect(peakBounds({ ...planned, night: calm }).exactMinPeakKw).not.toBe(
      peakBounds(planned).exactMinPeakKw,
    );
    expect(peakBounds(scenario).relaxed).toContain("faults");
  });

  it("tells which points were out of order in the reported time, and when", () => {
    const window = { fromMs: DAY_MS + 24 * HOUR_MS, toMs: DAY_MS + 48 * HOUR_MS };
    const { pointFaults, linkLosses } = badLuck;
    const faulty = drawn({ ...planned, window }, { pointFaults, linkLosses });
    const told = heard(faulty).run.incidents.map(({ where, fromMs, toMs }) => [
      where,
      fromMs,
      toMs,
    ]);
    const expected = faulty.night.faults
      .filter(({ kind }) => kind === "stationOut")
      .flatMap(({ where, begins, durationMs }) => {
        const fromMs = begins.kind === "at" ? begins.atMs : NaN;
        const endMs = fromMs + durationMs;
        if (fromMs >= window.toMs || endMs <= window.fromMs) return [];
        return [[where, fromMs, endMs <= faulty.run.toMs ? endMs : null] as const];
      })
      .toSorted((a, b) => a[1] - b[1]);
    expect(expected.length).toBeGreaterThan(10);
    expect(told).toEqual(expected);
  });

  it("without any model is the one that was planned", () => {
    const calm = drawn(planned, {});
    expect(calm.night).toEqual(planned.night);
    expect(digest(heard(calm).run)).toBe(digest(heard(planned).run));
    expect(digest(heard(scenario).run)).not.toBe(digest(heard(planned).run));
  });

  it("differs by each model alone", () => {
    // One that plans ahead, for it alone listens to forecasts.
    const { law, planner } = strategies.peakShaving;
    const steered = { ...planned, law, planner };
    // What is listed as gone wrong must have changed something else.
    const digestOf = (one: Scenario) => digest({ ...heard(one).run, incidents: [] });
    const plain = digestOf(steered);
    const digests = Object.entries(badLuck).map(([name, model]) => {
      return [name, digestOf(drawn(steered, { [name]: model }))] as const;
    });
    const changed = digests.filter(([, found]) => found !== plain).map(([name]) => name);
    expect(changed).toEqual(Object.keys(badLuck));
  });
});
