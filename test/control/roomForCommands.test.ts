import { describe, expect, it } from "vitest";
import { id, type PointId, type SessionId, type VehicleId } from "../../src/messages/index.ts";
import { laws } from "../../src/planning/index.ts";
import { ControllerStory } from "../support/controllerStory.ts";
import { HOUR_MS, MINUTE_MS } from "../support/smallDepot.ts";

describe("the controller", () => {
  it("gives everybody what it can use where all of it fits", () => {
    const story = new ControllerStory({ points: 3, maxKw: 450 });
    for (const i of [1, 2, 3]) story.plug(`P${i}`, `bus${i}`);
    expect(["P1", "P2", "P3"].map((point) => story.limitKw(point))).toEqual([150, 150, 150]);
  });

  it("commands no more than there is room for, in the law's order", () => {
    const story = new ControllerStory({ points: 3, maxKw: 200 });
    for (const i of [1, 2, 3]) story.plug(`P${i}`, `bus${i}`);
    expect(["P1", "P2", "P3"].map((point) => story.limitKw(point))).toEqual([150, 50, undefined]);
    expect(story.worstKw).toBeCloseTo(200, 9);
  });

  it("leaves room for the base load, and takes no notice of a bad reading", () => {
    const story = new ControllerStory({ points: 2, maxKw: 200 });
    story.base("site", 80).plug("P1", "bus1").plug("P2", "bus2");
    expect([story.limitKw("P1"), story.limitKw("P2")]).toEqual([120, undefined]);
    story.base("site", 500, "bad");
    expect(story.limitKw("P1")).toBe(120);
    story.base("site", 30, "estimated");
    expect([story.limitKw("P1"), story.limitKw("P2")]).toEqual([150, 20]);
  });

  it("lowers first, and raises others only when the lowering is confirmed", () => {
    const story = new ControllerStory({
      points: 2,
      maxKw: 150,
      law: laws.earliestDeadlineFirst,
    });
    story.request("bus1", 9 * HOUR_MS).request("bus2", 5 * HOUR_MS);
    story.plug("P1", "bus1");
    story.answers.set("P1", "silence");
    story.plug("P2", "bus2");
    expect(story.to("P1").map(({ limitKw }) => limitKw)).toEqual([150, 0]);
    expect(story.to("P2")).toEqual([]);
    expect(story.worstKw).toBeCloseTo(150, 9);
    story.answer(story.to("P1")[1]!, "accepted");
    expect(story.limitKw("P2")).toBe(150);
    expect(story.worstKw).toBeCloseTo(150, 9);
  });

  it("raises within what is confirmed while other answers are missing", () => {
    const story = new ControllerStory({ points: 4, maxKw: 300, law: laws.lastComeFirstServed });
    story
      .plug("P1", "bus1")
      .until(MINUTE_MS)
      .plug("P2", "bus2")
      .until(2 * MINUTE_MS);
    for (const point of ["P1", "P2"]) story.answers.set(point, "silence");
    story.hear(...["P3", "P4"].map((point) => connection(point)));
    expect(["P1", "P2"].map((point) => story.limitKw(point))).toEqual([0, 0]);
    expect([...story.to("P3"), ...story.to("P4")]).toEqual([]);
    story.answer(story.to("P2").at(-1)!, "accepted");
    expect([...story.to("P3"), ...story.to("P4")].map(({ limitKw }) => limitKw)).toEqual([150]);
    story.answer(story.to("P1").at(-1)!, "accepted");
    expect([story.limitKw("P3"), story.limitKw("P4")]).toEqual([150, 150]);
  });

  it("keeps a node of the tree and the connection above it", () => {
    const story = new ControllerStory({
      points: [{ node: 1 }, { node: 1 }, { node: 2 }],
      nodes: [{ id: "site" }, { id: "hall" }, { id: "yard" }],
    });
    story.grid("hall", 180).grid("site", 260);
    for (const i of [1, 2, 3]) story.plug(`P${i}`, `bus${i}`);
    expect(["P1", "P2", "P3"].map((point) => story.limitKw(point))).toEqual([150, 30, 80]);
  });

  it("sets fallbacks aside, also of points at which nobody is", () => {
    const story = new ControllerStory({ points: [{}, { fallbackKw: 11 }, {}], maxKw: 100 });
    story.plug("P1", "bus1");
    expect(story.limitKw("P1")).toBe(89);
    expect(story.worstKw).toBeCloseTo(100, 9);
  });

  it("gives nothing below the least power, and what is left to the next", () => {
    const story = new ControllerStory({ points: [{}, { minKw: 60 }, {}], maxKw: 200 });
    for (const i of [1, 2, 3]) story.plug(`P${i}`, `bus${i}`);
    expect(["P1", "P2", "P3"].map((point) => story.limitKw(point))).toEqual([150, undefined, 50]);
  });

  it("lowers at once when a limit falls, and everybody where base load alone is too much", () => {
    const story = new ControllerStory({ points: 2, maxKw: 300 });
    story.plug("P1", "bus1").plug("P2", "bus2");
    story.until(MINUTE_MS).grid("site", 170);
    expect([story.limitKw("P1"), story.limitKw("P2")]).toEqual([150, 20]);
    story.until(2 * MINUTE_MS).base("site", 171);
    expect([story.limitKw("P1"), story.limitKw("P2")]).toEqual([0, 0]);
    expect(story.worstKw).toBe(0);
    expect(story.commands.every(({ atMs }) => atMs <= story.nowMs)).toBe(true);
  });

  it("hands on what a bus leaves that is complete or gone", () => {
    const story = new ControllerStory({ points: 3, maxKw: 150 });
    for (const i of [1, 2, 3]) story.plug(`P${i}`, `bus${i}`);
    story.until(HOUR_MS).charging("P1", "complete", 0, 150);
    expect(story.limitKw("P2")).toBe(150);
    story.unplug("P2");
    expect(story.limitKw("P3")).toBe(150);
  });

  it("stops a bus at its target when nobody else does", () => {
    const story = new ControllerStory({ points: 1, maxKw: null });
    story.request("bus1", 10 * HOUR_MS, 0.3).plug("P1", "bus1");
    story.until(5 * HOUR_MS);
    expect(story.to("P1").map(({ limitKw }) => limitKw)).toEqual([150, 0]);
    // 300 kWh at 150 kW, and no more than the rounding of soc on a link later.
    const tookMs = story.to("P1")[1]!.atMs - story.to("P1")[0]!.atMs;
    expect(tookMs).toBeGreaterThanOrEqual(2 * HOUR_MS);
    expect(tookMs).toBeLessThan(2 * HOUR_MS + MINUTE_MS);
  });
});

function connection(point: string) {
  return {
    kind: "connected",
    pointId: id<PointId>(point),
    sessionId: id<SessionId>(`${point}#1`),
    vehicleId: id<VehicleId>(`bus${point}`),
    soc: 0,
  } as const;
}
