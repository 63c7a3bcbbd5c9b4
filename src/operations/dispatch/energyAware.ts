import type { DispatchPolicy } from "./dispatchPolicy.ts";

/**
 * The bus that is expected to hold most, by full power from plug-in on; if that
 * is not enough for the block, none has enough. Of equal ones, as of all full
 * ones, the longest parked. To take the least that is enough would send buses
 * out half full that a day later lack it, and cut their charging short.
 */
export const energyAware: DispatchPolicy = {
  says: "the bus with the most energy leaves next, of equal ones the one that is back longest",
  pick(_, free, { expectedKwh }) {
    const heldKwh = free.map(expectedKwh);
    return free[heldKwh.indexOf(Math.max(...heldKwh))]!;
  },
};
