import { laws } from "../planning/index.ts";
import type { Scenario } from "../scenario/index.ts";

/** The same depot under plug and charge: the upper anchor that every strategy is held against. */
export function withoutManagement(scenario: Scenario): Scenario {
  return {
    ...scenario,
    law: laws.immediate,
    control: { ...scenario.control, cadenceMs: null },
  };
}
