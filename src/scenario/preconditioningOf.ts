import type { Preconditioning } from "../operations/index.ts";
import { preconditioningAt } from "../physics/index.ts";
import type { Scenario } from "./scenario.ts";

const MINUTE_MS = 60_000;

/**
 * What it takes to have a bus warm or cool when it leaves, in whole kW as VDV 463 has them; null:
 * nothing is done to it, or nobody knows how cold it is.
 * @returns a function of the bus and of the temperature outside, if somebody says one [°C]
 */
export function preconditioningOf({
  plans,
  cabins,
  ambientC,
}: Pick<Scenario, "plans" | "cabins" | "ambientC">): (
  vehicleId: string,
  saidC?: number,
) => Preconditioning | null {
  const types = new Map<string, string>(
    plans.map(({ vehicleId, vehicleType }) => [vehicleId, vehicleType]),
  );
  return (vehicleId, saidC) => {
    const cabin = cabins.get(types.get(vehicleId) ?? "");
    const atC = saidC ?? ambientC;
    if (cabin === undefined || atC === null) return null;
    const { durationMin, powerKw } = preconditioningAt(atC, cabin);
    const durationMs = Math.round(durationMin * MINUTE_MS);
    const wholeKw = Math.round(powerKw);
    return durationMs > 0 && wholeKw > 0 ? { durationMs, powerKw: wholeKw } : null;
  };
}
