import { type ChargingPlan, id, type PlanningProblem, type VehicleId } from "../messages/index.ts";
import { allocate } from "./allocate/index.ts";
import type { ChargingSession } from "./chargingSession.ts";
import { EvenCharging, type Interval } from "./evenCharging.ts";
import { leastLaxityFirst } from "./laws/leastLaxityFirst.ts";
import { PlannedGrid } from "./plannedGrid.ts";

const HOUR_MS = 3_600_000;

/**
 * Every session at even power over its own stay, its taper foreseen. Where the
 * grid cannot give that, who can wait least is served first, and the others
 * make up for it with more power later. Each instant by itself: nothing is moved
 * to where there will be room.
 */
export function balanced(problem: PlanningProblem): ChargingPlan {
  const grid = new PlannedGrid(problem);
  const stays = problem.sessions.map((session, index) => new EvenCharging(session, index));
  const instantsMs = grid.instantsMs;
  const price = problem.eurPerKwh;
  let peakKw = 0;
  let basePeakKw = 0;
  let energyEur = 0;
  for (const [i, fromMs] of instantsMs.slice(0, -1).entries()) {
    const toMs = instantsMs[i + 1]!;
    const baseKw = grid.baseKw(fromMs)[0]!;
    const moreKw = chargeAll(grid, stays, { fromMs, toMs });
    const here = stays.filter((stay) => stay.isHere(fromMs));
    const reservedKw = here.reduce((sum, { session }) => sum + session.reservedKw, 0);
    basePeakKw = Math.max(basePeakKw, baseKw);
    peakKw = Math.max(peakKw, baseKw + moreKw);
    const eurPerKwh = price?.findLast(([atMs]) => atMs <= fromMs)?.[1] ?? price?.[0]?.[1] ?? 0;
    energyEur += (eurPerKwh * (moreKw + reservedKw) * (toMs - fromMs)) / HOUR_MS;
  }
  const sessions = stays.map((stay) => stay.planned(grid.tree.ids));
  return {
    schemaVersion: 1,
    solver: "balanced",
    peakKw,
    lowerBoundKw: basePeakKw,
    kind: "withinGap",
    relaxed: ["sessions"],
    energyEur: price === null ? null : energyEur,
    unmetKwh: sessions.reduce((sum, { unmetKwh }) => sum + unmetKwh, 0),
    marginal: { peakEurPerKw: null, nodes: [] },
    sessions,
  };
}

/** Charges whoever is there for an interval; returns what is drawn beyond what is set aside [kW]. */
function chargeAll(grid: PlannedGrid, stays: readonly EvenCharging[], interval: Interval): number {
  const { fromMs } = interval;
  const freeKw = grid.freeKw(fromMs);
  const asking = stays
    .filter((stay) => stay.isHere(fromMs))
    .map((stay) => ({ stay, ask: asked(grid, stay, fromMs) }))
    .toSorted(
      (a, b) =>
        b.stay.session.priority - a.stay.session.priority ||
        leastLaxityFirst.key(a.ask) - leastLaxityFirst.key(b.ask) ||
        (a.stay.session.id < b.stay.session.id ? -1 : 1),
    );
  const grantsKw = new Float64Array(asking.length);
  const supply = { tree: grid.tree, freeKw, freeModules: new Float64Array(0) };
  allocate(
    leastLaxityFirst,
    asking.map(({ ask }) => ask),
    supply,
    grantsKw,
    1,
  );
  asking.forEach(({ stay, ask }, i) => {
    const fixedKw = grid.fixedKw(stay.index, fromMs);
    stay.charge(grantsKw[i]!, fixedKw, interval, fullAbove(grid, freeKw, ask.node));
  });
  return grantsKw.reduce((sum, kw) => sum + kw, 0);
}

function asked(grid: PlannedGrid, stay: EvenCharging, atMs: number): ChargingSession {
  const { session, remainingKwh, remainingMs } = stay;
  const beyond = (kw: number): number => Math.max(0, kw - session.reservedKw);
  return {
    vehicleId: id<VehicleId>(session.id),
    pluggedInAtMs: session.fromMs,
    departureAtMs: session.toMs,
    remainingKwh,
    remainingMs,
    node: grid.nodeOf(session),
    askKw: Math.min(beyond(stay.evenGridKw(atMs)), stay.roomKw(grid.fixedKw(stay.index, atMs))),
    minKw: beyond(stay.minGridKw),
    outlet: null,
    plannedKw: 0,
    mostKw: Infinity,
  };
}

/** The node on the way up from one that has least left; what was free is used up by now. */
function fullAbove({ tree }: PlannedGrid, freeKw: Float64Array, node: number): number {
  const least = tree.leastAbove(freeKw, node);
  let at = node;
  while (freeKw[at] !== least) at = tree.parents[at]!;
  return at;
}
