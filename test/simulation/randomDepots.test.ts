import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { NodeResult, RunResult } from "../../src/kpi/index.ts";
import { StepSeries } from "../../src/physics/index.ts";
import { strategies } from "../../src/planning/index.ts";
import { digest } from "../../src/record/index.ts";
import { Simulation } from "../../src/simulation/index.ts";
import { type Tapped, tappedLink } from "../support/tappedLink.ts";
import { expectLedgerWithinTree } from "../support/ledgerWithinTree.ts";
import { cabinetLimitKw, fallbackBelowKw, randomDepots } from "../support/randomDepot.ts";
import { expectSameAfterRestore } from "../support/sameAfterRestore.ts";

const limitKeeping = Object.values(strategies).filter(({ law }) => law.keepsLimits);
const SLACK_KW = 1e-5;
const QUARTER_MS = 900_000;

describe("any depot", () => {
  it("exceeds no limit but where base load alone does", () => {
    fc.assert(
      fc.property(randomDepots(limitKeeping), (scenario) => {
        const run = new Simulation(scenario).run();
        const fallbackKw = fallbackBelowKw(scenario.tree, scenario.stations);
        for (const [i, node] of run.nodes.entries()) {
          expect(node.maxBreaches).toBe(0);
          expect(worstExcessKw(run, node, fallbackKw[i]!)).toBeLessThanOrEqual(SLACK_KW);
        }
      }),
      { numRuns: 150 },
    );
  });

  it("keeps the ledger's worst case within the tree at every event", () => {
    fc.assert(
      fc.property(randomDepots(limitKeeping), (scenario) => {
        const simulation = new Simulation(scenario);
        while (simulation.nextAtMs <= scenario.run.toMs) {
          simulation.step();
          if (simulation.nextAtMs === simulation.nowMs) continue;
          expectLedgerWithinTree(simulation, scenario);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("has no cabinet give more than it has, and none that serves one outlet serve two", () => {
    let shared = 0;
    fc.assert(
      fc.property(
        randomDepots([strategies.immediate, ...Object.values(strategies)]),
        (scenario) => {
          const tapped: Tapped = { observations: [], commands: [] };
          const run = new Simulation(scenario, tappedLink(tapped)).run();
          for (const [c, cabinet] of scenario.cabinets.entries()) {
            const { highestKw } = run.nodes[cabinet.node]!;
            expect(highestKw).toBeLessThanOrEqual(cabinetLimitKw(scenario, c) + SLACK_KW);
            const outlets = scenario.stations.filter((station) => station.cabinet === c);
            const points = new Set(outlets.map((station) => station.id));
            const most = mostFlowing(tapped, points);
            expect(most).toBeLessThanOrEqual(cabinet.modules);
            if (most > 0) shared++;
          }
        },
      ),
      { numRuns: 150 },
    );
    expect(shared).toBeGreaterThan(100);
  });

  it("has cabinets give what a law asks of them, but while modules move", () => {
    fc.assert(
      fc.property(randomDepots(limitKeeping), (scenario) => {
        const simulation = new Simulation(scenario);
        while (simulation.nextAtMs <= scenario.run.toMs) {
          simulation.step();
          const { nowMs } = simulation;
          if (simulation.nextAtMs === nowMs) continue;
          for (const { heldBack, readyAtMs } of simulation.snapshot().depot.world.cabinets) {
            const moves = readyAtMs.some((atMs) => atMs > nowMs);
            expect(moves || !heldBack.includes(true)).toBe(true);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it("closes its energy: grid, battery, soc and meters tell one story", () => {
    fc.assert(
      fc.property(randomDepots(), (scenario) => {
        const run = new Simulation(scenario).run();
        const metered = sum(run.nodes[0]!.chargingKwh);
        const stored = sum(run.batteryKwh);
        // An instant is exact to 2^-12 ms (a double of ms since 1970): 150 kW for so long are 1e-8 kWh.
        const slackKwh = 1e-8 * run.stays.length;
        expectSame(metered, sum(run.stays.map((stay) => stay.gridKwh)), slackKwh);
        expectSame(stored, sum(run.stays.map((stay) => stay.batteryKwh)), slackKwh);
        for (const stay of run.stays) {
          const { usableKwh } = scenario.busTypes.get(stay.vehicleType)!;
          const gainedKwh = (stay.socAtDeparture - stay.socAtArrival) * usableKwh;
          expectSame(stay.batteryKwh, gainedKwh, slackKwh);
          expect(stay.socAtDeparture).toBeLessThanOrEqual(1);
          expect(stay.socAtArrival).toBeGreaterThanOrEqual(0);
          expect(stay.batteryKwh).toBeGreaterThanOrEqual(-1e-9);
          expect(stay.gridKwh).toBeGreaterThanOrEqual(stay.batteryKwh - 1e-6);
        }
      }),
      { numRuns: 150 },
    );
  });

  it("ends with the same digest when it is saved as JSON and restored at any event", () => {
    fc.assert(
      fc.property(randomDepots(), fc.double({ min: 0, max: 1, noNaN: true }), (scenario, share) => {
        expectSameAfterRestore(scenario, share);
      }),
      { numRuns: 150 },
    );
  });

  it("has the same digest twice", () => {
    fc.assert(
      fc.property(randomDepots(), (scenario) => {
        expect(digest(new Simulation(scenario).run())).toBe(digest(new Simulation(scenario).run()));
      }),
      { numRuns: 30 },
    );
  });
});

/** How many points gave power at once, at most: as they said it, at the end of an instant. */
function mostFlowing({ observations }: Tapped, points: ReadonlySet<string>): number {
  const flowing = new Set<string>();
  let most = 0;
  for (const [i, said] of observations.entries()) {
    if (said.kind === "charging" && points.has(said.pointId)) {
      if (said.state === "flowing") flowing.add(said.pointId);
      else flowing.delete(said.pointId);
    } else if (said.kind === "disconnected") {
      flowing.delete(said.pointId);
    }
    if (said.atMs !== observations[i + 1]?.atMs) most = Math.max(most, flowing.size);
  }
  return most;
}

/** By how much the mean of any quarter-hour is above its limit, base load alone left out [kW]. */
function worstExcessKw(run: RunResult, node: NodeResult, fallbackKw: number): number {
  let worstKw = -Infinity;
  for (let quarter = 0; quarter < node.chargingKwh.length; quarter++) {
    const atMs = run.meteredFromMs + quarter * QUARTER_MS;
    const mean = (series: StepSeries): number =>
      series.integral(atMs, atMs + QUARTER_MS) / QUARTER_MS;
    const drawnKw = node.chargingKwh[quarter]! * 4 + mean(node.baseLoadKw);
    // What base load leaves at each instant, summed up, is what charging may have.
    const allowedKw = mean(atLeastBaseLoad(node, node.contractKw, fallbackKw));
    const allowedMaxKw = mean(atLeastBaseLoad(node, node.maxKw, fallbackKw));
    worstKw = Math.max(worstKw, drawnKw - Math.min(allowedKw, allowedMaxKw));
  }
  return worstKw;
}

/** The limit, or the base load and the fallbacks where nothing is left. */
function atLeastBaseLoad(node: NodeResult, limit: StepSeries, fallbackKw: number): StepSeries {
  return StepSeries.combine(limit, node.baseLoadKw, (limitKw, baseKw) =>
    limitKw < baseKw ? baseKw + fallbackKw : limitKw,
  );
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

/** To 1e-9 of the larger, and a slack. */
function expectSame(a: number, b: number, slackKwh: number): void {
  const size = Math.max(Math.abs(a), Math.abs(b));
  expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-9 * size + slackKwh);
}
