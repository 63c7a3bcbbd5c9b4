import type { ChargingPlan, MarginalValues } from "../../messages/index.ts";
import { bestPeakKw } from "./bestPeakKw.ts";
import { cheapestFlow, flowCost } from "./cheapestFlow.ts";
import { deliverable } from "./deliverable.ts";
import { EnergyFlow } from "./energyFlow.ts";
import type { ProblemNetwork } from "./problemNetwork.ts";
import { peakInOrderKw } from "./peakInOrderKw.ts";

/** The best flow of energy for a problem, all that is no flow left out. */
export interface EnergyPlan {
  readonly flow: EnergyFlow;
  /** Highest power at the connection, or the peak that is paid for [kW]. */
  readonly peakKw: number;
  /** No peak below this delivers as much [kW]. */
  readonly smallestPeakKw: number;
  readonly peakEurPerKw: MarginalValues["peakEurPerKw"];
}

/**
 * All that can be delivered, then the smallest peak for it, then the lowest cost at
 * that peak; or peak and energy weighed against each other where both have a price.
 */
export function energyPlan(network: ProblemNetwork): EnergyPlan {
  const { problem, eurPerKwh } = network;
  const { peakEurPerKw } = problem;
  let flow = new EnergyFlow(network.net);
  let smallestPeakKw = peakInOrderKw(network, flow);
  if (smallestPeakKw === Infinity) {
    const given = deliverable(network);
    const net = { ...network.net, needKwh: network.net.needKwh.map((_, i) => given.metKwh(i)) };
    flow = new EnergyFlow(net);
    smallestPeakKw = peakInOrderKw({ ...network, net }, flow, true);
  }
  let peakKw = smallestPeakKw;
  if (peakEurPerKw !== null && eurPerKwh !== null) {
    peakKw = bestPeakKw(network, flow, smallestPeakKw, { peakEurPerKw, eurPerKwh });
    cheapestFlow(network, flow, peakKw);
  }
  return {
    flow,
    peakKw,
    smallestPeakKw,
    peakEurPerKw: eurPerKwh === null ? null : slopes(network, eurPerKwh, flow),
  };
}

function slopes(
  network: ProblemNetwork,
  eurPerKwh: Float64Array,
  flow: EnergyFlow,
): ChargingPlan["marginal"]["peakEurPerKw"] {
  const { savedEurPerKw, lostEurPerKw } = flowCost(network, eurPerKwh, flow);
  return [savedEurPerKw, lostEurPerKw];
}
