import { describe, expect, it } from "vitest";
import { type Law, laws } from "../../src/planning/index.ts";
import { ControllerStory } from "../support/controllerStory.ts";
import { HOUR_MS, MINUTE_MS } from "../support/smallDepot.ts";

const drifting = Object.values(laws).filter((law) => law.drifts);

/** Four like buses that leave at the same time, and power for one of them. */
function crowd(law: Law, quantumMs: number): ControllerStory {
  const story = new ControllerStory({ points: 4, maxKw: 150, law, options: { quantumMs } });
  for (const i of [1, 2, 3, 4]) story.request(`bus${i}`, 30 * HOUR_MS).plug(`P${i}`, `bus${i}`);
  return story;
}

/** When the place was given from one bus to another. */
function handovers(story: ControllerStory): number[] {
  return [...new Set(story.commands.filter(({ limitKw }) => limitKw > 0).map(({ atMs }) => atMs))];
}

describe.each(drifting)("under $name, where waiting alone changes the order", (law) => {
  it.each([5, 20])("a bus keeps its place for %i minutes at least", (minutes) => {
    const quantumMs = minutes * MINUTE_MS;
    const story = crowd(law, quantumMs);
    story.until(6 * HOUR_MS);
    const times = handovers(story);
    expect(times.length).toBeGreaterThan(3);
    for (const [i, atMs] of times.entries()) {
      if (i > 0) expect(atMs - times[i - 1]!).toBeGreaterThanOrEqual(quantumMs);
    }
  });

  it("everybody has a turn, and like buses come out alike", () => {
    const story = crowd(law, 10 * MINUTE_MS);
    story.until(10 * HOUR_MS);
    const spells = ["P1", "P2", "P3", "P4"].map((point) => {
      const list = story.to(point);
      const ends = [...list.slice(1).map(({ atMs }) => atMs), story.nowMs];
      return list.reduce((sum, { limitKw, atMs }, i) => sum + limitKw * (ends[i]! - atMs), 0);
    });
    const kwh = spells.map((kwMs) => kwMs / HOUR_MS);
    expect(kwh.reduce((a, b) => a + b)).toBeCloseTo(1500, 6);
    // Never further apart than two quanta at full power.
    expect(Math.max(...kwh) - Math.min(...kwh)).toBeLessThanOrEqual((2 * 150 * 10) / 60 + 1e-6);
  });

  it("news changes the order at once all the same", () => {
    const story = crowd(law, 20 * MINUTE_MS);
    story.until(MINUTE_MS).unplug("P1");
    const [first] = story.commands.slice(-1);
    expect(first!.limitKw).toBe(150);
    expect(first!.atMs).toBe(story.nowMs);
  });
});

describe("under a law that only looks at what stays", () => {
  it.each(
    Object.values(laws).filter((law) => !law.drifts && law.keepsLimits && law.share === "inOrder"),
  )("$name gives the place away once, when the first is complete", (law) => {
    const story = crowd(law, 5 * MINUTE_MS);
    story.until(6 * HOUR_MS);
    expect(handovers(story).length).toBe(1);
    const { pointId } = story.commands.find(({ limitKw }) => limitKw > 0)!;
    story.charging(pointId, "complete", 0, 900);
    expect(handovers(story).length).toBe(2);
  });
});
