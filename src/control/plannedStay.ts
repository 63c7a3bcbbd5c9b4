import type { PlannedSession, RequestChanged } from "../messages/index.ts";
import { type ChargeCurve, ENERGY_TOLERANCE_KWH, type Outlet } from "../physics/index.ts";
import type { ControlModel } from "./controlModel.ts";
import { type Session, SOC_ROUNDING } from "./session.ts";

const HOUR_MS = 3_600_000;

/** The name of a plugged-in bus in a plan: that of the request it is there for, if there is one. */
export function planIdOf(session: Session, request: RequestChanged | undefined): string {
  return request?.requestId ?? `session ${session.sessionId}`;
}

/** What is to be planned for a plugged-in bus. */
export function stayHere(
  session: Session,
  request: RequestChanged | undefined,
  model: ControlModel,
  nowMs: number,
): PlannedSession {
  const { node, curve, usableKwh, minOutletKw, reservedKw } = session;
  const { options, points } = model;
  const { ratedKw, loss, cabinet } = points[session.point]!;
  const outlet = { node, cabinet, minKw: minOutletKw, loss, reservedKw };
  const id = planIdOf(session, request);
  if (curve === null) {
    // A stranger counts as asking all its station gives, until told otherwise; nobody must wait for it.
    const toMs = nowMs + options.planHorizonMs;
    const mostKwh = (ratedKw * options.planHorizonMs) / HOUR_MS;
    const knots: PlannedSession["curve"] = [
      [0, ratedKw],
      [mostKwh, ratedKw],
    ];
    const battery = { usableKwh: mostKwh, storedKwh: 0, curve: knots };
    const goals = { leastKwh: 0, desiredKwh: mostKwh, priority: request?.priority ?? 0 };
    return planned(id, outlet, battery, goals, { fromMs: nowMs, toMs });
  }
  const storedKwh = session.energyAt(nowMs);
  const goals = goalsOf(curve, usableKwh, request, session.targetSoc);
  // A bus without departure has as long as the horizon, from its coming on; one past its time, just
  // as long as it takes.
  const leaveMs = Math.min(session.departureAtMs, session.pluggedInAtMs + options.planHorizonMs);
  const hours =
    curve.hoursTo(goals.desiredKwh) - curve.hoursTo(Math.min(storedKwh, goals.desiredKwh));
  const toMs =
    leaveMs > nowMs ? leaveMs : nowMs + Math.max(Math.ceil(hours * HOUR_MS), options.quantumMs);
  const battery = { usableKwh, storedKwh, curve: curve.knots };
  return planned(id, outlet, battery, goals, { fromMs: nowMs, toMs });
}

/**
 * What is to be planned for a bus that is expected: at the best that any of our outlets has,
 * since nobody knows where it will be plugged in.
 *
 * @returns null: it comes too late to be planned, or to be charged, or nobody knows its battery
 */
export function stayAhead(
  request: RequestChanged,
  outlet: Outlet,
  { batteryOf, options, points }: ControlModel,
  nowMs: number,
): PlannedSession | null {
  const { requestId, vehicleId, expectedArrivalAtMs, departureAtMs, expectedSoc } = request;
  const battery = batteryOf(vehicleId);
  if (battery === undefined) return null;
  // Who is overdue, or comes nobody knows when, may come any moment.
  const plugInMs = options.expectedPlugInMs;
  const expectedMs = (expectedArrivalAtMs ?? -Infinity) + plugInMs;
  const fromMs = expectedMs > nowMs ? expectedMs : nowMs + plugInMs;
  const toMs = departureAtMs ?? fromMs + options.planHorizonMs;
  if (toMs <= fromMs || fromMs > nowMs + options.planHorizonMs) return null;
  const { usableKwh } = battery;
  const curve = battery.behind(outlet);
  return planned(
    requestId,
    {
      node: outlet.node,
      // Where everybody shares one cabinet, it is that; else it may be another.
      cabinet: points.every(({ cabinet }) => cabinet === points[0]!.cabinet)
        ? points[0]!.cabinet
        : null,
      minKw: Math.max(outlet.minKw, battery.minKw),
      loss: outlet.loss,
      // Fallbacks of free points are set aside for whoever comes.
      reservedKw: 0,
    },
    // Of whom nobody knows what it holds may hold nothing.
    { usableKwh, storedKwh: (expectedSoc ?? 0) * usableKwh, curve: curve.knots },
    goalsOf(curve, usableKwh, request, request.maxTargetSoc),
    { fromMs, toMs },
  );
}

type Place = Pick<PlannedSession, "node" | "cabinet" | "minKw" | "reservedKw"> &
  Pick<Outlet, "loss">;
type Charge = Pick<PlannedSession, "usableKwh" | "storedKwh" | "curve">;
type Goals = Pick<PlannedSession, "leastKwh" | "desiredKwh" | "priority">;

function planned(
  id: string,
  { loss, ...place }: Place,
  battery: Charge,
  goals: Goals,
  span: Pick<PlannedSession, "fromMs" | "toMs">,
): PlannedSession {
  return {
    id,
    fixedLoadKw: [[span.fromMs, 0]],
    loss: loss.terms,
    ...place,
    ...battery,
    ...goals,
    ...span,
  };
}

/** Goals in energy: rather too much than too little, as far as the bus takes it. */
function goalsOf(
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
