import { serviceOrder } from "../serviceOrder.ts";
import { EnergyFlow } from "./energyFlow.ts";
import type { ProblemNetwork } from "./problemNetwork.ts";

/**
 * What everybody gets when not all can be delivered, at whatever peak: one after
 * the other takes all that those before leave; what buses must leave with comes
 * before anything beyond it. That is unique, and as much as can be delivered in all.
 *
 * @returns a flow of it; nobody needs more than it brings
 */
export function deliverable({ problem, net, demands, reservedKwh }: ProblemNetwork): EnergyFlow {
  const flow = new EnergyFlow({ ...net, needKwh: new Float64Array(net.needKwh.length) });
  flow.allow(Infinity);
  const order = serviceOrder(problem.sessions);
  for (const session of order) {
    const kwh = Math.max(0, demands[session]!.leastKwh - reservedKwh[session]!);
    flow.serve(session, Math.min(kwh, net.needKwh[session]!));
  }
  for (const session of order) flow.serve(session, net.needKwh[session]!);
  return flow;
}
