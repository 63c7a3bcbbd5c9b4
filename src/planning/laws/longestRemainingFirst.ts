import { orderLaw } from "../law.ts";

export const longestRemainingFirst = orderLaw(
  "longestRemainingFirst",
  "the bus with the longest charging time ahead is served first",
  (session) => -session.remainingMs,
  { drifts: true },
);
