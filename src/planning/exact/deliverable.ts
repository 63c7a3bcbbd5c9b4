import { serviceOrder } from "../serviceOrder.ts";
import { EnergyFlow } from "./energyFlow.ts";
import type { ProblemNetwork } from "./problemNetwork.ts";

/** Less than this is rounding [kWh]. */
const TOLERANCE_KWH = 1e-9;

/** A session, and what it is to get in all. */
interface Wish {
  readonly session: number;
  readonly kwh: number;
}

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
  const least = order.map((session) => {
    const kwh = Math.max(0, demands[session]!.leastKwh - reservedKwh[session]!);
    return { session, kwh: Math.min(kwh, net.needKwh[session]!) };
  });
  const desired = order.map((session) => ({ session, kwh: net.needKwh[session]! }));
  for (const wishes of [least, desired]) {
    grant(
      flow,
      wishes.filter(({ session, kwh }) => kwh > flow.metKwh(session)),
    );
  }
  return flow;
}

/** Grants wishes in order: as many at once as can all be granted. */
function grant(flow: EnergyFlow, wishes: readonly Wish[]): void {
  if (wishes.length === 0) return;
  const before = flow.snapshot();
  for (const { session, kwh } of wishes) flow.need(session, kwh);
  while (flow.grow());
  const missingKwh = wishes.reduce((sum, { session }) => sum + flow.unmetKwh(session), 0);
  if (wishes.length === 1 || missingKwh <= TOLERANCE_KWH) {
    for (const { session } of wishes) flow.need(session, flow.metKwh(session));
    return;
  }
  // Somebody goes short, and it must not be who comes first.
  flow.restore(before);
  const half = wishes.length >> 1;
  grant(flow, wishes.slice(0, half));
  grant(flow, wishes.slice(half));
}
