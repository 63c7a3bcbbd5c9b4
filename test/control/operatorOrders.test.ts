import { describe, expect, it } from "vitest";
import { id, type PointId } from "../../src/messages/index.ts";
import { laws, strategies } from "../../src/planning/index.ts";
import { ControllerStory } from "../support/controllerStory.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../support/smallDepot.ts";

const keeping = Object.values(strategies).filter(({ law }) => law.keepsLimits);
const planners = keeping.filter(({ planner }) => planner !== null);

/** Three buses that would all like 150 kW, and 200 kW for them. */
function crowd(spec: Partial<ConstructorParameters<typeof ControllerStory>[0]> = {}) {
  const story = new ControllerStory({ points: 3, maxKw: 200, ...spec });
  for (const i of [1, 2, 3]) story.request(`bus${i}`, i * 10 * HOUR_MS).plug(`P${i}`, `bus${i}`);
  return story;
}

describe.each(keeping)("under $law.name", (strategy) => {
  it("who is ordered to charge gets all it can use, and others what is left", () => {
    const story = crowd(strategy).until(MINUTE_MS).order("P3", "charge");
    expect(story.limitKw("P3")).toBe(150);
    const othersKw = (story.limitKw("P1") ?? 0) + (story.limitKw("P2") ?? 0);
    expect(othersKw).toBeLessThanOrEqual(50 + 1e-6);
    expect(story.worstKw).toBeLessThanOrEqual(200 + 1e-6);
    // It stays so while others wait and others come.
    story
      .until(HOUR_MS)
      .request("bus1", 9 * HOUR_MS)
      .until(2 * HOUR_MS);
    expect(story.limitKw("P3")).toBe(150);
    expect(story.worstKw).toBeLessThanOrEqual(200 + 1e-6);
  });

  it("what is held gets nothing, and others have its share", () => {
    const story = crowd({ ...strategy, maxKw: 150 }).until(MINUTE_MS);
    story
      .order("P1", "hold")
      .order("P2", "outOfService")
      .until(2 * MINUTE_MS);
    expect(story.limitKw("P1") ?? 0).toBe(0);
    expect(story.limitKw("P2") ?? 0).toBe(0);
    story.order("P3", "charge");
    expect(story.limitKw("P3")).toBe(150);
    const sent = story.commands.length;
    story.request("bus1", 2 * HOUR_MS).until(HOUR_MS);
    const raised = story.commands.slice(sent).filter(({ limitKw }) => limitKw > 0);
    expect(raised).toEqual([]);
    story
      .order("P3", "auto")
      .order("P1", "auto")
      .order("P2", "auto")
      .until(HOUR_MS + 1);
    const sum = ["P1", "P2", "P3"].reduce((kw, point) => kw + (story.limitKw(point) ?? 0), 0);
    expect(sum).toBeGreaterThan(30);
    expect(story.worstKw).toBeLessThanOrEqual(150 + 1e-6);
  });

  it("the tighter limit holds, the operator's or the grid's", () => {
    const story = crowd(strategy).until(MINUTE_MS);
    const worst = (): number => story.until(story.nowMs - DAY_MS + MINUTE_MS).worstKw;
    story.orderLimit("site", 90);
    expect(worst()).toBeLessThanOrEqual(90 + 1e-6);
    story.grid("site", 60);
    expect(worst()).toBeLessThanOrEqual(60 + 1e-6);
    story.grid("site", 500);
    expect(worst()).toBeLessThanOrEqual(90 + 1e-6);
    story.orderLimit("site", null).order("P1", "charge").order("P2", "charge");
    expect(worst()).toBeGreaterThan(200);
  });
});

describe("an order to charge", () => {
  it("holds beyond what was requested, until the bus takes no more", () => {
    const story = new ControllerStory({ points: 1 }).request("bus1", HOUR_MS, 0.3);
    story.plug("P1", "bus1", 0.5);
    expect(story.limitKw("P1") ?? 0).toBe(0);
    story.order("P1", "charge");
    expect(story.limitKw("P1")).toBe(150);
    story.until(3 * HOUR_MS);
    expect(story.limitKw("P1")).toBe(150);
    story.charging("P1", "complete", 0, 500, 1);
    expect(story.limitKw("P1")).toBe(0);
  });

  it("goes back to the request when it is lifted", () => {
    const story = new ControllerStory({ points: 1 }).request("bus1", HOUR_MS, 0.3);
    story.plug("P1", "bus1", 0.5).order("P1", "charge").until(MINUTE_MS).order("P1", "auto");
    expect(story.limitKw("P1")).toBe(0);
  });

  it("ends with the session; one given to an empty point is for the next bus only", () => {
    const story = new ControllerStory({ points: 2, maxKw: 150 }).plug("P1", "a");
    story.order("P2", "charge");
    expect(story.limitKw("P1")).toBe(150);
    story.until(MINUTE_MS).plug("P2", "b");
    expect([story.limitKw("P1"), story.limitKw("P2")]).toEqual([0, 150]);
    story.unplug("P2").plug("P2", "c", 0, "2");
    expect(story.limitKw("P1")).toBe(150);
    expect(story.to("P2").filter(({ sessionId }) => sessionId === "P2#2")).toEqual([]);
  });

  it("is obeyed at once, whatever the cadence", () => {
    const story = crowd({ options: { cadenceMs: 15 * MINUTE_MS } }).until(16 * MINUTE_MS);
    story.order("P3", "charge");
    expect(story.to("P3").at(-1)).toMatchObject({ atMs: story.nowMs, limitKw: 150 });
  });

  it("never waits for a session with an unanswered command: it takes what is certain", () => {
    const story = crowd({ maxKw: 150 });
    story.answers.set("P1", "silence");
    story
      .until(MINUTE_MS)
      .order("P3", "charge")
      .until(2 * MINUTE_MS);
    // P1 was told to give up its 150 kW and never said that it did.
    expect(story.to("P1").at(-1)!.limitKw).toBe(0);
    expect(story.limitKw("P3") ?? 0).toBe(0);
    expect(story.worstKw).toBeLessThanOrEqual(150 + 1e-6);
  });

  it("serves two of them by the law's own order", () => {
    const story = crowd({ law: laws.earliestDeadlineFirst });
    story.until(MINUTE_MS).order("P3", "charge").order("P2", "charge");
    expect([1, 2, 3].map((i) => story.limitKw(`P${i}`))).toEqual([0, 150, 50]);
  });
});

describe.each(["hold", "outOfService"] as const)("an order to %s", (order) => {
  it("stops even what flows without a limit, and goes on doing so", () => {
    const story = new ControllerStory({ points: [{ fallbackKw: 10 }] });
    story.order("P1", order).plug("P1", "bus1");
    expect(story.limitKw("P1")).toBe(0);
    story.until(40 * HOUR_MS);
    expect(story.to("P1").every(({ limitKw }) => limitKw === 0)).toBe(true);
    // Renewed before each of its ends.
    const times = story.to("P1").map(({ atMs, untilMs }) => [atMs, untilMs] as const);
    expect(times.length).toBeGreaterThan(1);
    times.slice(1).forEach(([atMs], i) => expect(atMs).toBeLessThan(times[i]![1]));
  });

  it("holds for whoever comes next, and after a restart", () => {
    const story = new ControllerStory({ points: 1 }).order("P1", order).plug("P1", "bus1");
    story.unplug("P1").restart().plug("P1", "stranger", null, "2").until(HOUR_MS).restart();
    expect(story.commands).toEqual([]);
    story.order("P1", "auto");
    expect(story.limitKw("P1")).toBe(150);
  });

  it("is what a station is told as soon as it can be reached again", () => {
    const story = new ControllerStory({ points: 1 }).plug("P1", "bus1");
    story.hear({ kind: "linkDown", pointId: id<PointId>("P1") }).order("P1", order);
    story.until(HOUR_MS).hear({ kind: "linkUp", pointId: id<PointId>("P1") });
    expect(story.limitKw("P1")).toBe(0);
    expect(
      story
        .to("P1")
        .slice(1)
        .every(({ limitKw }) => limitKw === 0),
    ).toBe(true);
  });
});

describe.each(planners)("a plan of $law.name", (strategy) => {
  it("leaves out who is held, lowers its limits as ordered, and brings them back", () => {
    const story = crowd(strategy).until(MINUTE_MS);
    const names = (): string[] => story.problems.at(-1)!.sessions.map(({ id }) => id);
    expect(names()).toEqual(["bus1", "bus2", "bus3"]);
    story
      .order("P2", "hold")
      .order("P3", "outOfService")
      .until(2 * MINUTE_MS);
    expect(names()).toEqual(["bus1"]);
    story
      .order("P2", "auto")
      .orderLimit("site", 40)
      .until(3 * MINUTE_MS);
    expect(names()).toEqual(["bus1", "bus2"]);
    expect(story.problems.at(-1)!.nodes[0]!.limitKw.map(([, kw]) => kw)).toEqual([40]);
  });

  it("has who is to charge first at full power, and is followed by the others", () => {
    const story = crowd({ ...strategy, maxKw: 400 })
      .until(MINUTE_MS)
      .order("P2", "charge");
    const { sessions } = story.problems.at(-1)!;
    const first = sessions.find(({ id }) => id === "bus2")!;
    expect(sessions.every(({ id, priority }) => id === "bus2" || priority < first.priority)).toBe(
      true,
    );
    // From empty to full at 150 kW.
    expect((first.toMs - first.fromMs) / HOUR_MS).toBeCloseTo(1000 / 150, 1);
    expect(story.limitKw("P2")).toBe(150);
    // 1000 kWh in 10 h and in 30 h need no more than this at any time.
    expect(story.limitKw("P1")).toBeGreaterThan(90);
    expect(story.limitKw("P3")! + story.limitKw("P1")!).toBeLessThanOrEqual(250);
  });
});
