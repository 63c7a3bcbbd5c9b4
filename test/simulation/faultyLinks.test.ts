import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type LinkSpec, type LinkSpecs, perfectLink } from "../../src/links/index.ts";
import { laws, strategies } from "../../src/planning/index.ts";
import { Simulation } from "../../src/simulation/index.ts";
import { expectLedgerWithinTree } from "../support/ledgerWithinTree.ts";
import { randomDepots } from "../support/randomDepot.ts";
import { smallDepot } from "../support/smallDepot.ts";

const limitKeeping = Object.values(strategies).filter(({ law }) => law.keepsLimits);

const share = fc.constantFrom(0, 0.1, 0.5);
const delayMs = fc.constantFrom(0, 2_000, 60_000, 600_000);
const anyFaults: fc.Arbitrary<Partial<LinkSpec>> = fc.record({
  latencyMs: fc.constantFrom(0, 0, 1_000),
  jitterMs: delayMs,
  lossShare: share,
  duplicateShare: share,
  reorderShare: share,
  reorderMs: delayMs,
  rejectShare: share,
  answerMs: delayMs,
});

/** Bad links to stations and presystem; who limits the connection is heard. */
function faulty(faults: Partial<LinkSpec>): LinkSpecs {
  const bad = { ...perfectLink, ...faults };
  return { station: bad, presystem: bad, meter: perfectLink, gridOperator: perfectLink };
}

/** Limits and base loads that hold still: only answers are in question here. */
const steadyDepots = randomDepots(limitKeeping).filter(({ nodes }) =>
  nodes.every((node) => node.baseLoadKw.isConstant && node.maxKw.isConstant),
);

describe("any depot on bad links", () => {
  it("never has a worst case above the tree, nor power above a limit", () => {
    fc.assert(
      fc.property(steadyDepots, anyFaults, fc.nat(), (depot, faults, seed) => {
        const scenario = { ...depot, seed, links: faulty(faults) };
        const simulation = new Simulation(scenario);
        while (simulation.nextAtMs <= scenario.run.toMs) {
          simulation.step();
          if (simulation.nextAtMs > simulation.nowMs) expectLedgerWithinTree(simulation, scenario);
        }
        const run = simulation.finish();
        expect(run.nodes.map((node) => node.maxBreaches)).toEqual(run.nodes.map(() => 0));
      }),
      { numRuns: 15 },
    );
  });

  it("charges all the same when answers are merely late, lost or refused at times", () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const links = faulty({
          rejectShare: 0.2,
          lossShare: 0.15,
          duplicateShare: 0.1,
          answerMs: 3_000,
        });
        const scenario = { ...nightOfTen(), seed };
        const good = new Simulation(scenario).run();
        const bad = new Simulation({ ...scenario, links }).run();
        const stored = (run: typeof good): number => run.batteryKwh.reduce((a, b) => a + b, 0);
        expect(stored(bad)).toBeGreaterThan(0.98 * stored(good));
        expect(bad.nodes[0]!.maxBreaches).toBe(0);
      }),
      { numRuns: 20 },
    );
  });
});

/** Ten buses, a connection for four of them at a time, a long night. */
function nightOfTen(): Parameters<typeof expectLedgerWithinTree>[1] {
  return smallDepot({
    stays: Array.from({ length: 10 }, (_, i) => ({
      bus: `bus${i}`,
      arriveH: 18 + i * 0.4,
      departH: 29 + i * 0.2,
      usedKwh: 200,
    })),
    nodes: [{ id: "site", maxKw: 600 }],
    law: laws.leastLaxityFirst,
  });
}
