import type { Law } from "../law.ts";
import { earliestDeadlineFirst } from "./earliestDeadlineFirst.ts";
import { equalShare } from "./equalShare.ts";
import { firstComeFirstServed } from "./firstComeFirstServed.ts";
import { immediate } from "./immediate.ts";
import { lastComeFirstServed } from "./lastComeFirstServed.ts";
import { leastLaxityFirst } from "./leastLaxityFirst.ts";
import { longestRemainingFirst } from "./longestRemainingFirst.ts";
import { roundRobin } from "./roundRobin.ts";

/** Every law, under the word that names it in a scenario. */
export const laws = {
  immediate,
  firstComeFirstServed,
  lastComeFirstServed,
  earliestDeadlineFirst,
  leastLaxityFirst,
  longestRemainingFirst,
  equalShare,
  roundRobin,
} as const satisfies Record<string, Law>;
