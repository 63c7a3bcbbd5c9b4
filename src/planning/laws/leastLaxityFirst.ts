import { orderLaw } from "../law.ts";

/**
 * Laxity is the time a bus can still wait: departure − now − time to its target
 * at full power, taper included. The key leaves out `now`, the same for all: it
 * is the latest moment to start.
 */
export const leastLaxityFirst = orderLaw(
  "leastLaxityFirst",
  "the bus that can wait least is served first",
  (session) => session.departureAtMs - session.remainingMs,
  { drifts: true },
);
