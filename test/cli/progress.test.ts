import { describe, expect, it } from "vitest";
import { Progress } from "../../src/cli/progress.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const CLEAR = "\r\u001b[K";

/** What is shown of work of so many simulated ms, told at wall times in seconds. */
function shown(
  isWatched: boolean,
  spanMs: number,
  told: readonly (readonly [atSec: number, share: number])[],
): string {
  let nowMs = 0;
  let text = "";
  const around = {
    isWatched,
    clock: { nowMs: () => nowMs, wait: async () => {} },
    stderr: (more: string) => {
      text += more;
    },
  };
  const progress = new Progress(around, "equalShare", spanMs);
  for (const [atSec, share] of told) {
    nowMs = atSec * 1000;
    progress.show(share);
  }
  progress.clear();
  return text;
}

describe("progress", () => {
  it("is written over while somebody watches, with the rate and what is left", () => {
    const text = shown(true, 100 * DAY_MS, [
      [0.1, 0.01],
      [0.3, 0.02],
      [0.4, 0.03],
      [2, 0.2],
      [8, 0.5],
    ]);
    expect(text.split(CLEAR)).toEqual([
      "",
      "  2 % equalShare",
      " 20 % equalShare, 10.0 days/s, 8 s left",
      " 50 % equalShare, 6.3 days/s, 8 s left",
      "",
    ]);
  });

  it("is a line now and then where nobody does, and nothing of work soon done", () => {
    const text = shown(false, DAY_MS, [
      [5, 0.01],
      [10, 0.04],
      [20, 0.05],
      [25, 0.3],
      [30, 0.3],
      [40, 0.32],
      [3600, 0.5],
    ]);
    expect(text).toBe(
      "5 % equalShare, 216 times wall time, 7 min left\n" +
        "30 % equalShare, 864 times wall time, 2 min left\n" +
        "50 % equalShare, 12 times wall time, 1 h 0 min left\n",
    );
    expect(shown(false, DAY_MS, [[9, 0.9]])).toBe("");
  });

  it("tells the rate in hours, and of a paced run in times wall time", () => {
    const rate = (spanMs: number): string => shown(false, spanMs, [[100, 0.5]]);
    expect(rate(30 * DAY_MS)).toBe("50 % equalShare, 3.6 h/s, 2 min left\n");
    expect(rate(200_000)).toBe("50 % equalShare, 1.0 times wall time, 2 min left\n");
  });
});
