import type { ProblemNetwork } from "../exact/index.ts";
import { curveCaps } from "./curveCaps.ts";
import { SessionCurve } from "./sessionCurve.ts";

/** A network as charge curves shape it, and who could never be ready in it. */
export interface Tapered {
  /** With what curves leave of each cell to who leaves with what it must. */
  readonly network: ProblemNetwork;
  /** At full power from beginning to end, each session leaves with this or less [kWh stored]. */
  readonly fullPowerKwh: Float64Array;
}

/** Leaves out least powers, modules and losses that depend on power, still. */
export function tapered(network: ProblemNetwork): Tapered {
  const { problem, net, demands, reservedKwh } = network;
  const curves = problem.sessions.map((session) => new SessionCurve(session));
  const goalsKwh = Float64Array.from(curves, ({ firstKwh, goalKwh }, i) =>
    Math.max(firstKwh, Math.min(goalKwh, problem.sessions[i]!.leastKwh)),
  );
  const capped = curveCaps(network, curves, goalsKwh);
  const fullPowerKwh = Float64Array.from(curves, (curve, i) => {
    let [gridKwh, hours] = [reservedKwh[i]!, 0];
    for (let cell = net.firstCell[i]!; cell < net.firstCell[i + 1]!; cell++) {
      gridKwh += capped.net.cellKwh[cell]!;
      hours += net.hours[net.interval[cell]!]!;
    }
    return Math.min(
      curve.firstKwh + gridKwh / demands[i]!.gridPerStored,
      curve.storedAfter(Infinity, curve.firstKwh, hours),
    );
  });
  return { network: capped, fullPowerKwh };
}
