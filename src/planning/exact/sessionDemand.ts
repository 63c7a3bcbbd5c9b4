import type { PlannedSession } from "../../messages/index.ts";
import { ChargeCurve, ConverterLoss } from "../../physics/index.ts";

/** A session as energy that has to flow: at its highest power and best efficiency. */
export interface SessionDemand {
  /** Grid energy per energy stored. */
  readonly gridPerStored: number;
  /** The most its battery draws from here on [kW, grid side]. */
  readonly capKw: number;
  /** The most that goes through its plug, whatever it holds: what its battery draws at its highest [kW, grid side]. */
  readonly plugKw: number;
  /** Grid energy up to what it must and to what it should leave with [kWh]. */
  readonly leastKwh: number;
  readonly desiredKwh: number;
  /** What that leaves out: it takes less as it fills, loss depends on power, below some power nothing flows. */
  readonly relaxed: readonly ("loss" | "minKw" | "taper")[];
}

export function sessionDemand(session: PlannedSession): SessionDemand {
  const { storedKwh, desiredKwh, curve, loss, minKw } = session;
  const goalKwh = Math.max(storedKwh, session.leastKwh, desiredKwh);
  let [lowestKw, outletKw] = [Infinity, 0];
  const see = (kw: number): void => {
    lowestKw = Math.min(lowestKw, kw);
    outletKw = Math.max(outletKw, kw);
  };
  for (const [atKwh, kw] of curve) if (storedKwh <= atKwh && atKwh <= goalKwh) see(kw);
  if (curve.length === 2 && curve[0]![1] === curve[1]![1]) see(curve[0]![1]);
  else {
    const whole = new ChargeCurve(
      curve.map(([atKwh]) => atKwh),
      curve.map(([, kw]) => kw),
    );
    see(whole.powerAt(storedKwh));
    if (goalKwh < whole.fullKwh) see(whole.powerAt(goalKwh));
  }
  const converter = new ConverterLoss(loss, outletKw);
  const gridPerStored = 1 / converter.bestEfficiency(outletKw);
  const gridKwh = (toKwh: number): number => Math.max(0, toKwh - storedKwh) * gridPerStored;
  const relaxed: ("loss" | "minKw" | "taper")[] = [];
  if (goalKwh > storedKwh) {
    if (!converter.isConstant) relaxed.push("loss");
    if (minKw > 0) relaxed.push("minKw");
    if (lowestKw < outletKw) relaxed.push("taper");
  }
  return {
    gridPerStored,
    capKw: converter.acKw(outletKw),
    plugKw: converter.acKw(curve.reduce((highestKw, [, kw]) => Math.max(highestKw, kw), 0)),
    leastKwh: gridKwh(session.leastKwh),
    desiredKwh: gridKwh(goalKwh),
    relaxed,
  };
}
