import type { PlannedLoss, PlannedSession, PlanningProblem } from "../../messages/index.ts";

const HOUR_MS = 3_600_000;

/** A session as far as a linear program sees it. Grid side, beyond what is reserved for it. */
export interface Demand {
  /** Grid energy per energy stored, at its best. */
  readonly gridPerStored: number;
  /** The most its battery takes from here on, what is reserved included [kW]. */
  readonly capKw: number;
  /** The most that goes through its plug, whatever it holds: what its battery takes at its highest [kW]. */
  readonly plugKw: number;
  /** What it must leave with takes this [kWh]. */
  readonly leastKwh: number;
  /** What it should leave with takes so much more [kWh]. */
  readonly desiredKwh: number;
}

/** What a session asks of the grid once what is reserved for it has flowed. */
export function demandOf(session: PlannedSession, problem: PlanningProblem): Demand {
  const { storedKwh, leastKwh, desiredKwh, loss, reservedKw } = session;
  const outletKw = Math.max(...kwOnTheWay(session));
  const gridPerStored = leastGridPerOutlet(loss, outletKw);
  const fromMs = Math.max(session.fromMs, problem.fromMs);
  const toMs = Math.min(session.toMs, problem.toMs);
  const reservedKwh = (reservedKw * Math.max(0, toMs - fromMs)) / HOUR_MS;
  const beyond = (goalKwh: number): number =>
    Math.max(0, Math.max(0, goalKwh - storedKwh) * gridPerStored - reservedKwh);
  return {
    gridPerStored,
    capKw: outletKw > 0 ? gridKw(loss, outletKw) : 0,
    plugKw: gridKw(loss, Math.max(...session.curve.map(([, kw]) => kw))),
    leastKwh: beyond(leastKwh),
    desiredKwh: beyond(Math.max(leastKwh, desiredKwh)) - beyond(leastKwh),
  };
}

/** What the curve gives from here to the goal, where it bends [kW, outlet side]. */
function kwOnTheWay({ curve, storedKwh, desiredKwh }: PlannedSession): number[] {
  const bends = curve.filter(([atKwh]) => storedKwh < atKwh && atKwh < desiredKwh);
  return [
    curveAt(curve, storedKwh),
    ...bends.map(([, kw]) => kw),
    curveAt(curve, Math.max(storedKwh, desiredKwh)),
  ];
}

function curveAt(curve: PlannedSession["curve"], atKwh: number): number {
  const next = curve.findIndex(([knotKwh]) => knotKwh >= atKwh);
  const [toKwh, toKw] = next < 0 ? curve.at(-1)! : curve[next]!;
  if (next <= 0) return toKw;
  const [fromKwh, fromKw] = curve[next - 1]!;
  return fromKw + ((toKw - fromKw) * (atKwh - fromKwh)) / (toKwh - fromKwh);
}

function gridKw({ fixedKw, perKw, perKw2 }: PlannedLoss, outletKw: number): number {
  return fixedKw + outletKw * (perKw + outletKw * perKw2);
}

/** Fixed loss weighs least, and squared loss most, at high power: they balance at √(fixed/squared). */
function leastGridPerOutlet(loss: PlannedLoss, upToKw: number): number {
  const { fixedKw, perKw, perKw2 } = loss;
  const bestKw = perKw2 > 0 ? Math.min(upToKw, Math.sqrt(fixedKw / perKw2)) : upToKw;
  return bestKw > 0 ? gridKw(loss, bestKw) / bestKw : perKw;
}

/** What a linear program leaves out of a problem, by name, sorted. */
export function relaxedIn({ sessions, cabinets }: PlanningProblem): string[] {
  const relaxed = new Set<string>();
  for (const session of sessions) {
    const { storedKwh, desiredKwh, loss, minKw } = session;
    if (storedKwh >= desiredKwh) continue;
    const kw = kwOnTheWay(session);
    if (Math.min(...kw) < Math.max(...kw)) relaxed.add("taper");
    if (loss.fixedKw > 0 || loss.perKw2 > 0) relaxed.add("loss");
    if (minKw > 0) relaxed.add("minKw");
  }
  for (const { moduleKw, outletsAtOnce } of cabinets) {
    if (moduleKw !== null) relaxed.add("modules");
    if (outletsAtOnce !== null) relaxed.add("outletsAtOnce");
  }
  return [...relaxed].toSorted();
}
