import { orderLaw } from "../law.ts";

/**
 * Laxity is the time a bus can still wait: departure − now − time to its target
 * at full power, taper included. The key leaves out `now`, the same for all: it
 * is the latest moment to start. A bus without a departure can always wait.
 */
export const leastLaxityFirst = orderLaw(
  "leastLaxityFirst",
  "the bus that can wait least is served first",
  ({ departureAtMs, remainingMs }) =>
    departureAtMs < Infinity ? departureAtMs - remainingMs : Infinity,
  { drifts: true },
);
