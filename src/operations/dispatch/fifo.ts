import type { DispatchPolicy } from "./dispatchPolicy.ts";

/** First in, first out: stays are long and alike. */
export const fifo: DispatchPolicy = {
  says: "the bus that is back longest leaves next",
  pick: (_, free) => free[0]!,
};
