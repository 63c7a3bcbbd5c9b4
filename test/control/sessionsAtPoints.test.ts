import { describe, expect, it } from "vitest";
import { id, type PointId, type SessionId, type VehicleId } from "../../src/messages/index.ts";
import { laws } from "../../src/planning/index.ts";
import { ControllerStory } from "../support/controllerStory.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../support/smallDepot.ts";

const limitKeeping = Object.values(laws).filter((law) => law.keepsLimits);

describe("a session", () => {
  it("that has ended ends no other when it says so once more", () => {
    const story = new ControllerStory({ points: 2, maxKw: 150 });
    story.plug("P1", "bus1", 0, "1").unplug("P1", "1").plug("P1", "bus2", 0, "2");
    story.unplug("P1", "1").plug("P2", "bus3");
    // The second bus is still there, with all that there is.
    expect(story.limitKw("P2")).toBeUndefined();
    expect(story.worstKw).toBeCloseTo(150, 9);
  });

  it("that is announced twice is one session: its limit is still in force", () => {
    const story = new ControllerStory({ points: 2, maxKw: 150 });
    story.plug("P1", "bus1").until(MINUTE_MS).plug("P2", "bus2");
    story.answers.set("P1", "silence");
    story.until(2 * MINUTE_MS).plug("P1", "bus1");
    expect(story.worstKw).toBeCloseTo(150, 9);
    expect(story.limitKw("P2")).toBeUndefined();
    expect(story.limitKw("P1")).toBe(150);
  });

  it("that begins where another never ended takes its place", () => {
    const story = new ControllerStory({ points: 2, maxKw: 150 });
    story.plug("P1", "bus1", 0, "1").plug("P2", "bus2");
    story.plug("P1", "bus3", 0, "2");
    // A bus that comes now is behind the one that has waited.
    expect(story.limitKw("P2")).toBe(150);
  });

  it("comes in the order in which it is learned of, whatever a station's clock says", () => {
    const story = new ControllerStory({ points: 2, maxKw: 150 });
    story
      .until(HOUR_MS)
      .plug("P1", "bus1")
      .until(2 * HOUR_MS);
    story.hear({
      kind: "connected",
      atMs: DAY_MS,
      pointId: id<PointId>("P2"),
      sessionId: id<SessionId>("P2#1"),
      vehicleId: id<VehicleId>("bus2"),
      soc: 0,
    });
    expect([story.limitKw("P1"), story.limitKw("P2")]).toEqual([150, undefined]);
  });

  it("stops at its target though its station's clock is an hour behind", () => {
    const story = new ControllerStory({ points: 1 });
    story
      .request("bus1", 20 * HOUR_MS, 0.3)
      .plug("P1", "bus1")
      .until(HOUR_MS);
    story.hear({
      kind: "charging",
      atMs: DAY_MS,
      pointId: id<PointId>("P1"),
      sessionId: id<SessionId>("P1#1"),
      state: "flowing",
      powerKw: 150,
      energyKwh: 150,
      soc: 0.15,
    });
    // Something else happens that has everybody looked at.
    story.base("site", 1).until(2 * HOUR_MS - 1);
    expect(story.limitKw("P1")).toBe(150);
    story.until(2 * HOUR_MS + MINUTE_MS);
    expect(story.limitKw("P1")).toBe(0);
  });

  it("goes on when it turns out that less has reached the bus than was thought", () => {
    const story = new ControllerStory({ points: 1 });
    story
      .request("bus1", 20 * HOUR_MS, 0.3)
      .plug("P1", "bus1")
      .until(3 * HOUR_MS);
    expect(story.limitKw("P1")).toBe(0);
    story.charging("P1", "paused", 0, 100, 0.1);
    expect(story.limitKw("P1")).toBe(150);
  });

  it("follows its request: another target, another departure", () => {
    const story = new ControllerStory({ points: 2, maxKw: 150, law: laws.earliestDeadlineFirst });
    story.request("bus1", 9 * HOUR_MS).request("bus2", 10 * HOUR_MS);
    story.plug("P1", "bus1").plug("P2", "bus2");
    expect(story.limitKw("P2")).toBeUndefined();
    story.request("bus2", 8 * HOUR_MS);
    expect([story.limitKw("P1"), story.limitKw("P2")]).toEqual([0, 150]);
    story.until(HOUR_MS).request("bus2", 8 * HOUR_MS, 0.1);
    expect([story.limitKw("P1"), story.limitKw("P2")]).toEqual([150, 0]);
  });
});

describe.each(limitKeeping)("a bus that nobody knows, under $name", (law) => {
  it("is charged at what the station can, until it says that it takes no more", () => {
    const story = new ControllerStory({ points: [{ ratedKw: 80 }], maxKw: 300, law });
    story.plug("P1", null, null);
    expect(story.limitKw("P1")).toBe(80);
    story.until(30 * HOUR_MS);
    expect(story.limitKw("P1")).toBe(80);
    story.charging("P1", "complete", 0, 500);
    expect(story.limitKw("P1")).toBe(0);
  });

  it("leaves the controller at work, two of them among others where power is short", () => {
    const story = new ControllerStory({ points: 4, maxKw: 200, law });
    story
      .request("bus1", 5 * HOUR_MS)
      .request("bus2", null)
      .request("stranger4", 3 * HOUR_MS);
    story.plug("P1", "bus1").plug("P2", null, null).plug("P3", "bus2").plug("P4", "stranger4");
    story.until(HOUR_MS);
    const before = story.commands.length;
    for (const point of ["P2", "P4"]) story.charging(point, "complete", 0, 100);
    expect(story.commands.length).toBeGreaterThan(before);
    expect(story.limitKw("P1")! + story.limitKw("P3")!).toBeCloseTo(200, 6);
    expect(story.worstKw).toBeLessThanOrEqual(200 + 1e-6);
    story.unplug("P1").grid("site", 60);
    expect(story.limitKw("P3")).toBeCloseTo(60, 6);
  });
});

describe("buses that nobody knows", () => {
  it("keep their places when none of them is more urgent", () => {
    const story = new ControllerStory({ points: 3, maxKw: 150, law: laws.leastLaxityFirst });
    story.request("bus1", 30 * HOUR_MS).plug("P1", "bus1");
    story.plug("P2", null, null).plug("P3", null, null);
    for (let minute = 1; minute < 60; minute++) {
      story.until(minute * MINUTE_MS).base("site", minute % 2);
    }
    // Only the base load has moved: whoever charged goes on.
    const charging = story.commands.filter(({ limitKw }) => limitKw > 100);
    expect(new Set(charging.map(({ pointId }) => pointId)).size).toBe(1);
  });
});
