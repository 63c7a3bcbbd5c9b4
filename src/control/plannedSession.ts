import type { PlannedSession, PreconditioningNeed, RequestChanged } from "../messages/index.ts";
import { type ChargeCurve, ENERGY_TOLERANCE_KWH, type Outlet } from "../physics/index.ts";
import { cabinKwAt } from "./believedCabin.ts";
import { SOC_ROUNDING } from "./believedCharge.ts";

type Place = Pick<PlannedSession, "node" | "cabinet" | "minKw" | "reservedKw" | "fixedLoadKw"> &
  Pick<Outlet, "loss">;
type Charge = Pick<PlannedSession, "usableKwh" | "storedKwh" | "curve">;
type Goals = Pick<PlannedSession, "leastKwh" | "desiredKwh" | "priority">;

/** A stay as a planner sees it: where, which battery, how much, when. */
export function plannedSession(
  id: string,
  { loss, ...place }: Place,
  battery: Charge,
  goals: Goals,
  span: Pick<PlannedSession, "fromMs" | "toMs">,
): PlannedSession {
  return {
    id,
    loss: loss.terms,
    ...place,
    ...battery,
    ...goals,
    ...span,
  };
}

/** Goals in energy: rather too much than too little, as far as the bus takes it. */
export function goalsOf(
  curve: ChargeCurve,
  usableKwh: number,
  request: RequestChanged | undefined,
  targetSoc: number,
): Goals {
  const tolerance = ENERGY_TOLERANCE_KWH + (curve.lastKw > 0 ? 0 : SOC_ROUNDING * usableKwh);
  const fullKwh = curve.fullKwh - tolerance;
  const kwh = (soc: number): number => Math.min((soc + SOC_ROUNDING) * usableKwh, fullKwh);
  const leastSoc = Math.min(request?.minTargetSoc ?? 0, targetSoc);
  return {
    leastKwh: kwh(leastSoc),
    desiredKwh: kwh(targetSoc),
    priority: request?.priority ?? 0,
  };
}

/** What a cabin takes through its plug during a stay, as if nothing else did [kW, grid side]. */
export function cabinLoadKw(
  need: PreconditioningNeed | undefined,
  outlet: Pick<Outlet, "loss" | "ratedKw" | "minKw">,
  { fromMs, toMs }: Pick<PlannedSession, "fromMs" | "toMs">,
): PlannedSession["fixedLoadKw"] {
  const gridKw = need === undefined ? 0 : outlet.loss.acKw(cabinKwAt(need, outlet));
  const startMs = Math.max(fromMs, need?.startAtMs ?? toMs);
  const endMs = Math.min(toMs, need?.finishAtMs ?? toMs);
  if (gridKw === 0 || startMs >= endMs) return [[fromMs, 0]];
  const steps: PlannedSession["fixedLoadKw"] = startMs > fromMs ? [[fromMs, 0]] : [];
  return [...steps, [startMs, gridKw], ...(endMs < toMs ? [[endMs, 0] as const] : [])];
}
