import { describe, expect, it } from "vitest";
import { ControllerStory } from "../support/controllerStory.ts";
import { HOUR_MS, MINUTE_MS } from "../support/smallDepot.ts";

const LIFETIME_MS = 30 * MINUTE_MS;

function story(points: number, maxKw: number): ControllerStory {
  return new ControllerStory({
    points: Array.from({ length: points }, () => ({ fallbackKw: 6 })),
    maxKw,
    options: { limitLifetimeMs: LIFETIME_MS },
  });
}

describe("a limit", () => {
  it("is renewed before it ends, as long as it is wanted", () => {
    const told = story(2, 200).plug("P1", "bus1").plug("P2", "bus2");
    told.until(5 * HOUR_MS);
    for (const point of ["P1", "P2"]) {
      const list = told.to(point);
      expect(list.length).toBeGreaterThan(9);
      for (const [i, { atMs, untilMs }] of list.entries()) {
        expect(untilMs - atMs).toBe(LIFETIME_MS);
        if (i > 0) expect(atMs).toBeLessThan(list[i - 1]!.untilMs);
      }
      expect(new Set(list.map(({ limitKw }) => limitKw)).size).toBe(1);
    }
  });

  it("is renewed with time for three answers to go missing", () => {
    const told = story(1, 200)
      .plug("P1", "bus1")
      .until(28 * MINUTE_MS);
    const [first] = told.to("P1");
    told.answers.set("P1", "silence");
    told.until(LIFETIME_MS);
    const tries = told.to("P1").filter(({ atMs }) => atMs < first!.untilMs);
    expect(tries.length).toBe(4);
  });

  it("of 0 is renewed too, where the fallback is more", () => {
    const told = story(1, 200).plug("P1", "bus1");
    told.base("site", 250);
    expect(told.limitKw("P1")).toBe(0);
    const before = told.to("P1").length;
    told.until(3 * HOUR_MS);
    expect(told.to("P1").length).toBeGreaterThan(before + 4);
    expect(told.limitKw("P1")).toBe(0);
  });

  it("ends with its session, and nobody renews it", () => {
    const told = story(1, 200).plug("P1", "bus1").until(MINUTE_MS).unplug("P1");
    const before = told.commands.length;
    told.until(5 * HOUR_MS);
    expect(told.commands.length).toBe(before);
    expect(told.worstKw).toBeCloseTo(6, 9);
  });

  it("is named once: every command has a number of its own, each above the one before", () => {
    const told = story(2, 200)
      .plug("P1", "bus1")
      .plug("P2", "bus2")
      .until(3 * HOUR_MS);
    const ids = told.commands.map(({ commandId }) => commandId);
    expect(ids).toEqual(ids.map((_, i) => i + 1));
  });

  it("is rounded down to a step that stations can set, never to more than fits", () => {
    const told = new ControllerStory({
      points: 2,
      maxKw: 199.99,
      options: { limitStepKw: 5 },
    });
    told.plug("P1", "bus1").plug("P2", "bus2");
    expect([told.limitKw("P1"), told.limitKw("P2")]).toEqual([150, 45]);
  });
});
