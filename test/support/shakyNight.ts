import { perfectLink } from "../../src/links/index.ts";
import type { Scenario } from "../../src/scenario/index.ts";
import { crowdedNight } from "./smallTwin.ts";

/** The crowded night, on links that lose, double, delay and refuse. */
export function shakyNight(): Scenario {
  const bad = {
    ...perfectLink,
    latencyMs: 500,
    jitterMs: 2000,
    lossShare: 0.1,
    duplicateShare: 0.1,
    rejectShare: 0.1,
    answerMs: 3000,
  };
  const links = { station: bad, presystem: bad, meter: perfectLink, gridOperator: perfectLink };
  return { ...crowdedNight(), links };
}
