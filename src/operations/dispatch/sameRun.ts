import type { DispatchPolicy } from "./dispatchPolicy.ts";
import { fifo } from "./fifo.ts";

/** The bus that drove a block the last time drives it again. A block that is new, or whose bus is not free, is dispatched first in, first out. */
export const sameRun: DispatchPolicy = {
  says: "a block is driven by the bus that drove it the last time, if that is free; else as fifo",
  pick(block, free, records) {
    const before = records.lastBusOf(block.blockId);
    return free.find(({ bus }) => bus === before) ?? fifo.pick(block, free, records);
  },
};
