import type { VehiclePlan } from "../timetable.ts";
import { streamOfStay } from "./streamOfStay.ts";

const MINUTE_MS = 60_000;

/** Buses that nobody plugs in until a patrol finds them. */
export interface ForgottenPlugSpec {
  /** Of all stays, how many; default 0.005 (estimate). */
  readonly share: number;
  /** How long after it should have been, uniform between these [min]; default 60 and 120 (estimate). */
  readonly foundFromMin: number;
  readonly foundToMin: number;
}

/** Draws for every stay of a bus how much later it is plugged in because nobody thought of it [ms]. */
export function forgottenMs(spec: ForgottenPlugSpec, seed: number, plan: VehiclePlan): number[] {
  const { share, foundFromMin, foundToMin } = spec;
  return plan.stays.map((stay) => {
    const stream = streamOfStay(seed, "forgottenPlug", plan, stay);
    if (stream.uniform() >= share) return 0;
    const foundMin = foundFromMin + (foundToMin - foundFromMin) * stream.uniform();
    return Math.round(foundMin * MINUTE_MS);
  });
}
