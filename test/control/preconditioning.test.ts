import { describe, expect, it } from "vitest";
import {
  id,
  type Precondition,
  type RequestId,
  type StepList,
  type VehicleId,
} from "../../src/messages/index.ts";
import { laws, strategies } from "../../src/planning/index.ts";
import { ControllerStory, type StorySpec } from "../support/controllerStory.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../support/smallDepot.ts";

const asked = (story: ControllerStory): Precondition[] =>
  story.done.filter((one) => one.kind === "precondition");

/** Buses that leave at 8 h, each with a cabin that wants 20 kW from 7 h on. */
function storyOf(points: number, rest: Partial<StorySpec> = {}): ControllerStory {
  const story = new ControllerStory({ points, law: laws.firstComeFirstServed, ...rest });
  for (let i = 1; i <= points; i++) {
    story.request(`bus${i}`, 8 * HOUR_MS, 0.9);
    need(story, `bus${i}`, 7, 8, 20);
  }
  return story;
}

function need(story: ControllerStory, bus: string, fromH: number, toH: number, powerKw: number) {
  return story.hear({
    kind: "preconditioningNeed",
    requestId: id<RequestId>(bus),
    vehicleId: id<VehicleId>(bus),
    startAtMs: DAY_MS + fromH * HOUR_MS,
    finishAtMs: DAY_MS + toH * HOUR_MS,
    powerKw,
  });
}

describe("what a cabin needs", () => {
  it("is asked for at its time, and its power is on top of what is charged", () => {
    const story = storyOf(1, { maxKw: 100 });
    story.plug("P1", "bus1", 0.5);
    expect(story.limitKw("P1")).toBe(100);
    story.until(5 * HOUR_MS);
    // What it wanted is there.
    expect(story.limitKw("P1")).toBe(0);
    story.until(6.9 * HOUR_MS);
    expect(asked(story)).toEqual([]);
    story.until(7 * HOUR_MS);
    expect(asked(story)).toMatchObject([
      {
        pointId: "P1",
        sessionId: "P1#1",
        startAtMs: DAY_MS + 7 * HOUR_MS,
        finishAtMs: DAY_MS + 8 * HOUR_MS,
        powerKw: 20,
      },
    ]);
    expect(story.limitKw("P1")).toBe(20);
    story.until(8 * HOUR_MS);
    expect(story.limitKw("P1")).toBe(0);
    expect(asked(story)).toHaveLength(1);
  });

  it("is not believed to be charged", () => {
    const story = storyOf(1, { maxKw: 50 });
    story.until(7 * HOUR_MS - 30 * MINUTE_MS).plug("P1", "bus1", 0.1);
    story.until(7.5 * HOUR_MS);
    // Half an hour of 50 kW, and one of 30 kW; of this bus 1 kWh is 0.1 %.
    const { soc, powerKw, energyKwh } = story.view.points[0]!.session!;
    expect(soc).toBeCloseTo(0.1 + (25 + 15) / 1000, 4);
    expect(powerKw).toBe(50);
    expect(energyKwh).toBeCloseTo(50, 3);
    story.restart();
    expect(story.view.points[0]!.session).toMatchObject({ soc, powerKw, energyKwh });
    // A meter that counts it, too, tells nothing new where nobody knows the soc.
    story.charging("P1", "flowing", 50, 50);
    expect(story.view.points[0]!.session!.soc).toBeCloseTo(soc!, 4);
  });

  it("comes before any charging, and is no more than the limits allow", () => {
    const story = storyOf(3, { maxKw: 50 });
    story.plug("P1", "bus1", 0).plug("P2", "bus2", 0).plug("P3", "bus3", 0);
    expect(limitsKw(story)).toEqual([50, 0, 0]);
    story.until(7 * HOUR_MS);
    expect(limitsKw(story)).toEqual([20, 20, 10]);
    story.grid("site", 70);
    expect(limitsKw(story)).toEqual([30, 20, 20]);
    story.grid("site", 15);
    expect(limitsKw(story)).toEqual([15, 0, 0]);
    expect(story.worstKw).toBeLessThanOrEqual(15);
  });

  it.each(Object.values(laws).filter((law) => law.keepsLimits && law.share !== "asPlanned"))(
    "comes before charging by any law that keeps limits ($share)",
    (law) => {
      const story = storyOf(3, { maxKw: 90, law });
      story.plug("P1", "bus1", 0).plug("P2", "bus2", 0.2).plug("P3", "bus3", 0.4);
      story.until(7.5 * HOUR_MS);
      for (const limitKw of limitsKw(story)) expect(limitKw).toBeGreaterThanOrEqual(20);
      const sumKw = limitsKw(story).reduce((all, kw) => all + kw, 0);
      expect(sumKw).toBeLessThanOrEqual(90);
      expect(sumKw).toBeGreaterThan(89);
    },
  );

  it("moves with the departure, ends when it is not wanted any more, and goes with its request", () => {
    const story = storyOf(1);
    story.plug("P1", "bus1", 1).charging("P1", "complete", 0, 0, 1);
    need(story, "bus1", 5, 6, 20).until(4.9 * HOUR_MS);
    expect(asked(story)).toEqual([]);
    story.until(5.1 * HOUR_MS);
    expect(story.limitKw("P1")).toBe(20);
    // Later: it goes on; earlier than now: it is over.
    need(story, "bus1", 5, 7, 25);
    expect(story.limitKw("P1")).toBe(25);
    need(story, "bus1", 5, 7, 0);
    expect(story.limitKw("P1")).toBe(0);
    expect(asked(story).map(({ powerKw }) => powerKw)).toEqual([20, 25, 0]);
    need(story, "bus1", 6, 7, 10).hear({
      kind: "requestWithdrawn",
      requestId: id<RequestId>("bus1"),
    });
    story.until(8 * HOUR_MS);
    expect(asked(story)).toHaveLength(3);
  });

  it("is asked for again where no answer comes, and of whoever is plugged in late", () => {
    const story = storyOf(1);
    story.until(7.5 * HOUR_MS);
    story.answers.set("P1", "silence");
    story.plug("P1", "bus1", 1).charging("P1", "complete", 0, 0, 1);
    story.until(7.5 * HOUR_MS + 20_000);
    expect(asked(story)).toHaveLength(1);
    // While its point does not answer at all it is not asked in vain.
    story.until(7.5 * HOUR_MS + 70_000);
    story.answers.delete("P1");
    story.until(8 * HOUR_MS);
    expect(asked(story)).toHaveLength(2);
    expect(new Set(asked(story).map(({ commandId }) => commandId)).size).toBe(2);
  });

  it("is not asked for again of a bus that refuses, and nothing is set aside for it", () => {
    const story = storyOf(1);
    story.plug("P1", "bus1", 1).charging("P1", "complete", 0, 0, 1);
    story.until(6.9 * HOUR_MS);
    story.answers.set("P1", "rejected");
    story.until(7 * HOUR_MS);
    story.answers.delete("P1");
    story.until(7.9 * HOUR_MS);
    expect(asked(story)).toHaveLength(1);
    expect(story.view.points[0]!.session!.commandedKw).toBe(0);
  });

  it("waits while a person on duty wants nothing to flow", () => {
    const story = storyOf(1);
    story.plug("P1", "bus1", 0.5).until(7.1 * HOUR_MS);
    story.order("P1", "hold").until(7.2 * HOUR_MS);
    expect(story.limitKw("P1")).toBe(0);
    story.order("P1", "auto").until(7.3 * HOUR_MS);
    expect(story.limitKw("P1")).toBeGreaterThanOrEqual(20);
    expect(asked(story).map(({ powerKw }) => powerKw)).toEqual([20, 0, 20]);
  });

  it("is a fixed load of plans: of who is here, who is full, and who is expected", () => {
    const story = storyOf(2, strategies.peakShaving);
    story.request("bus3", 9 * HOUR_MS, 1, { afterMs: 3 * HOUR_MS, soc: 0.5 });
    need(story, "bus3", 8, 9, 30);
    story.plug("P1", "bus1", 0.5).plug("P2", "bus2", 1).charging("P2", "complete", 0, 0, 1);
    const [problem] = story.until(10 * MINUTE_MS).problems.slice(-1);
    const loadsH = (steps: StepList<number>): [number, number][] =>
      steps.map(([atMs, kw]) => [Math.max(0, atMs - DAY_MS) / HOUR_MS, kw]);
    const load = (name: string): [number, number][] =>
      loadsH(problem!.sessions.find((one) => one.id === name)!.fixedLoadKw).slice(1);
    expect(load("bus1")).toEqual([[7, 20]]);
    expect(load("bus3")).toEqual([[8, 30]]);
    // Who takes no more is in no plan: its cabin is base load.
    expect(problem!.sessions).toHaveLength(2);
    expect(loadsH(problem!.nodes[0]!.baseLoadKw).slice(1)).toEqual([
      [7, 20],
      [8, 0],
    ]);
    const count = story.problems.length;
    need(story, "bus3", 7, 8, 30);
    expect(story.problems.length).toBe(count + 1);
    need(story, "bus3", 7, 8, 30);
    expect(story.problems.length).toBe(count + 1);
  });

  it("is done the same by another controller that is told the same, and after a restart", () => {
    const story = storyOf(3, { maxKw: 55 });
    story.plug("P1", "bus1", 0).plug("P2", "bus2", 0).plug("P3", "bus3", 0);
    story.until(7.2 * HOUR_MS);
    expect(story.retold()).toEqual(story.done);
    const other = storyOf(3, { maxKw: 55 });
    other.plug("P1", "bus1", 0).plug("P2", "bus2", 0).plug("P3", "bus3", 0);
    for (const hour of [1, 6.99, 7, 7.1]) other.until(hour * HOUR_MS).restart();
    other.until(7.2 * HOUR_MS);
    expect(other.done).toEqual(story.done);
  });
});

function limitsKw(story: ControllerStory): number[] {
  return ["P1", "P2", "P3"].map((point) => story.limitKw(point) ?? 0);
}
