import { RandomStream } from "../engine/index.ts";
import type { VehiclePlan } from "./timetable.ts";

/** Something done to a bus after it has come and before it is plugged in: shunting, cleaning … */
export interface Service {
  readonly name: string;
  readonly durationMs: number;
  /** How many buses it can be done to at once; null: any number. */
  readonly places: number | null;
  /** Of all stays, how many it is due in. */
  readonly share: number;
}

/**
 * Draws which services are due in every stay of a bus, as indexes in their order; adding a bus,
 * a service of another name, or a stay after the last, shifts no other's.
 */
export function servicesDue(
  services: readonly Service[],
  seed: number,
  { vehicleId, stays }: VehiclePlan,
): number[][] {
  const due = stays.map((): number[] => []);
  for (const [service, { name, share }] of services.entries()) {
    const stream = share < 1 ? new RandomStream(seed, "service", name, vehicleId) : null;
    for (const list of due) if (stream === null || stream.uniform() < share) list.push(service);
  }
  return due;
}

/** How long services take one after the other where nobody waits [ms]. */
export function servedMs(services: readonly Service[], due: readonly number[]): number {
  return due.reduce((sum, service) => sum + services[service]!.durationMs, 0);
}
