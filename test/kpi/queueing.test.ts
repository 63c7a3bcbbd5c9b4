import { describe, expect, it } from "vitest";
import { queueing } from "../../src/kpi/queueing.ts";
import { Simulation } from "../../src/simulation/index.ts";
import { measuredNode, measuredRun } from "../support/measuredRun.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS, smallDepot } from "../support/smallDepot.ts";

describe("queueing", () => {
  it("counts from being ready to plug in, of those that came within the window", () => {
    const run = new Simulation(
      smallDepot({
        stays: [
          { bus: "a", arriveH: 0, departH: 2, usedKwh: 50 },
          // Ready to plug in at 01:06; a's cable is out at 02:00.
          { bus: "b", arriveH: 1, departH: 4, usedKwh: 50 },
          // Ready at 02:36, has the point at 04:00, if only until 05:00.
          { bus: "c", arriveH: 2.5, departH: 5, usedKwh: 50 },
          // Ready at 04:36, gone before the point is free.
          { bus: "d", arriveH: 4.5, departH: 4.9, usedKwh: 50 },
          // Here too short to be plugged in at all.
          { bus: "e", arriveH: 6, departH: 6.05, usedKwh: 50 },
          { bus: "f", arriveH: 7, departH: 9, usedKwh: 50 },
        ],
        stations: [{}],
        plugInDelayMs: 6 * MINUTE_MS,
        run: { fromMs: DAY_MS, toMs: DAY_MS + 10 * HOUR_MS },
        window: { fromMs: DAY_MS + HOUR_MS, toMs: DAY_MS + 10 * HOUR_MS },
      }),
    ).run();
    // 0, 18, 54 and 84 min: the 95th percentile of four is the longest.
    expect(queueing(run)).toEqual({ waited: 3, p95Min: 84, longestMin: 84, neverPluggedIn: 2 });
  });

  it("is nothing where nobody came", () => {
    expect(queueing(measuredRun([measuredNode([0])]))).toEqual({
      waited: 0,
      p95Min: null,
      longestMin: null,
      neverPluggedIn: 0,
    });
  });
});
