import type { ControllerSnapshot } from "../control/index.ts";
import type { Observation } from "../messages/index.ts";
import type { Scenario } from "../scenario/index.ts";
import { type BelievedSession, believedSession } from "./believedSession.ts";

/** A node of the grid, as the charge management sees it. */
export interface NodeState {
  readonly nodeId: string;
  /** The tighter of its limits; null: none. */
  readonly limitKw: number | null;
  /** What hangs below it and there, and is no charger. */
  readonly baseLoadKw: number;
  /** What charging draws below it, as is believed [kW, grid side]. */
  readonly chargingKw: number;
  /** The most that charging may draw there under the limits that may be in force. */
  readonly worstCaseKw: number;
}

/** A bus that is plugged in. */
export type PointState = Omit<BelievedSession, "point">;

/** A bus that is expected. */
export type AwaitedState = Omit<
  Extract<Observation, { kind: "requestChanged" }>,
  "kind" | "atMs" | "knownAtMs"
>;

/** What the charge management believes at an instant; plain JSON. */
export interface TwinState {
  readonly schemaVersion: 1;
  readonly name: string;
  readonly atMs: number;
  /** The connection first. */
  readonly nodes: readonly NodeState[];
  /** In the order of connecting. */
  readonly points: readonly PointState[];
  /** Who is wanted to be charged and is not plugged in, the next to come first. */
  readonly awaited: readonly AwaitedState[];
}

/** Puts a controller's belief into words that others can read. */
export function twinState(spec: Scenario, belief: ControllerSnapshot, atMs: number): TwinState {
  const sessions = believedSession(spec, belief, atMs);
  const points = sessions.map(({ point: _point, ...session }) => session);
  const here = new Set(points.map(({ vehicleId }) => vehicleId));
  return {
    schemaVersion: 1,
    name: spec.name,
    atMs,
    nodes: nodeStates(spec, belief, sessions),
    points,
    awaited: belief.requests
      .filter(({ vehicleId }) => !here.has(vehicleId))
      .map(({ kind: _kind, atMs: _atMs, knownAtMs: _knownAtMs, ...request }) => request)
      .toSorted((a, b) => arrival(a) - arrival(b) || (a.requestId < b.requestId ? -1 : 1)),
  };
}

function nodeStates(
  { tree, stations }: Scenario,
  { site, ledger }: ControllerSnapshot,
  sessions: readonly BelievedSession[],
): NodeState[] {
  const chargingKw = new Float64Array(tree.size);
  for (const { point, outletKw } of sessions) {
    const { node, loss } = stations[point]!;
    tree.addAbove(chargingKw, node, loss.acKw(outletKw));
  }
  const baseKw = Float64Array.from(site.baseLoadsKw);
  tree.sumUp(baseKw);
  return tree.ids.map((nodeId, node) => ({
    nodeId,
    limitKw: site.limitsKw[node]!,
    baseLoadKw: baseKw[node]!,
    chargingKw: chargingKw[node]!,
    worstCaseKw: ledger.worstBelowKw[node]!,
  }));
}

/** Who comes nobody knows when may come any moment. */
function arrival({ expectedArrivalAtMs }: AwaitedState): number {
  return expectedArrivalAtMs ?? -Infinity;
}
