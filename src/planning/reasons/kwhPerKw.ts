import type { MarginalValues, PlanningProblem } from "../../messages/index.ts";
import { EnergyFlow, problemNetwork } from "../exact/index.ts";
import { raised } from "./raised.ts";

/** Less than this is rounding [kWh]. */
const NOTHING_KWH = 1e-6;

/** What could be charged in addition were one limit one kW higher at all times [kWh, grid side]. */
export function kwhPerKw(problem: PlanningProblem): MarginalValues["nodes"] {
  const { fromMs, toMs, nodes } = problem;
  const shortNowKwh = shortKwh(problem);
  return nodes.flatMap(({ id, limitKw }, place) => {
    if (limitKw.every(([, kw]) => kw === null)) return [];
    const moreKwh = shortNowKwh - shortKwh(raised(problem, { place, fromMs, toMs }, 1));
    return moreKwh > NOTHING_KWH ? [{ id, kwhPerKw: moreKwh }] : [];
  });
}

/** What no peak can deliver. */
function shortKwh(problem: PlanningProblem): number {
  const flow = new EnergyFlow(problemNetwork(problem).net);
  flow.allow(Infinity);
  flow.fill();
  while (flow.grow());
  return flow.shortKwh;
}
