import { StepSeries } from "../physics/index.ts";
import { laws } from "../planning/index.ts";
import type { Scenario } from "../scenario/index.ts";

/**
 * The same depot without any management, on a connection and a grid without limits: the upper anchor
 * that every peak is held against, and what a connection can at most do for every departure.
 */
export function plugAndCharge(scenario: Scenario): Scenario {
  const unlimited = StepSeries.constant(Infinity);
  return {
    ...scenario,
    nodes: scenario.nodes.map((node) => ({ ...node, contractKw: unlimited, maxKw: unlimited })),
    law: laws.immediate,
    planner: null,
    control: { ...scenario.control, cadenceMs: null },
    links: null,
  };
}
