import { describe, expect, it } from "vitest";
import { laws } from "../../src/planning/index.ts";
import { ControllerStory } from "../support/controllerStory.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../support/smallDepot.ts";

const BEAT_MS = 15 * MINUTE_MS;

function onBeats(maxKw: number | null, points = 3): ControllerStory {
  return new ControllerStory({ points, maxKw, options: { cadenceMs: BEAT_MS } });
}

describe("a cadence", () => {
  it("has everything decided on its beats, and nothing between", () => {
    const story = onBeats(300);
    story.until(MINUTE_MS).plug("P1", "bus1");
    story.until(20 * MINUTE_MS).plug("P2", "bus2");
    story.until(31 * MINUTE_MS).charging("P1", "complete", 0, 50);
    story.until(2 * HOUR_MS).unplug("P2");
    story.until(3 * HOUR_MS);
    expect(story.commands.length).toBeGreaterThan(2);
    expect(story.commands.map(({ atMs }) => (atMs - DAY_MS) % BEAT_MS)).toEqual(
      story.commands.map(() => 0),
    );
    expect(story.to("P1")[0]!.atMs - DAY_MS).toBe(BEAT_MS);
    expect(story.to("P2")[0]!.atMs - DAY_MS).toBe(2 * BEAT_MS);
  });

  it("decides at once what happens on the beat itself", () => {
    const story = onBeats(300);
    story.until(BEAT_MS).plug("P1", "bus1");
    expect(story.limitKw("P1")).toBe(150);
  });

  it("holds up no lowering: a limit that falls, a base load that grows", () => {
    const story = onBeats(300);
    story.plug("P1", "bus1").plug("P2", "bus2").until(BEAT_MS);
    story.until(20 * MINUTE_MS).grid("site", 170);
    expect([story.limitKw("P1"), story.limitKw("P2")]).toEqual([150, 20]);
    story.until(21 * MINUTE_MS).base("site", 70);
    expect([story.limitKw("P1"), story.limitKw("P2")]).toEqual([100, 0]);
  });

  it("holds up no answer that a decision waits for", () => {
    const story = new ControllerStory({
      points: 2,
      maxKw: 150,
      law: laws.lastComeFirstServed,
      options: { cadenceMs: BEAT_MS },
    });
    story.plug("P1", "bus1").until(MINUTE_MS);
    story.answers.set("P1", "silence");
    story.plug("P2", "bus2").until(BEAT_MS);
    expect([story.limitKw("P1"), story.limitKw("P2")]).toEqual([0, undefined]);
    story.until(BEAT_MS + 5000).answer(story.to("P1").at(-1)!, "accepted");
    expect(story.limitKw("P2")).toBe(150);
    expect(story.to("P2")[0]!.atMs - DAY_MS).toBe(BEAT_MS + 5000);
  });

  it("gives a bus no more than it can use until the next beat", () => {
    const story = onBeats(null, 1);
    story.request("bus1", 9 * HOUR_MS, 0.1).plug("P1", "bus1", 0.08);
    story.until(3 * BEAT_MS);
    // 20 kWh are missing: 80 kW for a quarter of an hour.
    expect(story.to("P1")[0]!.limitKw).toBeCloseTo(80, 6);
    expect(story.limitKw("P1")).toBe(0);
  });
});
