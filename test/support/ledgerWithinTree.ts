import { expect } from "vitest";
import { baseLoadBelow } from "../../src/depot/index.ts";
import type { Scenario } from "../../src/scenario/index.ts";
import type { Simulation } from "../../src/simulation/index.ts";
import { fallbackBelowKw } from "./randomDepot.ts";

/** Rounding in sums of limits [kW]. */
const SLACK_KW = 1e-5;

/** The most that may be in force fits every node, where base load leaves anything at all. */
export function expectLedgerWithinTree(simulation: Simulation, scenario: Scenario): void {
  const { tree, stations } = scenario;
  const { nodes } = simulation;
  const fallbackKw = fallbackBelowKw(tree, stations);
  const { nowMs } = simulation;
  const below = baseLoadBelow(tree, nodes);
  for (const [node, worstKw] of simulation.worstCaseKw().entries()) {
    const { contractKw, maxKw } = nodes[node]!;
    const roomKw = Math.min(contractKw.at(nowMs), maxKw.at(nowMs)) - below[node]!.at(nowMs);
    expect(worstKw).toBeLessThanOrEqual(Math.max(fallbackKw[node]!, roomKw) + SLACK_KW);
  }
}
