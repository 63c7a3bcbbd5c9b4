import type { ChargingPlan, PlanningProblem, StepList } from "../../src/messages/index.ts";

const HOUR_MS = 3_600_000;

/** What a plan comes to, worked out from its powers alone. */
export interface PlanFacts {
  /** Highest power at the connection. */
  readonly peakKw: number;
  readonly energyEur: number;
  /** Sum over all energy of when it flows [kWh × h after the beginning]. */
  readonly kwhHours: number;
  /** By how much the worst limit is broken, base load alone aside [kW]. */
  readonly worstBreachKw: number;
  /** By how much a session draws more than it can, or less than nothing [kW]. */
  readonly worstExcessKw: number;
  /** What each session would hold at its end [kWh]. */
  readonly heldKwh: readonly number[];
}

/** Follows a plan from change to change, where curves are flat and efficiencies constant. */
export function planFacts(problem: PlanningProblem, plan: ChargingPlan): PlanFacts {
  const { fromMs, toMs, nodes, cabinets, sessions, eurPerKwh } = problem;
  const heldKwh = sessions.map(({ storedKwh }) => storedKwh);
  let [peakKw, energyEur, kwhHours, worstBreachKw, worstExcessKw] = [0, 0, 0, 0, 0];
  for (const [atMs, untilMs] of pairs(edgesOf(problem, plan))) {
    const hours = (untilMs - atMs) / HOUR_MS;
    const anywayKw = nodes.map(({ baseLoadKw }) => at(baseLoadKw, atMs));
    const drawnKw = nodes.map(() => 0);
    const outletKw = cabinets.map(() => 0);
    for (const [i, session] of sessions.entries()) {
      const kw = at(plan.sessions[i]!.powerKw, atMs);
      if (atMs < session.fromMs || atMs >= session.toMs || atMs < fromMs || atMs >= toMs) continue;
      const fixedKw = at(session.fixedLoadKw, atMs);
      const asideKw = fixedKw + session.reservedKw;
      const capKw = Math.max(...session.curve.map(([, each]) => each)) * session.loss.perKw;
      anywayKw[session.node]! += asideKw;
      drawnKw[session.node]! += kw - asideKw;
      if (session.cabinet !== null) outletKw[session.cabinet]! += kw / session.loss.perKw;
      worstExcessKw = Math.max(worstExcessKw, kw - Math.max(capKw, asideKw), asideKw - kw);
      const flowKwh = (kw - fixedKw) * hours;
      heldKwh[i]! += flowKwh / session.loss.perKw;
      energyEur += flowKwh * (eurPerKwh === null ? 0 : at(eurPerKwh, atMs));
      kwhHours += (flowKwh * ((atMs + untilMs) / 2 - fromMs)) / HOUR_MS;
    }
    for (let n = nodes.length - 1; n > 0; n--) {
      anywayKw[nodes[n]!.parent]! += anywayKw[n]!;
      drawnKw[nodes[n]!.parent]! += drawnKw[n]!;
    }
    peakKw = Math.max(peakKw, anywayKw[0]! + drawnKw[0]!);
    for (const [n, { limitKw }] of nodes.entries()) {
      const freeKw = (at(limitKw, atMs) ?? Infinity) - anywayKw[n]!;
      worstBreachKw = Math.max(worstBreachKw, drawnKw[n]! - Math.max(0, freeKw));
    }
    for (const [c, { ratedKw }] of cabinets.entries()) {
      worstBreachKw = Math.max(worstBreachKw, outletKw[c]! - Math.max(ratedKw, asideIn(c, atMs)));
    }
  }
  return { peakKw, energyEur, kwhHours, worstBreachKw, worstExcessKw, heldKwh };

  /** What cannot be helped in a cabinet [kW, outlet side]. */
  function asideIn(c: number, atMs: number): number {
    return sessions
      .filter((one) => one.cabinet === c && one.fromMs <= atMs && atMs < one.toMs)
      .reduce((sum, one) => sum + (one.reservedKw + at(one.fixedLoadKw, atMs)) / one.loss.perKw, 0);
  }
}

/** All instants at which anything changes. */
function edgesOf(
  { fromMs, toMs, nodes, sessions, eurPerKwh }: PlanningProblem,
  plan: ChargingPlan,
) {
  const lists: StepList<unknown>[] = [
    ...nodes.flatMap(({ limitKw, baseLoadKw }) => [limitKw, baseLoadKw]),
    ...sessions.map(({ fixedLoadKw }) => fixedLoadKw),
    ...plan.sessions.map(({ powerKw }) => powerKw),
    eurPerKwh ?? [],
  ];
  const edges = [
    fromMs,
    toMs,
    ...sessions.flatMap((session) => [session.fromMs, session.toMs]),
    ...lists.flatMap((list) => list.map(([atMs]) => atMs)),
  ];
  return [...new Set(edges)]
    .filter((atMs) => fromMs <= atMs && atMs <= toMs)
    .toSorted((a, b) => a - b);
}

function pairs(list: readonly number[]): (readonly [number, number])[] {
  return list.slice(1).map((next, i) => [list[i]!, next]);
}

function at<T>(steps: StepList<T>, atMs: number): T {
  return (steps.findLast(([fromMs]) => fromMs <= atMs) ?? steps[0]!)[1];
}
