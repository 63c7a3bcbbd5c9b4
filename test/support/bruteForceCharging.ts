import { HOUR_MS } from "./smallDepot.ts";

/** Knots of a charge curve: soc and power, as a scenario gives them. */
export type Knots = readonly (readonly [soc: number, powerKw: number])[];

/** A limit from an instant on [ms after the start; kW at the outlet]. */
export interface LimitStep {
  readonly atMs: number;
  readonly limitKw: number;
}

/** What a battery accepts, looked up knot by knot. */
export function acceptedKw(knots: Knots, soc: number): number {
  if (soc >= 1) return 0;
  const after = knots.findIndex(([knotSoc]) => knotSoc > soc);
  const [fromSoc, fromKw] = knots[after - 1]!;
  const [toSoc, toKw] = knots[after]!;
  return fromKw + ((toKw - fromKw) * (soc - fromSoc)) / (toSoc - fromSoc);
}

/**
 * Charging without any closed form: the classic Runge-Kutta method, second by
 * second, with the limit that holds in each; gives energy and outlet power at
 * every full second.
 */
export function chargeBySeconds(
  battery: { readonly usableKwh: number; readonly knots: Knots; readonly minKw: number },
  startKwh: number,
  limits: readonly LimitStep[],
  seconds: number,
): { energyKwh: number; powerKw: number }[] {
  const h = 1000 / HOUR_MS;
  const trace: { energyKwh: number; powerKw: number }[] = [];
  let energyKwh = startKwh;
  for (let second = 0; second <= seconds; second++) {
    const step = limits.findLast(({ atMs }) => atMs <= second * 1000);
    const limitKw = step === undefined || step.limitKw < battery.minKw ? 0 : step.limitKw;
    const kwAt = (kwh: number): number =>
      Math.min(limitKw, acceptedKw(battery.knots, kwh / battery.usableKwh));
    const k1 = kwAt(energyKwh);
    trace.push({ energyKwh, powerKw: k1 });
    const k2 = kwAt(energyKwh + (h / 2) * k1);
    const k3 = kwAt(energyKwh + (h / 2) * k2);
    const k4 = kwAt(energyKwh + h * k3);
    energyKwh = Math.min(battery.usableKwh, energyKwh + (h / 6) * (k1 + 2 * k2 + 2 * k3 + k4));
  }
  return trace;
}
