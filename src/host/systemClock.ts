import { performance } from "node:perf_hooks";
import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";
import type { WallClock } from "../engine/index.ts";

/** The machine's monotonic clock. */
export const systemClock: WallClock = {
  nowMs: () => performance.now(),
  wait: async (durationMs) => {
    // A pause of nothing still lets signals and streams have their turn.
    if (durationMs <= 0) await nextTurn();
    else await sleep(durationMs);
  },
};
