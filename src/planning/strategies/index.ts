import { balanced } from "../balanced.ts";
import type { Law } from "../law.ts";
import { laws } from "../laws/index.ts";
import { planCharging } from "../planCharging.ts";
import type { Planner } from "../planner.ts";
import { tracking } from "./tracking.ts";

/** What decides who gets how much, now and later. */
export interface Strategy {
  /** Gives power between plans, or without any. */
  readonly law: Law;
  /** null: there are no plans. */
  readonly planner: Planner | null;
}

/** Every planner, under the word that names it in a scenario. */
const planners = {
  balanced: {
    law: tracking("balanced", "every bus at even power over its stay, as far as the limits let it"),
    planner: balanced,
  },
  peakShaving: {
    law: tracking(
      "peakShaving",
      "all buses ready, then the smallest peak at the connection, then charging as early as may be",
    ),
    planner: planCharging,
  },
} as const satisfies Record<string, Strategy>;

export type StrategyName = keyof typeof laws | keyof typeof planners;

/** Every strategy, under the word that names it in a scenario. */
export const strategies: Readonly<Record<StrategyName, Strategy>> = {
  ...mapped(laws),
  ...planners,
};

function mapped<Name extends string>(all: Readonly<Record<Name, Law>>): Record<Name, Strategy> {
  const list = Object.entries<Law>(all).map(([name, law]) => [name, { law, planner: null }]);
  return Object.fromEntries(list) as Record<Name, Strategy>;
}
