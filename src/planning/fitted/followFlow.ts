import type { ProblemNetwork } from "../exact/index.ts";
import { IntervalRoom } from "./intervalRoom.ts";
import type { SessionCurve } from "./sessionCurve.ts";

const HOUR_MS = 3_600_000;
/** Behind by less than this is rounding [kWh]. */
const TOLERANCE_KWH = 1e-6;

/** What there is to follow. */
export interface Guide {
  /** What each cell is to bring [kWh, grid side]. */
  readonly plannedKwh: Float64Array;
  /** The least to be held at the end of each cell if the goal is to be reached [kWh stored]. */
  readonly latestKwh: Float64Array;
  /** The cells of each interval. */
  readonly cellsOf: readonly (readonly CellOfSession[])[];
}

/** A cell, and the session that it is of. */
interface CellOfSession {
  readonly cell: number;
  readonly i: number;
}

/** A plan made real: along charge curves, with least powers, modules and losses. Lists are by cell. */
export interface FollowedFlow {
  /** Highest power at the connection [kW]. */
  readonly peakKw: number;
  /** Grid side, what flows through the plug anyway included. */
  readonly limitKw: Float64Array;
  /** Stored when the cell ends. */
  readonly heldKwh: Float64Array;
  /** Drawn beyond what is reserved. */
  readonly gridKwh: Float64Array;
  /** When charging ends because the goal is reached; Infinity: not in this cell. */
  readonly doneAtMs: Float64Array;
  /** What each session holds in the end [kWh]. */
  readonly storedKwh: Float64Array;
}

/** A session that is there in an interval. */
interface Present {
  readonly cell: number;
  readonly i: number;
  readonly curve: SessionCurve;
  readonly storedKwh: number;
  readonly slackHours: number;
  /** What flows through its plug anyway [kW]. */
  readonly asideKw: number;
  readonly reservedKw: number;
  limitKw: number;
}

/**
 * Goes through time under a peak. In each interval every session first gets what it cannot
 * do without, then what is planned for it by then, the one that can wait least first; what a curve,
 * a least power or a module stood in the way of is made up as soon as there is room. Where energy
 * has no price, room that is left is used as well.
 */
export function followFlow(
  network: ProblemNetwork,
  curves: readonly SessionCurve[],
  { plannedKwh, latestKwh, cellsOf }: Guide,
  peakKw: number,
): FollowedFlow {
  const { problem, net, edgesMs, demands, asideKw, eurPerKwh } = network;
  const cells = net.cellKwh.length;
  const out = {
    limitKw: new Float64Array(cells),
    heldKwh: new Float64Array(cells),
    gridKwh: new Float64Array(cells),
    doneAtMs: new Float64Array(cells).fill(Infinity),
    storedKwh: Float64Array.from(curves, ({ firstKwh }) => firstKwh),
  };
  const { storedKwh } = out;
  const dueKwh = storedKwh.slice();
  let highestKw = 0;
  for (let k = 0; k < net.hours.length; k++) {
    const hours = net.hours[k]!;
    const baseKw = net.bucketBaseKwh[k]! / hours;
    const room = new IntervalRoom(problem, net.tree, roomKw(network, k, peakKw - baseKw));
    const present: Present[] = [];
    for (const { cell, i } of cellsOf[k]!) {
      const curve = curves[i]!;
      const { reservedKw, toMs } = problem.sessions[i]!;
      out.heldKwh[cell] = storedKwh[i]!;
      dueKwh[i]! += (plannedKwh[cell]! + reservedKw * hours) / demands[i]!.gridPerStored;
      // Who has all it wants takes nothing more, not even what is reserved.
      out.limitKw[cell] = asideKw[cell]! - reservedKw;
      if (storedKwh[i]! >= curve.goalKwh) continue;
      const slackHours = (toMs - edgesMs[k]!) / HOUR_MS - curve.hoursToGoal(storedKwh[i]!);
      present.push({
        cell,
        i,
        curve,
        storedKwh: storedKwh[i]!,
        slackHours,
        asideKw: asideKw[cell]! - reservedKw,
        reservedKw,
        limitKw: 0,
      });
    }
    const here = present.toSorted((a, b) => a.slackHours - b.slackHours || a.i - b.i);
    const reach = (one: Present, wantedKwh: number): void =>
      give(one, one.curve.limitToReach(wantedKwh, one.storedKwh, hours), room, demands[one.i]!);
    for (const one of here) reach(one, latestKwh[one.cell]!);
    for (const one of here) reach(one, dueKwh[one.i]!);
    for (const one of here) {
      const afterKwh = one.curve.storedAfter(one.limitKw, one.storedKwh, hours);
      if (eurPerKwh === null || afterKwh < dueKwh[one.i]! - TOLERANCE_KWH) reach(one, Infinity);
    }
    let drawnKw = 0;
    for (const one of here) drawnKw += charge(one, edgesMs[k]!, edgesMs[k + 1]!, out);
    highestKw = Math.max(highestKw, baseKw + drawnKw);
  }
  return { peakKw: highestKw, ...out };
}

/** Raises a session's limit as far as it wants and there is room. */
function give(
  one: Present,
  wantedKw: number,
  room: IntervalRoom,
  { capKw, plugKw }: ProblemNetwork["demands"][number],
): void {
  const { i, curve, storedKwh, reservedKw } = one;
  if (wantedKw <= one.limitKw) return;
  // What is reserved needs no room.
  const usedKw = Math.max(reservedKw, curve.gridKw(one.limitKw, storedKwh));
  const mostKw = curve.outletKw(Math.max(0, Math.min(capKw, plugKw - one.asideKw)));
  const roomKw = curve.outletKw(usedKw + room.gridKw(i));
  const limitKw = Math.min(Math.max(wantedKw, curve.minKw), mostKw, roomKw, room.outletKw(i));
  if (limitKw < curve.minKw || limitKw <= one.limitKw) return;
  const nowKw = Math.max(reservedKw, curve.gridKw(limitKw, storedKwh));
  room.take(i, nowKw - usedKw, limitKw);
  one.limitKw = limitKw;
}

/**
 * Charges a session for an interval.
 * @returns what it draws at most besides what is reserved [kW]
 */
function charge(
  one: Present,
  fromMs: number,
  toMs: number,
  out: Omit<FollowedFlow, "peakKw">,
): number {
  const { cell, i, curve, storedKwh, reservedKw } = one;
  const limitKw = Math.max(one.limitKw, curve.outletKw(reservedKw));
  const gridKw = curve.gridKw(limitKw, storedKwh);
  const doneMs = Math.max(
    fromMs + 1,
    Math.ceil(fromMs + curve.hoursUnder(limitKw, storedKwh) * HOUR_MS),
  );
  const isDone = doneMs < toMs;
  const after = curve.charge(limitKw, storedKwh, ((isDone ? doneMs : toMs) - fromMs) / HOUR_MS);
  out.limitKw[cell] = gridKw + one.asideKw;
  out.heldKwh[cell] = after.storedKwh;
  out.gridKwh[cell] = Math.max(0, after.gridKwh - (reservedKw * (toMs - fromMs)) / HOUR_MS);
  if (isDone) out.doneAtMs[cell] = doneMs;
  out.storedKwh[i] = after.storedKwh;
  return Math.max(0, gridKw - reservedKw);
}

/** What each node and cabinet lets through in an interval, under a peak [kW]. */
function roomKw({ net }: ProblemNetwork, k: number, peakRoomKw: number): Float64Array {
  const intervals = net.hours.length;
  const free = new Float64Array(net.tree.size);
  for (let n = 0; n < free.length; n++) free[n] = net.nodeKwh[n * intervals + k]! / net.hours[k]!;
  free[0] = Math.max(0, Math.min(free[0]!, peakRoomKw));
  return free;
}

/** Which cells there are in each interval, those of the first session first. */
export function cellsByInterval({ net }: ProblemNetwork): CellOfSession[][] {
  const lists: CellOfSession[][] = Array.from(net.hours, () => []);
  for (let i = 0; i < net.needKwh.length; i++) {
    for (let cell = net.firstCell[i]!; cell < net.firstCell[i + 1]!; cell++) {
      lists[net.interval[cell]!]!.push({ cell, i });
    }
  }
  return lists;
}
