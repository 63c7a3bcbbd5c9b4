import { orderLaw } from "../law.ts";

export const firstComeFirstServed = orderLaw(
  "firstComeFirstServed",
  "the bus plugged in first is served first",
  (session) => session.pluggedInAtMs,
);
