import { describe, expect, it } from "vitest";
import { id, type PointId, type VehicleId } from "../../src/messages/index.ts";
import { ConverterLoss, PowerTree } from "../../src/physics/index.ts";
import { allocate, type ChargingSession, type Law, laws } from "../../src/planning/index.ts";
import { Simulation } from "../../src/simulation/index.ts";
import { hasSharedData, sharedJson } from "../support/sharedData.ts";
import { DAY_MS, smallDepot } from "../support/smallDepot.ts";

/** ACN-Sim's sorted algorithms: ideal batteries, one limit, a decision every 15 minutes. */
interface AcnCase {
  readonly max_rate_kw: number;
  readonly grid_limit_kw: number;
  readonly sessions: readonly {
    readonly id: string;
    readonly station: string;
    readonly arrival: number;
    readonly departure: number;
    readonly energy_kwh: number;
  }[];
  readonly expected: Readonly<
    Record<string, { readonly rates_kw: Readonly<Record<string, readonly number[]>> }>
  >;
}

const PERIOD_H = 0.25;
/** ACN-Sim takes a battery for full when it misses no more than this. */
const FULL_KWH = 1e-3;

/** Their names, and ours. */
const lawOf: Readonly<Record<string, Law>> = {
  fcfs: laws.firstComeFirstServed,
  edf: laws.earliestDeadlineFirst,
  llf: laws.leastLaxityFirst,
  lcfs: laws.lastComeFirstServed,
  lrpt: laws.longestRemainingFirst,
  round_robin_inc1: laws.roundRobin,
};

const casesOf = (name: string): AcnCase => sharedJson<AcnCase>(`peer-cases/${name}.json`);

describe.skipIf(!hasSharedData)("ACN-Sim's sorted algorithms", () => {
  it.each([
    ["sorted_algorithms_4ev", "fcfs"],
    ["sorted_algorithms_4ev", "edf"],
    ["sorted_algorithms_4ev", "lcfs"],
    ["sorted_algorithms_4ev", "llf"],
    ["sorted_algorithms_4ev", "round_robin_inc1"],
    ["sorted_algorithms_6ev_tight", "fcfs"],
    ["sorted_algorithms_6ev_tight", "edf"],
    ["sorted_algorithms_6ev_tight", "lcfs"],
    ["sorted_algorithms_6ev_tight", "round_robin_inc1"],
  ])("%s %s: the whole simulation, exact allocator, within 0.06 kW", (name, policy) => {
    const acn = casesOf(name);
    const rates = simulated(acn, lawOf[policy]!);
    expectRates(acn, policy, rates, 0.06);
  });

  it.each(
    ["sorted_algorithms_4ev", "sorted_algorithms_6ev_tight"].flatMap((name) =>
      ["fcfs", "edf", "llf", "lcfs", "lrpt"].map((policy) => [name, policy] as const),
    ),
  )("%s %s: their bisection in front of our allocator, within 1e-3 kW", (name, policy) => {
    const acn = casesOf(name);
    expectRates(acn, policy, stepByStep(acn, lawOf[policy]!), 1e-3);
  });
});

function expectRates(
  acn: AcnCase,
  policy: string,
  rates: ReadonlyMap<string, readonly number[]>,
  toleranceKw: number,
): void {
  for (const [station, expected] of Object.entries(acn.expected[policy]!.rates_kw)) {
    for (const [period, kw] of expected.entries()) {
      const ours = rates.get(station)?.[period] ?? 0;
      expect(Math.abs(ours - kw), `${station} in period ${period}`).toBeLessThan(toleranceKw);
    }
  }
}

/** Mean power of every station and period, from a run of the depot with a meter at each station. */
function simulated(acn: AcnCase, law: Law): Map<string, number[]> {
  // Of this size every energy of theirs is a whole multiple of the soc that a link can tell.
  const usableKwh = 200;
  const stationNames = acn.sessions.map(({ station }) => station);
  const run = new Simulation(
    smallDepot({
      law,
      stays: acn.sessions.map((session) => ({
        bus: session.id,
        arriveH: session.arrival * PERIOD_H,
        departH: session.departure * PERIOD_H,
        usedKwh: session.energy_kwh,
        pointId: session.station,
      })),
      busTypes: {
        bus: {
          usableKwh,
          curve: [
            [0, 1000],
            [1, 1000],
          ],
        },
      },
      nodes: [
        { id: "site", maxKw: acn.grid_limit_kw },
        ...stationNames.map((station) => ({ id: station })),
      ],
      stations: stationNames.map((station, i) => ({
        id: id<PointId>(station),
        node: i + 1,
        ratedKw: acn.max_rate_kw,
        loss: new ConverterLoss({ efficiency: 1 }, acn.max_rate_kw),
      })),
      control: { cadenceMs: 900_000, limitStepKw: 0, incrementKw: 1 },
      run: { fromMs: DAY_MS, toMs: DAY_MS + 12 * 3_600_000 },
    }),
  ).run();
  return new Map(
    run.nodes.slice(1).map((node) => [node.id, [...node.chargingKwh].map((kwh) => kwh / PERIOD_H)]),
  );
}

/**
 * The same decisions one by one. ACN-Sim halves the interval of feasible rates
 * until it is below 0.01 A; the crumbs it leaves break ties between equal buses.
 */
function stepByStep(acn: AcnCase, law: Law): Map<string, number[]> {
  const rates = new Map(acn.sessions.map(({ station }) => [station, [] as number[]]));
  const left = new Map(acn.sessions.map((session) => [session.id, session.energy_kwh]));
  const periods = Math.max(...acn.sessions.map(({ departure }) => departure));
  const tree = new PowerTree(["site"], [-1]);
  for (let period = 0; period < periods; period++) {
    const present = acn.sessions
      .filter((s) => s.arrival <= period && period < s.departure && left.get(s.id)! > FULL_KWH)
      .map((session): ChargingSession & { station: string } => {
        const kwh = left.get(session.id)!;
        return {
          station: session.station,
          vehicleId: id<VehicleId>(session.id),
          pluggedInAtMs: session.arrival,
          departureAtMs: session.departure * PERIOD_H,
          remainingKwh: kwh,
          remainingMs: kwh / acn.max_rate_kw,
          node: 0,
          askKw: Math.min(acn.max_rate_kw, kwh / PERIOD_H),
          minKw: 0,
          outlet: null,
          plannedKw: 0,
          mostKw: Infinity,
        };
      });
    // Python's sort is stable: ties stay in the order of arrival in their list.
    const ordered = present.toSorted((a, b) => law.key(a) - law.key(b));
    let takenKw = 0;
    const asked = ordered.map((session) => {
      const askKw = bisected(session.askKw, acn.grid_limit_kw - takenKw);
      takenKw += askKw;
      return { ...session, askKw };
    });
    const grantsKw = new Float64Array(asked.length);
    const free = {
      tree,
      freeKw: Float64Array.of(acn.grid_limit_kw),
      freeModules: new Float64Array(0),
    };
    allocate(law, asked, free, grantsKw, 1);
    for (const list of rates.values()) list.push(0);
    for (const [i, { station, vehicleId }] of asked.entries()) {
      rates.get(station)![period] = grantsKw[i]!;
      left.set(vehicleId, left.get(vehicleId)! - grantsKw[i]! * PERIOD_H);
    }
  }
  return rates;
}

/** The most that fits, as halving an interval down to 0.01 finds it; all of it where it fits. */
function bisected(askKw: number, roomKw: number): number {
  if (askKw <= roomKw) return askKw;
  let low = 0;
  let high = askKw;
  while (high - low > 0.01) {
    const middle = (low + high) / 2;
    if (middle <= roomKw) low = middle;
    else high = middle;
  }
  return low;
}
