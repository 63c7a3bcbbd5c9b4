import { orderLaw } from "../law.ts";

export const lastComeFirstServed = orderLaw(
  "lastComeFirstServed",
  "the bus plugged in last is served first",
  (session) => -session.pluggedInAtMs,
);
