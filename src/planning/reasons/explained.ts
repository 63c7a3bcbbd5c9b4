import type { ChargingPlan, PlannedCharging, PlanningProblem } from "../../messages/index.ts";
import { kwhPerKw } from "./kwhPerKw.ts";
import { Reasons } from "./reasons.ts";

/**
 * So many of those who are short are told how much more would do: each takes a dozen plans, and
 * plans that follow curves are slow.
 */
const MOST_MENDED = { flow: 5, fitted: 2 };

/**
 * The same plan with its reasons: for each bus that will be short the limit that is in its way,
 * for the worst of them how much more would do; and what one more kW at a node would be worth.
 *
 * @param plan of `planCharging` for this problem
 * @param mostMended so many are told how much more would do
 */
export function explained(
  problem: PlanningProblem,
  plan: ChargingPlan,
  mostMended = plan.relaxed.length === 0 ? MOST_MENDED.flow : MOST_MENDED.fitted,
): ChargingPlan {
  const short = plan.sessions.filter(({ unmetKwh }) => unmetKwh > 0);
  if (short.length === 0 && plan.sessions.every(({ desiredAtMs }) => desiredAtMs !== null)) {
    return plan;
  }
  const worst = new Set(short.toSorted((a, b) => b.unmetKwh - a.unmetKwh).slice(0, mostMended));
  const reasons = new Reasons(problem);
  const sessions = plan.sessions.map((session, i): PlannedCharging =>
    session.unmetKwh === 0
      ? session
      : { ...session, shortfall: reasons.shortfall(i, worst.has(session)) },
  );
  return { ...plan, marginal: { ...plan.marginal, nodes: kwhPerKw(problem) }, sessions };
}
