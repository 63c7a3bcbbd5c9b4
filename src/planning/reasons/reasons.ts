import type { PlanningProblem, Shortfall } from "../../messages/index.ts";
import {
  deliverable,
  type EnergyFlow,
  type ProblemNetwork,
  problemNetwork,
} from "../exact/index.ts";
import { type Tapered, tapered } from "../fitted/index.ts";
import { planCharging } from "../planCharging.ts";
import { leastRaiseKw } from "./leastRaiseKw.ts";
import { limitsInTheWay } from "./limitsInTheWay.ts";
import { type Raise, raised } from "./raised.ts";

const HOUR_MS = 3_600_000;
/** Nearer than this is there [kWh]. */
const TOLERANCE_KWH = 1e-6;
/** Raises of flows are found to this [kW]; others are whole kW: a little more may spoil such a plan. */
const WITHIN_KW = 1e-5;

/** Why sessions of a problem are short. */
export class Reasons {
  readonly #problem: PlanningProblem;
  readonly #isFlow: boolean;
  readonly #tapered: Tapered;
  /** All that can be delivered along the curves. */
  readonly #flow: EnergyFlow;

  constructor(problem: PlanningProblem) {
    const network = problemNetwork(problem);
    this.#problem = problem;
    this.#isFlow = network.relaxed.length === 0;
    this.#tapered = tapered(network);
    this.#flow = deliverable(this.#tapered.network);
  }

  /** @param isMended whether to work out how much more would do */
  shortfall(i: number, isMended: boolean): Shortfall | null {
    const { leastKwh } = this.#problem.sessions[i]!;
    if (this.#tapered.fullPowerKwh[i]! < leastKwh - TOLERANCE_KWH) {
      return { nodeId: null, ...stay(this.#problem, i), moreKw: null };
    }
    const { network } = this.#tapered;
    const full = limitsInTheWay(network, this.#flow, i);
    const [first] = full;
    if (!isMended) return first === undefined ? null : this.#told(first, null);
    let isSure = true;
    // Where the flow leaves nobody short, more of any limit above may help to follow it.
    for (const raise of first === undefined ? limitsAbove(network, i) : full) {
      const moreKw = this.#moreKw(i, raise);
      if (typeof moreKw === "number") return this.#told(raise, moreKw);
      if (moreKw === null) isSure = false;
    }
    return first === undefined ? null : this.#told(first, isSure ? "never" : null);
  }

  #told({ place, fromMs, toMs }: Raise, moreKw: Shortfall["moreKw"]): Shortfall {
    return { nodeId: this.#tapered.network.net.tree.ids[place]!, fromMs, toMs, moreKw };
  }

  #moreKw(i: number, raise: Raise): Shortfall["moreKw"] {
    const { nodes, cabinets } = this.#problem;
    const cabinet = cabinets[raise.place - nodes.length];
    // More of these comes in steps.
    if (cabinet !== undefined && (cabinet.moduleKw ?? cabinet.outletsAtOnce) !== null) return null;
    const at = (byKw: number): PlanningProblem => raised(this.#problem, raise, byKw);
    const flowKwh = (byKw: number): number => this.#missingInFlowKwh(at(byKw), i);
    const hours = (raise.toMs - raise.fromMs) / HOUR_MS;
    // One kW gives one kWh in an hour, or less.
    const guessKw = (flowKwh(0) * this.#tapered.network.demands[i]!.gridPerStored) / hours;
    const flowKw = leastRaiseKw(flowKwh, guessKw, WITHIN_KW);
    if (this.#isFlow) return flowKw ?? "never";
    const plannedKwh = (byKw: number): number =>
      planCharging(at(Math.ceil(byKw))).sessions[i]!.unmetKwh;
    const plannedKw = leastRaiseKw(plannedKwh, Math.ceil(flowKw ?? 0), 1);
    return plannedKw === null ? "never" : Math.ceil(plannedKw);
  }

  /** Short of what it must leave with, all delivered that can be, whatever the peak [kWh stored]. */
  #missingInFlowKwh(problem: PlanningProblem, i: number): number {
    const network = problemNetwork(problem);
    // A raise begins and ends with intervals: cells are the same, and what curves leave of them.
    const { cellKwh } = this.#tapered.network.net;
    const flow = deliverable({ ...network, net: { ...network.net, cellKwh } });
    const { leastKwh, gridPerStored } = network.demands[i]!;
    return Math.max(0, (leastKwh - flow.metKwh(i) - network.reservedKwh[i]!) / gridPerStored);
  }
}

/** When a session is there, as far as is planned. */
function stay({ fromMs, toMs, sessions }: PlanningProblem, i: number): Omit<Raise, "place"> {
  const session = sessions[i]!;
  return { fromMs: Math.max(fromMs, session.fromMs), toMs: Math.min(toMs, session.toMs) };
}

/** All limits on a session's way to the grid, as long as it is there. */
function limitsAbove({ problem, net }: ProblemNetwork, i: number): Raise[] {
  const raises: Raise[] = [];
  for (let place = net.node[i]!; place >= 0; place = net.tree.parents[place]!) {
    const limitKw = problem.nodes[place]?.limitKw ?? [];
    if (limitKw.some(([, kw]) => kw !== null) || place >= problem.nodes.length) {
      raises.push({ place, ...stay(problem, i) });
    }
  }
  return raises;
}
