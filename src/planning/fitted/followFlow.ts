import type { EnergyFlow, ProblemNetwork } from "../exact/index.ts";
import { FillingSession } from "./fillingSession.ts";
import { IntervalRoom } from "./intervalRoom.ts";

const HOUR_MS = 3_600_000;

/** A limit of one session in one interval. */
export interface FollowedCell {
  /** Grid side, what flows through the plug anyway included [kW]. */
  readonly limitKw: number;
  /** Of that, what flows anyway [kW]. */
  readonly asideKw: number;
  /** Stored when it begins and when it ends [kWh]. */
  readonly fromKwh: number;
  readonly toKwh: number;
  /** Drawn beyond what is reserved [kWh]. */
  readonly gridKwh: number;
  /** When charging ends within it because the goal is reached; null: it does not [ms]. */
  readonly doneAtMs: number | null;
}

/** A flow made real: along charge curves, with least powers, modules and losses. */
export interface FollowedFlow {
  /** Highest power at the connection [kW]. */
  readonly peakKw: number;
  /** By cell of the network. */
  readonly cells: readonly FollowedCell[];
  /** What each session holds in the end [kWh]. */
  readonly storedKwh: Float64Array;
}

/**
 * Goes through time under a peak and gives every session what the flow has for it by
 * then, the one that can wait least first; where a curve, a least power or a module stood in the
 * way it is made up as soon as there is room. Where energy has no price, room that is left is used, too.
 */
export function followFlow(
  network: ProblemNetwork,
  flow: EnergyFlow,
  peakKw: number,
): FollowedFlow {
  const { problem, net, edgesMs, demands, asideKw, eurPerKwh } = network;
  const sessions = problem.sessions.map((session) => new FillingSession(session));
  const cellsOf = cellsByInterval(network);
  const cells: FollowedCell[] = [];
  const dueKwh = sessions.map(({ storedKwh }) => storedKwh);
  const intervals = net.hours.length;
  let highestKw = 0;
  for (let k = 0; k < intervals; k++) {
    const hours = net.hours[k]!;
    const baseKw = net.bucketBaseKwh[k]! / hours;
    const room = new IntervalRoom(problem, net.tree, roomKw(network, k, peakKw - baseKw));
    const here = cellsOf[k]!.map(({ cell, i }) => {
      const one = sessions[i]!;
      const { reservedKw } = one;
      const plannedKwh = flow.cellKwh(cell) + reservedKw * hours;
      dueKwh[i]! += plannedKwh / demands[i]!.gridPerStored;
      const slackHours = (problem.sessions[i]!.toMs - edgesMs[k]!) / HOUR_MS - one.hoursToGoal;
      return { cell, i, one, slackHours, limitKw: 0, aside: asideKw[cell]! - reservedKw };
    });
    here.sort((a, b) => a.slackHours - b.slackHours || a.i - b.i);
    const give = (each: (typeof here)[number], wantedKw: number): void => {
      const { i, one, aside } = each;
      if (wantedKw <= each.limitKw) return;
      // What is reserved needs no room.
      const usedKw = Math.max(one.reservedKw, one.gridKw(each.limitKw));
      const plugKw = one.outletKw(Math.max(0, demands[i]!.capKw - aside));
      const byGridKw = one.outletKw(usedKw + room.gridKw(i));
      const mostKw = Math.min(plugKw, byGridKw, room.outletKw(i));
      const limitKw = Math.min(Math.max(wantedKw, one.minKw), mostKw);
      if (limitKw < one.minKw || limitKw <= each.limitKw) return;
      const nowKw = Math.max(one.reservedKw, one.gridKw(limitKw));
      room.take(i, nowKw - usedKw, limitKw);
      each.limitKw = limitKw;
    };
    for (const each of here) give(each, each.one.limitToReach(dueKwh[each.i]!, hours));
    for (const each of here) {
      const isBehind = each.one.storedAfter(each.limitKw, hours) < dueKwh[each.i]! - 1e-6;
      if (isBehind || eurPerKwh === null) give(each, each.one.highestKw);
    }
    let drawnKw = 0;
    for (const { cell, one, limitKw, aside } of here) {
      const { storedKwh: fromKwh, gridKwh: drawnBeforeKwh } = one;
      const inForceKw = Math.max(limitKw, one.outletKw(one.reservedKw));
      const gridKw = one.gridKw(inForceKw);
      drawnKw += Math.max(0, gridKw - one.reservedKw);
      const doneMs = Math.ceil(edgesMs[k]! + one.hoursUnder(inForceKw) * HOUR_MS);
      const isDone = one.isOpen && doneMs < edgesMs[k + 1]!;
      one.charge(inForceKw, isDone ? (doneMs - edgesMs[k]!) / HOUR_MS : hours);
      cells[cell] = {
        limitKw: gridKw + aside,
        asideKw: aside,
        fromKwh,
        toKwh: one.storedKwh,
        gridKwh: Math.max(0, one.gridKwh - drawnBeforeKwh - one.reservedKw * hours),
        doneAtMs: isDone ? doneMs : null,
      };
    }
    highestKw = Math.max(highestKw, baseKw + drawnKw);
  }
  return {
    peakKw: highestKw,
    cells,
    storedKwh: Float64Array.from(sessions, ({ storedKwh }) => storedKwh),
  };
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
