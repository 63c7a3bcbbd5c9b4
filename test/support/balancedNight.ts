import { strategies } from "../../src/planning/index.ts";
import type { Scenario } from "../../src/scenario/index.ts";
import { crowdedNight } from "./smallTwin.ts";

/** The crowded night, planned ahead. */
export function balancedNight(): Scenario {
  return { ...crowdedNight(), ...strategies.balanced };
}
