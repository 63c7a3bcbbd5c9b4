import { describe, expect, it } from "vitest";
import { id, type PointId } from "../../src/messages/index.ts";
import { laws } from "../../src/planning/index.ts";
import { ControllerStory } from "../support/controllerStory.ts";
import { MINUTE_MS } from "../support/smallDepot.ts";

const SECOND_MS = 1000;
const P1 = id<PointId>("P1");
const P2 = id<PointId>("P2");

/** Three buses, room for two of them. */
function threeAtTwo(): ControllerStory {
  return new ControllerStory({ points: 3, maxKw: 300 });
}

function limits(story: ControllerStory): (number | undefined)[] {
  return ["P1", "P2", "P3"].map((point) => story.limitKw(point));
}

describe("a station that refuses", () => {
  it("is asked again when the time for an answer has passed, and not before", () => {
    const story = threeAtTwo();
    story.answers.set("P1", "rejected");
    story.plug("P1", "bus1").until(29 * SECOND_MS);
    expect(story.to("P1").length).toBe(1);
    story.until(30 * SECOND_MS);
    expect(story.to("P1").length).toBe(2);
    story.answers.delete("P1");
    story.until(10 * MINUTE_MS);
    expect(story.to("P1").length).toBe(3);
    expect(story.limitKw("P1")).toBe(150);
  });

  it("leaves its place to others meanwhile, and gets it back when it obeys", () => {
    const story = threeAtTwo();
    story.answers.set("P1", "rejected");
    for (const i of [1, 2, 3]) story.plug(`P${i}`, `bus${i}`);
    expect(limits(story).slice(1)).toEqual([150, 150]);
    story.answers.delete("P1");
    story.until(MINUTE_MS);
    expect(limits(story)).toEqual([150, 150, 0]);
  });

  it("to lower keeps others within what it leaves", () => {
    const story = threeAtTwo();
    for (const i of [1, 2]) story.plug(`P${i}`, `bus${i}`);
    story.answers.set("P1", "rejected");
    story.until(SECOND_MS).grid("site", 100);
    expect(limits(story).slice(0, 2)).toEqual([100, 0]);
    expect(story.worstKw).toBeCloseTo(150, 9);
    story.answers.delete("P1");
    story.until(MINUTE_MS);
    expect(story.limitKw("P1")).toBe(100);
    expect(story.worstKw).toBeCloseTo(100, 9);
  });

  it("to renew until its limit has ended is given a new one when it obeys again", () => {
    const lifetimeMs = 20 * MINUTE_MS;
    const story = new ControllerStory({ points: 1, options: { limitLifetimeMs: lifetimeMs } });
    story.plug("P1", "bus1");
    story.answers.set("P1", "rejected");
    // Every 30 s from 90 s before the end; the limit ends with the fourth.
    story.until(lifetimeMs - 1);
    const refused = story.to("P1").length - 1;
    expect(refused).toBe(3);
    story.answers.delete("P1");
    story.until(lifetimeMs + MINUTE_MS);
    expect(
      story
        .to("P1")
        .slice(4)
        .map(({ limitKw }) => limitKw),
    ).toEqual([150]);
  });
});

describe("a station that does not answer", () => {
  it("is asked again and again, and counts at its worst", () => {
    const story = threeAtTwo();
    story.answers.set("P1", "silence");
    for (const i of [1, 2, 3]) story.plug(`P${i}`, `bus${i}`);
    story.until(2 * MINUTE_MS);
    expect(story.to("P1").length).toBe(5);
    expect(limits(story)).toEqual([150, 150, undefined]);
    expect(story.worstKw).toBeCloseTo(300, 9);
  });

  it("is taken out: what is decided then leaves it its worst case", () => {
    const story = threeAtTwo();
    for (const i of [1, 2, 3]) story.plug(`P${i}`, `bus${i}`);
    story.answers.set("P1", "silence");
    // It has 150 kW, and would give way if it heard.
    story.until(SECOND_MS).grid("site", 140).until(MINUTE_MS);
    story.grid("site", 200).until(2 * MINUTE_MS);
    expect(story.limitKw("P2")).toBe(50);
    expect(story.worstKw).toBeCloseTo(200, 9);
    story.unplug("P1");
    expect(limits(story).slice(1)).toEqual([150, 50]);
  });

  it("is back with its first answer, and within the limits of that moment", () => {
    const story = threeAtTwo();
    story.answers.set("P1", "silence");
    for (const i of [1, 2]) story.plug(`P${i}`, `bus${i}`);
    story.until(5 * MINUTE_MS).grid("site", 120);
    expect(story.limitKw("P2")).toBe(0);
    story.answers.delete("P1");
    story.until(6 * MINUTE_MS);
    expect(limits(story).slice(0, 2)).toEqual([120, 0]);
    expect(story.worstKw).toBeCloseTo(120, 9);
  });

  it("is told to give way all the same when a limit falls: it may well hear", () => {
    const story = threeAtTwo();
    for (const i of [1, 2]) story.plug(`P${i}`, `bus${i}`);
    story.answers.set("P1", "silence").set("P2", "silence");
    story
      .until(SECOND_MS)
      .grid("site", 250)
      .until(10 * MINUTE_MS);
    story.grid("site", 60).until(12 * MINUTE_MS);
    expect(story.limitKw("P1")! + story.limitKw("P2")!).toBeLessThanOrEqual(60);
  });

  it("says that it timed out: the same, and asked again later", () => {
    const story = threeAtTwo();
    story.answers.set("P1", "timedOut");
    for (const i of [1, 2, 3]) story.plug(`P${i}`, `bus${i}`);
    story.until(29 * SECOND_MS);
    expect(story.to("P1").length).toBe(1);
    expect(limits(story)).toEqual([150, 150, undefined]);
    story.answers.delete("P1");
    story.until(MINUTE_MS);
    expect(story.to("P1").length).toBe(2);
    story.grid("site", 450);
    expect(limits(story)).toEqual([150, 150, 150]);
  });

  it("answers late and twice: that changes nothing that is not true", () => {
    const story = threeAtTwo();
    story.answers.set("P1", "silence");
    for (const i of [1, 2, 3]) story.plug(`P${i}`, `bus${i}`);
    story.until(40 * SECOND_MS);
    const [first, second] = story.to("P1");
    story.answer(first!, "rejected").answer(first!, "rejected");
    expect(story.worstKw).toBeCloseTo(300, 9);
    story.answer(second!, "rejected").answer(second!, "rejected");
    // The first was refused as well, but its answer came when nobody was waiting for it.
    expect(story.worstKw).toBeCloseTo(300, 9);
    story.answers.delete("P1");
    story
      .until(2 * MINUTE_MS)
      .answer(second!, "rejected")
      .grid("site", 450);
    expect(story.limitKw("P3")).toBe(150);
    // Nor is a station taken out that has obeyed since.
    story.grid("site", 130);
    expect(limits(story)).toEqual([130, 0, 0]);
  });
});

describe("a station out of reach", () => {
  it.each([
    ["linkDown", { kind: "linkDown", pointId: P1 }, { kind: "linkUp", pointId: P1 }],
    [
      "faulted",
      { kind: "stationStatus", pointId: P1, status: "faulted" },
      { kind: "stationStatus", pointId: P1, status: "available" },
    ],
    [
      "outOfService",
      { kind: "stationStatus", pointId: P1, status: "outOfService" },
      { kind: "stationStatus", pointId: P1, status: "available" },
    ],
  ] as const)("by %s is decided about no more until it is back", (_, gone, back) => {
    const story = threeAtTwo();
    story.hear(gone);
    for (const i of [1, 2, 3]) story.plug(`P${i}`, `bus${i}`);
    expect(limits(story)).toEqual([undefined, 150, 150]);
    story.until(MINUTE_MS).hear(back);
    expect(limits(story)).toEqual([150, 150, 0]);
  });

  it("keeps what it has, and others keep within what that leaves", () => {
    const story = new ControllerStory({
      points: 2,
      maxKw: 150,
      law: laws.lastComeFirstServed,
    });
    story.plug("P1", "bus1").until(SECOND_MS);
    story.hear({ kind: "linkDown", pointId: P1 }).plug("P2", "bus2");
    expect(limits(story).slice(0, 2)).toEqual([150, undefined]);
    story.until(MINUTE_MS).hear({ kind: "linkUp", pointId: P1 });
    expect(limits(story).slice(0, 2)).toEqual([0, 150]);
  });

  it("is nobody's business where it is none of ours", () => {
    const story = threeAtTwo();
    const stranger = id<PointId>("X9");
    story.hear({ kind: "linkDown", pointId: stranger });
    story.hear({ kind: "stationStatus", pointId: stranger, status: "faulted" });
    story.plug("X9", "bus9").unplug("X9").base("moon", 1e6).grid("moon", 0);
    story.hear({ kind: "commandResult", commandId: 7, pointId: stranger, status: "accepted" });
    story.hear({ kind: "commandResult", commandId: 7, pointId: P2, status: "accepted" });
    story.plug("P1", "bus1").charging("X9", "flowing", 10, 1);
    expect(story.limitKw("P1")).toBe(150);
    expect(story.commands.length).toBe(1);
  });
});
