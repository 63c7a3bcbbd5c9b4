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
    const here = stays.filter((stay) => stay.isHere(fromMs));
    const belowKw = grid.baseKw(fromMs);
    const baseKw = belowKw[0]!;
    const moreKw = chargeAll(grid, here, grid.freeKw(fromMs, belowKw), { fromMs, toMs });
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

/**
 * Charges who is there for an interval.
 * @param freeKw per node; used up
 * @returns what is drawn beyond what is set aside [kW]
 */
function chargeAll(
  grid: PlannedGrid,
  here: readonly EvenCharging[],
  freeKw: Float64Array,
  interval: Interval,
): number {
  const asksKw = here.map((stay) => askKw(grid, stay, interval.fromMs));
  if (fits(grid, here, asksKw, freeKw)) {
    for (const [i, { session }] of here.entries()) {
      grid.tree.addAbove(freeKw, grid.nodeOf(session), -asksKw[i]!);
    }
    return chargeWith(grid, here, asksKw, { freeKw, interval });
  }
  const asking = here
    .map((stay, i) => ({ stay, ask: asked(grid, stay, asksKw[i]!) }))
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
  const inOrder = asking.map(({ stay }) => stay);
  return chargeWith(grid, inOrder, grantsKw, { freeKw, interval });
}

/** Whether the grid can give all that is asked: then nobody has to be put in order. */
function fits(
  { tree, nodeOf }: PlannedGrid,
  here: readonly EvenCharging[],
  asksKw: readonly number[],
  freeKw: Float64Array,
): boolean {
  const askedKw = new Float64Array(tree.size);
  for (const [i, stay] of here.entries()) {
    // Less than flows at all is not worth asking for: the law knows.
    if (asksKw[i]! < leastKw(stay)) return false;
    askedKw[nodeOf(stay.session)]! += asksKw[i]!;
  }
  tree.sumUp(askedKw);
  return askedKw.every((kw, node) => kw <= freeKw[node]!);
}

/** @param grantsKw beyond what is set aside, in the order of the stays */
function chargeWith(
  grid: PlannedGrid,
  stays: readonly EvenCharging[],
  grantsKw: ArrayLike<number>,
  { freeKw, interval }: { readonly freeKw: Float64Array; readonly interval: Interval },
): number {
  let drawnKw = 0;
  for (const [i, stay] of stays.entries()) {
    const fixedKw = grid.fixedKw(stay.index, interval.fromMs);
    stay.charge(grantsKw[i]!, fixedKw, interval, () =>
      fullAbove(grid, freeKw, grid.nodeOf(stay.session)),
    );
    drawnKw += grantsKw[i]!;
  }
  return drawnKw;
}

/** What a stay asks for beyond what is set aside [kW]. */
function askKw(grid: PlannedGrid, stay: EvenCharging, atMs: number): number {
  const evenKw = Math.max(0, stay.evenGridKw(atMs) - stay.session.reservedKw);
  return Math.min(evenKw, stay.roomKw(grid.fixedKw(stay.index, atMs)));
}

/** The least beyond what is set aside that flows at all [kW]. */
function leastKw({ minGridKw, session }: EvenCharging): number {
  return Math.max(0, minGridKw - session.reservedKw);
}

function asked(grid: PlannedGrid, stay: EvenCharging, kw: number): ChargingSession {
  const { session, remainingKwh, remainingMs } = stay;
  return {
    vehicleId: id<VehicleId>(session.id),
    pluggedInAtMs: session.fromMs,
    departureAtMs: session.toMs,
    remainingKwh,
    remainingMs,
    node: grid.nodeOf(session),
    askKw: kw,
    minKw: leastKw(stay),
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
