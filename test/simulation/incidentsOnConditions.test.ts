import { describe, expect, it } from "vitest";
import type { Incident } from "../../src/scenario/index.ts";
import { incident, meansKw, night, played, saidOf } from "../support/incidentNight.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../support/smallDepot.ts";

describe("an incident on a condition", () => {
  const blackout = (begins: Incident["begins"]) => incident({ kind: "blackout", node: 0, begins });
  const whenOf = ({ run }: ReturnType<typeof played>) =>
    run.incidents.map(({ fromMs }) => (fromMs === null ? null : (fromMs - DAY_MS) / HOUR_MS));

  it("begins at the first whole minute at which a power is above its threshold, once", () => {
    const above = (powerKw: number) =>
      whenOf(played(night, blackout({ kind: "powerAbove", node: 0, powerKw })));
    // It sets in with the first minute, and is there for all to see by the second.
    expect(above(105)).toEqual([1 + 2 / 60]);
    // 100 kW at the outlet are 105.263 kW of the grid.
    expect(above(105.27)).toEqual([null]);
  });

  it("begins when a bus is back with less than it may have", () => {
    const below = (soc: number) =>
      whenOf(played(night, blackout({ kind: "socBelow", bus: 0, soc })));
    expect(below(0.3)).toEqual([1]);
    expect(below(0.25)).toEqual([null]);
  });

  it("begins so long after another, and never when that does not", () => {
    const after = blackout({ kind: "after", incident: 0, delayMs: 20 * MINUTE_MS });
    const limit = incident({ kind: "limit", node: 0, maxKw: 400 });
    expect(whenOf(played(night, limit, after))).toEqual([2, 2 + 1 / 3]);
    const never = { ...limit, begins: { kind: "powerAbove", node: 0, powerKw: 900 } } as const;
    expect(whenOf(played(night, never, after))).toEqual([null, null]);
  });

  it("may come while another of its kind lasts: power is back when both are over", () => {
    const second = blackout({ kind: "after", incident: 0, delayMs: 30 * MINUTE_MS });
    const { run, observations } = played(night, incident({ kind: "blackout", node: 0 }), second);
    expect(meansKw(run).slice(8, 14)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(saidOf("P1", observations)).toContain("3.5 linkUp");
  });
});
