import type { PlanningProblem, StepList } from "../../messages/index.ts";

/**
 * The instants between which nothing changes, in order: session begins and ends,
 * steps of limits, loads and prices, multiples of the slot.
 */
export function problemTime({
  fromMs,
  toMs,
  slotMs,
  nodes,
  sessions,
  eurPerKwh,
}: PlanningProblem): Float64Array {
  const edges = new Set([fromMs, toMs]);
  const cut = (atMs: number): void => {
    if (fromMs < atMs && atMs < toMs) edges.add(atMs);
  };
  const cutAtSteps = (steps: StepList<unknown>): void => {
    for (const [atMs] of steps) cut(atMs);
  };
  for (const { limitKw, baseLoadKw } of nodes) {
    cutAtSteps(limitKw);
    cutAtSteps(baseLoadKw);
  }
  for (const session of sessions) {
    cut(session.fromMs);
    cut(session.toMs);
    cutAtSteps(session.fixedLoadKw);
  }
  if (eurPerKwh !== null) cutAtSteps(eurPerKwh);
  if (slotMs !== null) {
    for (let atMs = Math.ceil(fromMs / slotMs) * slotMs; atMs < toMs; atMs += slotMs) cut(atMs);
  }
  return Float64Array.from(edges).toSorted();
}

/** What a list of steps says at each of some rising instants. */
export function valuesAt<T>(steps: StepList<T>, timesMs: ArrayLike<number>): T[] {
  const values: T[] = [];
  for (let i = 0, step = 0; i < timesMs.length; i++) {
    while (step + 1 < steps.length && steps[step + 1]![0] <= timesMs[i]!) step++;
    values.push(steps[step]![1]);
  }
  return values;
}
