import {
  plugInDelaysMs,
  type PresystemOptions,
  type Service,
  servicesDue,
  type Timetable,
  type VehiclePlan,
  type YardOptions,
} from "../operations/index.ts";
import { plannedPlugIn } from "./plannedPlugIn.ts";
import type { ScenarioFile } from "./schema/index.ts";

const MINUTE_MS = 60_000;

/** How people work, and what chance has in store for every stay of every plan. */
export interface ResolvedOperations {
  readonly yard: YardOptions;
  readonly presystem: PresystemOptions;
  readonly plugInDelaysMs: readonly (readonly number[])[];
  /** As indexes of the yard's services. */
  readonly servicesDue: readonly (readonly (readonly number[])[])[];
}

/** @param kind of the timetable's file */
export function resolveOperations(
  { operations, charging }: ScenarioFile,
  plans: readonly VehiclePlan[],
  kind: Timetable["kind"],
  seed: number,
): ResolvedOperations {
  const unplugBeforeMs = Math.round(operations.unplugBeforeDepartureMin * MINUTE_MS);
  const services = operations.services.map(serviceOf);
  const planned = plannedPlugIn({ operations });
  return {
    yard: {
      carry: kind === "stays" ? "alone" : "carried",
      ...charging,
      departure: operations.departure,
      unplugBeforeMs,
      services,
      pointAssignment: operations.pointAssignment,
      swapMs: operations.swapWhenFull ? Math.round(operations.swapMin * MINUTE_MS) : null,
    },
    presystem: { leadMs: Math.round(operations.requestLeadMin * MINUTE_MS), unplugBeforeMs },
    plugInDelaysMs: plans.map((plan) => plugInDelaysMs(planned, seed, plan)),
    servicesDue: plans.map((plan) => servicesDue(services, seed, plan)),
  };
}

function serviceOf({
  durationMin,
  places,
  ...service
}: ScenarioFile["operations"]["services"][number]): Service {
  const durationMs = Math.round(durationMin * MINUTE_MS);
  return { ...service, durationMs, places: places ?? null };
}
