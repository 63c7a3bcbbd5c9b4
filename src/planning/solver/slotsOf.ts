import type { PlanningProblem, StepList } from "../../messages/index.ts";

const HOUR_MS = 3_600_000;

/** A time in which nothing changes. */
export interface Slot {
  readonly fromMs: number;
  readonly toMs: number;
  readonly hours: number;
}

/** Cuts the time of a problem wherever something changes, and at multiples of its slot. */
export function slotsOf(problem: PlanningProblem): Slot[] {
  const { fromMs, toMs, slotMs, nodes, sessions, eurPerKwh } = problem;
  const edges = new Set([fromMs, toMs]);
  const cutAt = (atMs: number): void => {
    if (fromMs < atMs && atMs < toMs) edges.add(atMs);
  };
  const cutAtSteps = (steps: StepList<unknown>): void => {
    for (const [atMs] of steps) cutAt(atMs);
  };
  for (const { limitKw, baseLoadKw } of nodes) [limitKw, baseLoadKw].forEach(cutAtSteps);
  for (const session of sessions) {
    cutAt(session.fromMs);
    cutAt(session.toMs);
    cutAtSteps(session.fixedLoadKw);
  }
  cutAtSteps(eurPerKwh ?? []);
  if (slotMs !== null) {
    for (let n = Math.ceil(fromMs / slotMs); n * slotMs < toMs; n++) cutAt(n * slotMs);
  }
  const inOrder = [...edges].toSorted((a, b) => a - b);
  return inOrder.slice(0, -1).map((atMs, k) => ({
    fromMs: atMs,
    toMs: inOrder[k + 1]!,
    hours: (inOrder[k + 1]! - atMs) / HOUR_MS,
  }));
}

/** The value that holds at an instant. */
export function valueAt<T>(steps: StepList<T>, atMs: number): T {
  let value = steps[0]![1];
  for (const [fromMs, next] of steps) {
    if (fromMs > atMs) break;
    value = next;
  }
  return value;
}
