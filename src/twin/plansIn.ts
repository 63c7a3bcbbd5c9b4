import type { ChargingPlan, PlanningProblem } from "../messages/index.ts";
import type { JournalRecord } from "../record/index.ts";

/** Every plan that a journal tells of, and the problem that it solves, in the order in which they came. */
export function* plansIn(
  records: Iterable<JournalRecord>,
): Generator<{ readonly problem: PlanningProblem; readonly plan: ChargingPlan }> {
  /** Only the last that was asked is of use. */
  let asked: { readonly hash: string; readonly problem: PlanningProblem } | null = null;
  for (const { entry } of records) {
    if (entry.kind === "command" && entry.command.kind === "requestPlan") {
      asked = { hash: entry.command.problemHash, problem: entry.command.problem };
    }
    if (entry.kind !== "observation" || entry.observation.kind !== "planReady") continue;
    const { problemHash, plan } = entry.observation;
    if (asked?.hash === problemHash) yield { problem: asked.problem, plan };
  }
}
