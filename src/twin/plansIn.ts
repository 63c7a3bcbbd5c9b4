import type { ChargingPlan, PlanningProblem, RequestPlan } from "../messages/index.ts";
import type { JournalRecord } from "../record/index.ts";

/** Every plan that a journal tells of, and the problem that it solves, in the order in which they came. */
export function* plansIn(
  records: Iterable<JournalRecord>,
): Generator<{ readonly problem: PlanningProblem; readonly plan: ChargingPlan }> {
  /** Only the last that was asked is of use. */
  let asked: RequestPlan | null = null;
  for (const { entry } of records) {
    if (entry.kind === "command" && entry.command.kind === "requestPlan") {
      asked = entry.command;
    }
    if (entry.kind !== "observation" || entry.observation.kind !== "planReady") continue;
    const { commandId, plan } = entry.observation;
    if (asked?.commandId === commandId) yield { problem: asked.problem, plan };
  }
}
