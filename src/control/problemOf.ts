import type { PlannedNode, PlannedSession, PlanningProblem, StepList } from "../messages/index.ts";
import type { Belief } from "./belief.ts";
import { cabinLoadKw } from "./plannedSession.ts";
import { stayAhead } from "./stayAhead.ts";
import { stayHere } from "./stayHere.ts";

/**
 * What is believed, as a planning problem: buses that are plugged in, then those that are
 * expected, in the order of their coming. What holds of the grid now holds to the end, for all we know.
 */
export function problemOf(belief: Belief, paidPeakKw: number, nowMs: number): PlanningProblem {
  const { model, sessions, requests } = belief;
  // Who takes no more, or is to have nothing, has all it will have; who is out of control cannot be planned.
  const plannable = sessions.all.filter((one) => !one.isComplete && !one.isHeld && !one.isOut);
  const here = plannable.map((session) =>
    stayHere(session, requests.current(session.vehicleId), belief, nowMs),
  );
  const ahead = expected(belief, nowMs);
  const planned = [...here, ...ahead];
  const reservedKw = new Map(plannable.map(({ point }, i) => [point, here[i]!]));
  return {
    schemaVersion: 1,
    fromMs: nowMs,
    toMs: planned.reduce((latestMs, { toMs }) => Math.max(latestMs, toMs), nowMs),
    slotMs: null,
    paidPeakKw,
    peakEurPerKw: null,
    eurPerKwh: null,
    nodes: nodesOf(belief, reservedKw, nowMs),
    cabinets: model.cabinets.map(({ id, node, modules, moduleKw }) => ({
      id,
      node,
      ratedKw: modules * moduleKw,
      moduleKw,
      outletsAtOnce: modules === 1 ? 1 : null,
    })),
    sessions: planned,
  };
}

function expected(belief: Belief, nowMs: number) {
  const { sessions, requests } = belief;
  return requests.all
    .filter((request) => {
      const isHere = sessions.of(request.vehicleId) !== undefined;
      return !isHere || requests.current(request.vehicleId) !== request;
    })
    .map((request) => stayAhead(request, belief, nowMs))
    .filter((stay) => stay !== null)
    .toSorted((a, b) => a.fromMs - b.fromMs || (a.id < b.id ? -1 : 1));
}

/** @param planned by point: whoever is plugged in there and has its fallback set aside while it stays */
function nodesOf(
  { model, site, ledger, sessions, requests }: Belief,
  planned: ReadonlyMap<number, PlannedSession>,
  nowMs: number,
): PlannedNode[] {
  const { tree, points } = model;
  /** Of a bus that is to be charged no more: what its cabin takes beyond the fallback. */
  const cabinOf = (point: number): (readonly [atMs: number, kw: number])[] => {
    const session = sessions.atIndex(point);
    if (session === null || session.isHeld) return [];
    const need = requests.needOf(requests.current(session.vehicleId));
    if (need === undefined || need.finishAtMs <= nowMs) return [];
    const span = { fromMs: nowMs, toMs: need.finishAtMs };
    const [atMs, gridKw] = cabinLoadKw(need, points[point]!, span).at(-1)!;
    const moreKw = Math.max(0, gridKw - session.fallbackKw);
    return moreKw === 0
      ? []
      : [
          [atMs, moreKw],
          [need.finishAtMs, -moreKw],
        ];
  };
  const changes: (readonly [atMs: number, kw: number])[][] = tree.ids.map((_, node) => [
    [nowMs, site.baseLoadKw(node)],
  ]);
  for (const [point, { node, loss, fallbackKw }] of points.entries()) {
    const stay = planned.get(point);
    const fallbackGridKw = loss.acKw(fallbackKw);
    const isOut = sessions.atIndex(point)?.isOut ?? false;
    // What is out of control may go on as it is, for all we know.
    if (isOut) changes[node]!.push([nowMs, ledger.worstKw[point]!]);
    else if (stay === undefined) changes[node]!.push([nowMs, fallbackGridKw], ...cabinOf(point));
    else if (fallbackGridKw > 0) changes[node]!.push([stay.toMs, fallbackGridKw]);
  }
  return tree.ids.map((id, node) => ({
    id,
    parent: tree.parents[node]!,
    limitKw: [[nowMs, site.limitKw(node)]],
    baseLoadKw: summedUp(changes[node]!),
  }));
}

/** Steps from what is added when. */
function summedUp(changes: readonly (readonly [atMs: number, kw: number])[]): StepList<number> {
  const steps: [number, number][] = [];
  let sumKw = 0;
  for (const [atMs, kw] of changes.toSorted((a, b) => a[0] - b[0])) {
    sumKw += kw;
    if (steps.at(-1)?.[0] === atMs) steps.at(-1)![1] = sumKw;
    else steps.push([atMs, sumKw]);
  }
  return steps;
}
