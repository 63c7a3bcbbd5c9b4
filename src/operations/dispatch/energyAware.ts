import type { DispatchPolicy } from "./dispatchPolicy.ts";

/** A block may need this much more than planned: 95 % of all days do not (estimate). */
const SAFETY = 1.15;

/**
 * The bus with the least energy that is enough, so that those with more are left
 * for longer blocks and those with less can go on charging; of equal ones the
 * longest parked. Where nobody has enough, the one with the most. What a bus
 * holds is expected, not known: full power from plug-in on.
 */
export const energyAware: DispatchPolicy = {
  says: "the bus with the least energy that is enough for the block; if none has, the one with the most",
  pick({ usedKwh }, free, { expectedKwh }) {
    const neededKwh = usedKwh * SAFETY;
    let [best, bestKwh] = [free[0]!, expectedKwh(free[0]!)];
    for (const bus of free.slice(1)) {
      const heldKwh = expectedKwh(bus);
      const isEnough = heldKwh >= neededKwh;
      const isBetter = bestKwh >= neededKwh ? isEnough && heldKwh < bestKwh : heldKwh > bestKwh;
      if (isBetter) [best, bestKwh] = [bus, heldKwh];
    }
    return best;
  },
};
