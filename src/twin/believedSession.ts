import type { ControllerSnapshot } from "../control/index.ts";
import type { BusSpec } from "../depot/index.ts";
import type { PointId, VehicleId } from "../messages/index.ts";
import { Battery } from "../physics/index.ts";
import type { Scenario } from "../scenario/index.ts";

const HOUR_MS = 3_600_000;

/** A bus that is plugged in, as the charge management sees it at an instant. */
export interface BelievedSession {
  /** Index of its point. */
  readonly point: number;
  readonly pointId: PointId;
  /** null: a stranger. */
  readonly vehicleId: VehicleId | null;
  readonly sessionId: string;
  /** What it holds, a fraction; null: nobody knows the battery. */
  readonly soc: number | null;
  readonly targetSoc: number;
  /** null: nobody knows. */
  readonly departureAtMs: number | null;
  /** The limit in force [kW, outlet side]. */
  readonly inForceKw: number;
  /** What flows under it [kW, outlet side]. */
  readonly outletKw: number;
  /** Whether it cannot be reached, does not answer or refuses. */
  readonly isOut: boolean;
}

/** Every session of a controller's belief, brought up to an instant along the buses' charge curves. */
export function believedSession(
  spec: Scenario,
  belief: ControllerSnapshot,
  atMs: number,
): BelievedSession[] {
  const points = new Map(spec.stations.map(({ id }, point) => [id, point]));
  const types = new Map(spec.plans.map((plan) => [plan.vehicleId, plan.vehicleType]));
  return belief.sessions.map((session) => {
    const { pointId, vehicleId, sessionId } = session.connected;
    const point = points.get(pointId)!;
    const bus = spec.busTypes.get(types.get(vehicleId!) ?? "");
    return {
      point,
      pointId,
      vehicleId,
      sessionId,
      ...believedFlow(session, spec.stations[point]!, bus, atMs),
      targetSoc: session.targetSoc,
      departureAtMs: session.departureAtMs,
      inForceKw: session.limitKw,
      isOut: session.isOut,
    };
  });
}

/** As the controller itself reckons between observations; a stranger takes all that it is given. */
function believedFlow(
  session: ControllerSnapshot["sessions"][number],
  station: Scenario["stations"][number],
  bus: BusSpec | undefined,
  atMs: number,
): Pick<BelievedSession, "soc" | "outletKw"> {
  const { limitKw, suppliedKw, energyKwh, asOfMs, complete } = session;
  const limitedKw = Math.min(limitKw, suppliedKw ?? Infinity);
  const leastKw = Math.max(station.minKw, bus?.minKw ?? 0);
  const flowingKw = complete || limitedKw < leastKw ? 0 : limitedKw;
  if (bus === undefined) return { soc: null, outletKw: flowingKw };
  const curve = new Battery(bus).behind(station);
  const hours = Math.max(0, atMs - asOfMs) / HOUR_MS;
  const reachedKwh = flowingKw > 0 ? curve.energyAfter(flowingKw, energyKwh, hours) : energyKwh;
  return {
    soc: reachedKwh / bus.usableKwh,
    outletKw: Math.min(flowingKw, curve.powerAt(reachedKwh)),
  };
}
