import { orderLaw } from "../law.ts";

export const earliestDeadlineFirst = orderLaw(
  "earliestDeadlineFirst",
  "the bus that leaves first is served first",
  (session) => session.departureAtMs,
);
