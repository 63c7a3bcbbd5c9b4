import type { PlannedNode, PlanningProblem, StepList } from "../../src/messages/index.ts";

const HOUR_MS = 3_600_000;

/** A time within which a problem does not change. */
export interface PlanSlot {
  readonly fromMs: number;
  readonly toMs: number;
  readonly hours: number;
}

/** The time of a problem cut at slots, at the edges of sessions and wherever a limit or load steps. */
export function planSlots(problem: PlanningProblem): PlanSlot[] {
  const { fromMs, toMs, slotMs, nodes, sessions } = problem;
  const edges = new Set<number>([fromMs, toMs]);
  for (const { limitKw, baseLoadKw } of nodes) {
    for (const [atMs] of [...limitKw, ...baseLoadKw]) edges.add(atMs);
  }
  for (const session of sessions) edges.add(session.fromMs).add(session.toMs);
  const first = slotMs === null ? toMs : Math.ceil(fromMs / slotMs) * slotMs;
  for (let atMs = first; atMs < toMs; atMs += slotMs ?? toMs) edges.add(atMs);
  const inOrder = [...edges]
    .filter((atMs) => atMs >= fromMs && atMs <= toMs)
    .toSorted((a, b) => a - b);
  return inOrder.slice(1).map((endMs, k) => ({
    fromMs: inOrder[k]!,
    toMs: endMs,
    hours: (endMs - inOrder[k]!) / HOUR_MS,
  }));
}

/** What holds at an instant. */
export function holdsAt<T>(steps: StepList<T>, atMs: number): T {
  return (steps.findLast(([fromMs]) => fromMs <= atMs) ?? steps[0]!)[1];
}

/** A node and all above it. */
export function upFrom(nodes: readonly PlannedNode[], node: number): number[] {
  return node < 0 ? [] : [node, ...upFrom(nodes, nodes[node]!.parent)];
}

/** Base load of the whole subtree of every node at an instant [kW]. */
export function baseLoadsKw(nodes: readonly PlannedNode[], atMs: number): number[] {
  const sums = nodes.map(() => 0);
  for (const [n, { baseLoadKw }] of nodes.entries()) {
    for (const above of upFrom(nodes, n)) sums[above]! += holdsAt(baseLoadKw, atMs);
  }
  return sums;
}
