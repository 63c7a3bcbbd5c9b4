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
}

/** One session in one interval. */
export interface FollowedCell {
  /** Grid side, what flows through the plug anyway included [kW]. */
  readonly limitKw: number;
  /** Of that, what flows anyway [kW]. */
  readonly asideKw: number;
  /** Stored when it ends [kWh]. */
  readonly toKwh: number;
  /** Drawn beyond what is reserved [kWh]. */
  readonly gridKwh: number;
  /** When charging ends within it because the goal is reached; null: it does not [ms]. */
  readonly doneAtMs: number | null;
}

/** A plan made real: along charge curves, with least powers, modules and losses. */
export interface FollowedFlow {
  /** Highest power at the connection [kW]. */
  readonly peakKw: number;
  /** By cell of the network. */
  readonly cells: readonly FollowedCell[];
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
  { plannedKwh, latestKwh }: Guide,
  peakKw: number,
): FollowedFlow {
  const { problem, net, edgesMs, demands, asideKw, eurPerKwh } = network;
  const cellsOf = cellsByInterval(network);
  const cells: FollowedCell[] = [];
  const storedKwh = Float64Array.from(curves, ({ firstKwh }) => firstKwh);
  const dueKwh = storedKwh.slice();
  let highestKw = 0;
  for (let k = 0; k < net.hours.length; k++) {
    const hours = net.hours[k]!;
    const baseKw = net.bucketBaseKwh[k]! / hours;
    const room = new IntervalRoom(problem, net.tree, roomKw(network, k, peakKw - baseKw));
    const here = cellsOf[k]!.map(({ cell, i }): Present => {
      const curve = curves[i]!;
      const { reservedKw, toMs } = problem.sessions[i]!;
      dueKwh[i]! += (plannedKwh[cell]! + reservedKw * hours) / demands[i]!.gridPerStored;
      const slackHours = (toMs - edgesMs[k]!) / HOUR_MS - curve.hoursToGoal(storedKwh[i]!);
      const aside = asideKw[cell]! - reservedKw;
      const held = { storedKwh: storedKwh[i]!, slackHours, asideKw: aside };
      return { cell, i, curve, ...held, reservedKw, limitKw: 0 };
    });
    here.sort((a, b) => a.slackHours - b.slackHours || a.i - b.i);
    const reach = (one: Present, wantedKwh: number): void =>
      give(
        one,
        one.curve.limitToReach(wantedKwh, one.storedKwh, hours),
        room,
        demands[one.i]!.capKw,
      );
    for (const one of here) reach(one, latestKwh[one.cell]!);
    for (const one of here) reach(one, dueKwh[one.i]!);
    for (const one of here) {
      const afterKwh = one.curve.storedAfter(one.limitKw, one.storedKwh, hours);
      if (eurPerKwh === null || afterKwh < dueKwh[one.i]! - TOLERANCE_KWH) reach(one, Infinity);
    }
    let drawnKw = 0;
    for (const one of here) {
      const { cell, drawsKw } = charged(one, edgesMs[k]!, edgesMs[k + 1]!);
      drawnKw += drawsKw;
      cells[one.cell] = cell;
      storedKwh[one.i] = cell.toKwh;
    }
    highestKw = Math.max(highestKw, baseKw + drawnKw);
  }
  return { peakKw: highestKw, cells, storedKwh };
}

/** Raises a session's limit as far as it wants and there is room. */
function give(one: Present, wantedKw: number, room: IntervalRoom, capKw: number): void {
  const { i, curve, storedKwh, reservedKw } = one;
  if (wantedKw <= one.limitKw) return;
  // What is reserved needs no room.
  const usedKw = Math.max(reservedKw, curve.gridKw(one.limitKw, storedKwh));
  const plugKw = curve.outletKw(Math.max(0, capKw - one.asideKw));
  const roomKw = curve.outletKw(usedKw + room.gridKw(i));
  const limitKw = Math.min(Math.max(wantedKw, curve.minKw), plugKw, roomKw, room.outletKw(i));
  if (limitKw < curve.minKw || limitKw <= one.limitKw) return;
  const nowKw = Math.max(reservedKw, curve.gridKw(limitKw, storedKwh));
  room.take(i, nowKw - usedKw, limitKw);
  one.limitKw = limitKw;
}

/** Charges a session for an interval. */
function charged(one: Present, fromMs: number, toMs: number) {
  const { curve, storedKwh, reservedKw, asideKw } = one;
  const limitKw = Math.max(one.limitKw, curve.outletKw(reservedKw));
  const gridKw = curve.gridKw(limitKw, storedKwh);
  const doneMs = Math.max(
    fromMs + 1,
    Math.ceil(fromMs + curve.hoursUnder(limitKw, storedKwh) * HOUR_MS),
  );
  const isDone = storedKwh < curve.goalKwh && doneMs < toMs;
  const hours = ((isDone ? doneMs : toMs) - fromMs) / HOUR_MS;
  const after =
    storedKwh < curve.goalKwh ? curve.charge(limitKw, storedKwh, hours) : { storedKwh, gridKwh: 0 };
  const cell: FollowedCell = {
    limitKw: gridKw + asideKw,
    asideKw,
    toKwh: after.storedKwh,
    gridKwh: Math.max(0, after.gridKwh - (reservedKw * (toMs - fromMs)) / HOUR_MS),
    doneAtMs: isDone ? doneMs : null,
  };
  return { cell, drawsKw: Math.max(0, gridKw - reservedKw) };
}

/** What each node and cabinet lets through in an interval, under a peak [kW]. */
function roomKw({ net }: ProblemNetwork, k: number, peakRoomKw: number): Float64Array {
  const intervals = net.hours.length;
  const free = Float64Array.from(
    { length: net.tree.size },
    (_, n) => net.nodeKwh[n * intervals + k]! / net.hours[k]!,
  );
  free[0] = Math.max(0, Math.min(free[0]!, peakRoomKw));
  return free;
}

function cellsByInterval({ net }: ProblemNetwork): { cell: number; i: number }[][] {
  const lists: { cell: number; i: number }[][] = Array.from(net.hours, () => []);
  for (let i = 0; i < net.needKwh.length; i++) {
    for (let cell = net.firstCell[i]!; cell < net.firstCell[i + 1]!; cell++) {
      lists[net.interval[cell]!]!.push({ cell, i });
    }
  }
  return lists;
}
