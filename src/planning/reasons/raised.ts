import type { PlanningProblem, StepList } from "../../messages/index.ts";
import { valuesAt } from "../exact/index.ts";

/** What is raised, and when. */
export interface Raise {
  /** Index of a node; of a cabinet, counted on after the nodes. */
  readonly place: number;
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * The same problem, one limit raised by so much for some time [kW]; the rating of a cabinet, which
 * has no steps, at all times [kW, outlet side].
 */
export function raised(
  problem: PlanningProblem,
  { place, fromMs, toMs }: Raise,
  byKw: number,
): PlanningProblem {
  const { nodes, cabinets } = problem;
  const cabinet = cabinets[place - nodes.length];
  if (cabinet !== undefined) {
    const more = { ...cabinet, ratedKw: cabinet.ratedKw + byKw };
    return { ...problem, cabinets: cabinets.with(place - nodes.length, more) };
  }
  const node = nodes[place]!;
  const timesMs = [problem.fromMs, fromMs, toMs, ...node.limitKw.map(([atMs]) => atMs)];
  const inOrder = [...new Set(timesMs)].toSorted((a, b) => a - b);
  const limitsKw = valuesAt(node.limitKw, inOrder);
  const limitKw: StepList<number | null> = inOrder.map((atMs, n) => {
    const kw = limitsKw[n]!;
    return [atMs, kw !== null && fromMs <= atMs && atMs < toMs ? kw + byKw : kw];
  });
  return { ...problem, nodes: nodes.with(place, { ...node, limitKw }) };
}
