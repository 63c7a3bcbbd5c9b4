import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RunResult } from "../../src/kpi/index.ts";
import { strategies } from "../../src/planning/index.ts";
import { Simulation } from "../../src/simulation/index.ts";
import { expectLedgerWithinTree } from "../support/ledgerWithinTree.ts";
import { withBadLuck } from "../support/randomChance.ts";
import { randomDepots } from "../support/randomDepot.ts";
import { expectSameAfterRestore } from "../support/sameAfterRestore.ts";

const limitKeeping = Object.values(strategies).filter(({ law }) => law.keepsLimits);

/** Limits and base loads that hold still, which those who cannot be reached could not follow. */
const steadyDepots = randomDepots(limitKeeping).filter(({ nodes }) =>
  nodes.every((node) => node.baseLoadKw.isConstant && node.maxKw.isConstant),
);

describe("any depot on any night", () => {
  it("exceeds no limit but where base load alone does", () => {
    fc.assert(
      fc.property(withBadLuck(randomDepots(limitKeeping), "linkLosses"), (scenario) => {
        const run = new Simulation(scenario).run();
        expect(run.nodes.map((node) => node.maxBreaches)).toEqual(run.nodes.map(() => 0));
      }),
      { numRuns: 60 },
    );
  });

  it("keeps the ledger's worst case within limits that hold still, whoever cannot be reached", () => {
    let [failed, lost] = [0, 0];
    fc.assert(
      fc.property(withBadLuck(steadyDepots), (scenario) => {
        const simulation = new Simulation(scenario);
        while (simulation.nextAtMs <= scenario.run.toMs) {
          simulation.step();
          if (simulation.nextAtMs > simulation.nowMs) expectLedgerWithinTree(simulation, scenario);
        }
        const run = simulation.finish();
        expect(run.nodes.map((node) => node.maxBreaches)).toEqual(run.nodes.map(() => 0));
        const { interruptions, faults } = scenario.night;
        failed += interruptions.flat(2).length;
        lost += faults.filter(({ kind }) => kind === "linkLoss").length;
      }),
      { numRuns: 60 },
    );
    expect(Math.min(failed, lost)).toBeGreaterThan(50);
  });

  it("closes its energy", () => {
    fc.assert(
      fc.property(withBadLuck(randomDepots()), (scenario) => {
        const run = new Simulation(scenario).run();
        const slackKwh = 1e-7 * (run.stays.length + scenario.night.faults.length);
        expectSame(sum(run.nodes[0]!.chargingKwh), sumOf(run, "gridKwh"), slackKwh);
        expectSame(sum(run.batteryKwh), sumOf(run, "batteryKwh"), slackKwh);
        for (const stay of run.stays) {
          const { usableKwh } = scenario.busTypes.get(stay.vehicleType)!;
          const gainedKwh = (stay.socAtDeparture - stay.socAtArrival) * usableKwh;
          expectSame(stay.batteryKwh, gainedKwh, slackKwh);
          expect(stay.gridKwh).toBeGreaterThanOrEqual(stay.batteryKwh - 1e-6);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("ends with the same digest when it is saved as JSON and restored at any event", () => {
    fc.assert(
      fc.property(
        withBadLuck(randomDepots()),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (scenario, share) => {
          expectSameAfterRestore(scenario, share);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("sends every bus out that it lets in, once", () => {
    fc.assert(
      fc.property(withBadLuck(randomDepots()), (scenario) => {
        const { stays } = new Simulation(scenario).run();
        const keys = stays.map((stay) => `${stay.vehicleId} ${stay.plannedDepartureAtMs}`);
        expect(new Set(keys).size).toBe(keys.length);
        for (const stay of stays) {
          if (stay.departedAtMs === null) continue;
          expect(stay.departedAtMs).toBeGreaterThanOrEqual(stay.plannedDepartureAtMs!);
          expect(stay.departedAtMs).toBeGreaterThanOrEqual(stay.arrivedAtMs!);
        }
      }),
      { numRuns: 60 },
    );
  });
});

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
