import type { PlanningProblem, Shortfall } from "../../src/messages/index.ts";

/** The problem in which what a shortfall names is raised by so much [kW], when it says. */
export function mended(
  problem: PlanningProblem,
  { nodeId, fromMs, toMs }: Shortfall,
  byKw: number,
): PlanningProblem {
  const at = (steps: PlanningProblem["nodes"][number]["limitKw"], atMs: number): number | null =>
    (steps.findLast(([stepMs]) => stepMs <= atMs) ?? steps[0]!)[1];
  const nodes = problem.nodes.map((node) => {
    if (node.id !== nodeId) return node;
    const before = node.limitKw.filter(([stepMs]) => stepMs < fromMs);
    const within = node.limitKw.filter(([stepMs]) => fromMs < stepMs && stepMs < toMs);
    const after = node.limitKw.filter(([stepMs]) => stepMs > toMs);
    const first: typeof node.limitKw =
      before.length > 0 || fromMs === problem.fromMs
        ? before
        : [[problem.fromMs, at(node.limitKw, problem.fromMs)]];
    const raised = [[fromMs, at(node.limitKw, fromMs)] as const, ...within].map(
      ([stepMs, kw]) => [stepMs, kw === null ? null : kw + byKw] as const,
    );
    return {
      ...node,
      limitKw: [...first, ...raised, [toMs, at(node.limitKw, toMs)] as const, ...after],
    };
  });
  const cabinets = problem.cabinets.map((cabinet) =>
    cabinet.id === nodeId ? { ...cabinet, ratedKw: cabinet.ratedKw + byKw } : cabinet,
  );
  return { ...problem, nodes, cabinets };
}
