import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RunResult } from "../../src/kpi/index.ts";
import { strategies } from "../../src/planning/index.ts";
import type { Scenario } from "../../src/scenario/index.ts";
import { Simulation } from "../../src/simulation/index.ts";
import { expectLedgerWithinTree } from "../support/ledgerWithinTree.ts";
import { fallbackBelowKw, randomDepots } from "../support/randomDepot.ts";
import { withBadLuck } from "../support/randomChance.ts";
import { withIncidents } from "../support/randomIncidents.ts";
import { expectSameAfterRestore } from "../support/sameAfterRestore.ts";
import { MINUTE_MS } from "../support/smallDepot.ts";

const limitKeeping = Object.values(strategies).filter(({ law }) => law.keepsLimits);
const SLACK_KW = 1e-5;
/** The busiest minute of some thousand depots had thirty; whoever wakes every millisecond has 60,000. */
const EVENTS_PER_MINUTE = 1000;
const all = ["trip", "blackout", "limit", "stationOut", "linkLoss", "lateBus"] as const;

/** Limits and base loads that hold still, which those who cannot be reached could not follow. */
const steadyDepots = randomDepots(limitKeeping).filter(({ nodes }) =>
  nodes.every((node) => node.baseLoadKw.isConstant && node.maxKw.isConstant),
);

describe("any depot with any incidents", () => {
  it("exceeds no limit but where base load alone does, the grid operator's among them", () => {
    let happened = 0;
    fc.assert(
      fc.property(
        withIncidents(
          randomDepots(limitKeeping),
          all.filter((kind) => kind !== "linkLoss"),
        ),
        (scenario) => {
          const run = new Simulation(scenario).run();
          expect(run.nodes.map((node) => node.maxBreaches)).toEqual(run.nodes.map(() => 0));
          happened += run.incidents.filter(({ fromMs }) => fromMs !== null).length;
        },
      ),
      { numRuns: 150 },
    );
    expect(happened).toBeGreaterThan(150);
  });

  it("exceeds no limit that holds still while stations cannot be reached", () => {
    fc.assert(
      fc.property(
        withIncidents(steadyDepots, ["stationOut", "linkLoss", "lateBus"]),
        (scenario) => {
          const simulation = new Simulation(scenario);
          while (simulation.nextAtMs <= scenario.run.toMs) {
            simulation.step();
            if (simulation.nextAtMs > simulation.nowMs)
              expectLedgerWithinTree(simulation, scenario);
          }
          const run = simulation.finish();
          expect(run.nodes.map((node) => node.maxBreaches)).toEqual(run.nodes.map(() => 0));
        },
      ),
      { numRuns: 100 },
    );
  });

  it("never raises the worst case of a node above its limit, whoever cannot be reached", () => {
    fc.assert(
      fc.property(withIncidents(randomDepots(limitKeeping), all), (scenario) => {
        const { tree, stations } = scenario;
        const fallbackKw = fallbackBelowKw(tree, stations);
        const simulation = new Simulation(scenario);
        let before = simulation.worstCaseKw();
        while (simulation.nextAtMs <= scenario.run.toMs) {
          simulation.step();
          if (simulation.nextAtMs === simulation.nowMs) continue;
          const room = roomsKw(simulation, scenario);
          const worst = simulation.worstCaseKw();
          for (const [node, worstKw] of worst.entries()) {
            const allowedKw = Math.max(fallbackKw[node]!, room[node]!, before[node]!);
            expect(worstKw).toBeLessThanOrEqual(allowedKw + SLACK_KW);
          }
          before = worst;
        }
      }),
      { numRuns: 60 },
    );
  });

  it("comes to rest: nothing wakes again and again to find nothing to do", () => {
    fc.assert(
      fc.property(withBadLuck(withIncidents(randomDepots(), all)), (scenario) => {
        const simulation = new Simulation(scenario);
        let minute = 0;
        let events = 0;
        while (simulation.nextAtMs <= scenario.run.toMs) {
          simulation.step();
          const now = Math.floor(simulation.nowMs / MINUTE_MS);
          events = now === minute ? events + 1 : 1;
          minute = now;
          if (events > EVENTS_PER_MINUTE) throw new Error(`no rest at ${simulation.nowMs}`);
        }
        // Whatever breaks, nothing that is said cannot be.
        expect(simulation.snapshot().management.controller.complaints).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  it("closes its energy, and gives none where there is no power", () => {
    fc.assert(
      fc.property(withIncidents(randomDepots(), all), (scenario) => {
        const run = new Simulation(scenario).run();
        const slackKwh = 1e-7 * (run.stays.length + scenario.incidents.length);
        expectSame(sum(run.nodes[0]!.chargingKwh), sumOf(run, "gridKwh"), slackKwh);
        expectSame(sum(run.batteryKwh), sumOf(run, "batteryKwh"), slackKwh);
        for (const stay of run.stays) {
          const { usableKwh } = scenario.busTypes.get(stay.vehicleType)!;
          const gainedKwh = (stay.socAtDeparture - stay.socAtArrival) * usableKwh;
          expectSame(stay.batteryKwh, gainedKwh, slackKwh);
          expect(stay.gridKwh).toBeGreaterThanOrEqual(stay.batteryKwh - 1e-6);
        }
        for (const [quarter, kwh] of run.nodes[0]!.chargingKwh.entries()) {
          const fromMs = run.meteredFromMs + quarter * 900_000;
          const isDark = run.incidents.some(
            (one) =>
              one.kind === "blackout" &&
              one.fromMs !== null &&
              one.fromMs <= fromMs &&
              (one.toMs ?? Infinity) >= fromMs + 900_000,
          );
          if (isDark) expect(kwh).toBe(0);
        }
      }),
      { numRuns: 150 },
    );
  });

  it("ends with the same digest when it is saved as JSON and restored at any event", () => {
    fc.assert(
      fc.property(
        withIncidents(randomDepots(), all),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (scenario, share) => {
          expectSameAfterRestore(scenario, share);
        },
      ),
      { numRuns: 150 },
    );
  });
});

/** What limits and base loads leave for charging now [kW]. */
function roomsKw(simulation: Simulation, { tree }: Scenario): number[] {
  const { nowMs, nodes } = simulation;
  const base = Float64Array.from(nodes, ({ baseLoadKw }) => baseLoadKw.at(nowMs));
  tree.sumUp(base);
  return nodes.map(
    ({ contractKw, maxKw }, n) => Math.min(contractKw.at(nowMs), maxKw.at(nowMs)) - base[n]!,
  );
}

function sumOf(run: RunResult, key: "gridKwh" | "batteryKwh"): number {
  return sum(run.stays.map((stay) => stay[key]));
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
