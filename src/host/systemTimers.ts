import { performance } from "node:perf_hooks";
import { clearTimeout, setTimeout } from "node:timers";
import type { Timers } from "../protocols/transport/index.ts";

/** What a timer of Node can wait at most; one that is longer looks again. */
const LONGEST_MS = 86_400_000;

/** The machine's clock as it was at the start, from there on never set back. */
export const systemTimers: Timers = {
  nowMs: () => Math.round(performance.timeOrigin + performance.now()),
  at: (atMs, due) => {
    let timer = setTimeout(look, waitMs(atMs));
    function look(): void {
      if (systemTimers.nowMs() >= atMs) due();
      else timer = setTimeout(look, waitMs(atMs));
    }
    return () => clearTimeout(timer);
  },
};

function waitMs(atMs: number): number {
  return Math.min(LONGEST_MS, Math.max(0, atMs - systemTimers.nowMs()));
}
