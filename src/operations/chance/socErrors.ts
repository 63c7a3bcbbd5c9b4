import type { VehiclePlan } from "../timetable.ts";
import { streamOfStay } from "./streamOfStay.ts";

/** How well the presystem knows what buses will hold when they come. */
export interface SocForecastSpec {
  /** Standard deviation of what it announces from what the timetable lets expect, a fraction; default 0.03 (estimate). */
  readonly sdSoc: number;
}

/** Draws the error of the presystem's forecast for every stay of a bus, normal, as a fraction. */
export function socErrors({ sdSoc }: SocForecastSpec, seed: number, plan: VehiclePlan): number[] {
  return plan.stays.map((stay) => streamOfStay(seed, "socForecast", plan, stay).normal() * sdSoc);
}
