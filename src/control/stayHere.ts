import type { PlannedSession, RequestChanged } from "../messages/index.ts";
import type { Belief } from "./belief.ts";
import { cabinLoadKw, goalsOf, plannedSession } from "./plannedSession.ts";
import type { Session } from "./session.ts";

type Span = Pick<PlannedSession, "fromMs" | "toMs">;

const HOUR_MS = 3_600_000;
/** Before every request [priority]. */
const FIRST = Number.MAX_SAFE_INTEGER;

/** The name of a plugged-in bus in a plan: that of the request it is there for, if there is one. */
export function planIdOf(session: Session, request: RequestChanged | undefined): string {
  return request?.requestId ?? `session ${session.sessionId}`;
}

/** What is to be planned for a plugged-in bus. */
export function stayHere(
  session: Session,
  request: RequestChanged | undefined,
  { model, requests }: Pick<Belief, "model" | "requests">,
  nowMs: number,
): PlannedSession {
  const { node, curve, usableKwh, minOutletKw, fallbackKw } = session;
  const { options, points } = model;
  const point = points[session.point]!;
  const { ratedKw, loss, cabinet } = point;
  const need = requests.needOf(request);
  const outletDuring = (span: Span) => ({
    node,
    cabinet,
    minKw: minOutletKw,
    loss,
    reservedKw: fallbackKw,
    fixedLoadKw: cabinLoadKw(need, point, span),
  });
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
    const goals = session.goesFirst
      ? { leastKwh: mostKwh, desiredKwh: mostKwh, priority: FIRST }
      : { leastKwh: 0, desiredKwh: mostKwh, priority: request?.priority ?? 0 };
    const span = { fromMs: nowMs, toMs };
    return plannedSession(id, outletDuring(span), battery, goals, span);
  }
  const storedKwh = session.energyAt(nowMs);
  const wanted = goalsOf(curve, usableKwh, request, session.targetSoc);
  const { desiredKwh } = wanted;
  const goals = session.goesFirst ? { leastKwh: desiredKwh, desiredKwh, priority: FIRST } : wanted;
  // Without departure it has as long as the horizon, from its coming on. Past its time it gets all
  // it can use, whatever is planned: as long as that takes, or until the next plan.
  const leaveMs = Math.min(session.departureAtMs, session.pluggedInAtMs + options.planHorizonMs);
  const startKwh = Math.min(storedKwh, desiredKwh);
  const hours = curve.hoursTo(desiredKwh) - curve.hoursTo(startKwh);
  const fullPowerMs = Math.ceil(hours * HOUR_MS);
  const pastMs = nowMs + Math.max(fullPowerMs, options.planEveryMs);
  // Whom a person on duty puts first is charged at full power, for as long as that takes.
  const firstMs = nowMs + Math.max(fullPowerMs, options.quantumMs, 1);
  const toMs = session.goesFirst ? firstMs : leaveMs > nowMs ? leaveMs : pastMs;
  const battery = { usableKwh, storedKwh, curve: curve.knots };
  const span = { fromMs: nowMs, toMs };
  return plannedSession(id, outletDuring(span), battery, goals, span);
}
