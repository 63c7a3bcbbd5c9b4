import { laws } from "../planning/index.ts";
import type { Scenario } from "../scenario/index.ts";

/** The same depot without any management: the upper anchor that every strategy is held against. */
export function plugAndCharge(scenario: Scenario): Scenario {
  return {
    ...scenario,
    law: laws.immediate,
    planner: null,
    control: { ...scenario.control, cadenceMs: null },
  };
}
