import type { DispatchPolicy } from "./dispatchPolicy.ts";

/** Last in, first out, as on tracks of depth: some buses hardly stay, others hardly leave. */
export const lifo: DispatchPolicy = {
  says: "the bus that came back last leaves next",
  pick: (_, free) => free.find(({ backAtMs }) => backAtMs === free.at(-1)!.backAtMs)!,
};
