import { describe, expect, it } from "vitest";
import type { PlanningProblem, RequestPlan } from "../../src/messages/index.ts";
import {
  id,
  type PointId,
  type RequestId,
  type SessionId,
  type VehicleId,
} from "../../src/messages/index.ts";
import { strategies } from "../../src/planning/index.ts";
import { ControllerStory, type StorySpec } from "../support/controllerStory.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../support/smallDepot.ts";

/** In a story a bus holds 1000 kWh, and 1 kW at the outlet is 1 kW at the grid. */
function story(spec: Partial<StorySpec> = {}): ControllerStory {
  return new ControllerStory({ points: 3, ...strategies.balanced, ...spec });
}

/** Sessions of a problem by name: hours from and to, and what is missing [kWh]. */
function asked(problem: PlanningProblem | undefined): [string, number, number, number][] {
  return (problem?.sessions ?? []).map(({ id, fromMs, toMs, storedKwh, desiredKwh }) => [
    id,
    (fromMs - DAY_MS) / HOUR_MS,
    (toMs - DAY_MS) / HOUR_MS,
    Math.round(desiredKwh - storedKwh),
  ]);
}

/** All that was asked of the planner. */
function questions({ done }: ControllerStory): RequestPlan[] {
  return done.filter((one) => one.kind === "requestPlan");
}

describe("a plan is asked for", () => {
  it("when a bus is plugged in that is in none, once all of an instant is known", () => {
    const night = story()
      .request("a", 10 * HOUR_MS)
      .request("b", 5 * HOUR_MS);
    const before = night.until(HOUR_MS / 2).problems.length;
    night.hear(
      { kind: "connected", ...at("P1"), vehicleId: id<VehicleId>("a"), soc: 0.525 },
      { kind: "connected", ...at("P2"), vehicleId: id<VehicleId>("b"), soc: 0.91 },
    );
    expect(night.problems.length).toBe(before + 1);
    expect(asked(night.problems.at(-1))).toEqual([
      ["a", 0.5, 10, 475],
      ["b", 0.5, 5, 90],
    ]);
    expect([night.limitKw("P1"), night.limitKw("P2")]).toEqual([50, 20]);
  });

  it("with buses that are expected, from when they can be plugged in", () => {
    const options = { expectedPlugInMs: 6 * MINUTE_MS };
    const night = story({ options }).request("a", 9 * HOUR_MS, 1, {
      afterMs: 3 * HOUR_MS,
      soc: 0.4,
    });
    expect(asked(night.problems.at(-1))).toEqual([["a", 3.1, 9, 600]]);
  });

  it("not for a bus that comes when it was expected, with what was expected", () => {
    const night = expected().until(3 * HOUR_MS);
    const before = night.problems.length;
    night.plug("P1", "a", 0.4);
    expect(night.problems.length).toBe(before);
    expect(night.limitKw("P1")).toBe(100);
  });

  it.each([
    ["earlier", 2.9, 0.4],
    ["later", 3.1, 0.4],
    ["with less", 3.05, 0.38],
    ["with more", 3.05, 0.42],
  ])("for one that comes %s by more than is tolerated", (_, afterH, soc) => {
    const night = expected().until(afterH * HOUR_MS);
    const before = night.problems.length;
    night.plug("P1", "a", soc);
    expect(night.problems.length).toBe(before + 1);
    // Even power over what is left of the stay.
    expect(night.limitKw("P1")).toBeCloseTo((1000 * (1 - soc)) / (9 - afterH), 0);
  });

  it("when a departure is brought forward, by however little, or put off by much", () => {
    const night = expected();
    const before = night.problems.length;
    const leaves = (afterMs: number): number => {
      night.until(night.nowMs - DAY_MS + MINUTE_MS);
      night.request("a", afterMs, 1, { afterMs: 3 * HOUR_MS, soc: 0.4 });
      return night.problems.length - before;
    };
    expect(leaves(9 * HOUR_MS - MINUTE_MS)).toBe(1);
    expect(leaves(9 * HOUR_MS)).toBe(1);
    expect(leaves(10 * HOUR_MS)).toBe(2);
  });

  it("at once, but not for every flutter: after twenty in a while they wait for each other", () => {
    const night = expected()
      .plug("P2", "b", 0.5)
      .request("b", 8 * HOUR_MS);
    const before = night.problems.length;
    for (let minute = 1; minute < 60; minute++) {
      const kind = minute % 2 === 1 ? "linkDown" : "linkUp";
      night.until(HOUR_MS + minute * MINUTE_MS).hear({ kind, pointId: id<PointId>("P2") });
    }
    const count = night.problems.length - before;
    // Twenty at once, then one in ten minutes (the quantum) at most, and one or two at fixed times.
    expect(count).toBeGreaterThanOrEqual(20);
    expect(count).toBeLessThanOrEqual(28);
  });

  it("when a request is withdrawn, a limit falls, base load rises or a point goes out of reach", () => {
    const night = expected()
      .plug("P2", "b", 0.5)
      .request("b", 8 * HOUR_MS);
    const happenings: ((one: ControllerStory) => unknown)[] = [
      (one) => one.grid("site", 400),
      (one) => one.base("site", 20),
      (one) => one.hear({ kind: "linkDown", pointId: id<PointId>("P2") }),
      (one) => one.hear({ kind: "linkUp", pointId: id<PointId>("P2") }),
      (one) => one.hear({ kind: "requestWithdrawn", requestId: id<RequestId>("a") }),
    ];
    for (const happens of happenings) {
      const before = night.until(night.nowMs - DAY_MS + MINUTE_MS).problems.length;
      happens(night);
      expect(night.problems.length).toBe(before + 1);
    }
    const last = night.problems.at(-1)!;
    expect(last.nodes[0]).toMatchObject({ limitKw: [[expect.anything(), 400]] });
    expect(last.nodes[0]!.baseLoadKw[0]![1]).toBe(20);
    expect(asked(last).map(([name]) => name)).toEqual(["b"]);
  });

  it("at fixed times as long as somebody is there or expected, and then no more", () => {
    const night = expected();
    const before = night.problems.length;
    night.until(2.5 * HOUR_MS);
    expect(night.problems.length).toBe(before + 2);
    night.hear({ kind: "requestWithdrawn", requestId: id<RequestId>("a") });
    night.until(20 * HOUR_MS);
    expect(night.problems.length).toBe(before + 2);
  });

  it("of an overdue bus as if it came any moment, of one past its departure no more", () => {
    const night = expected({ expectedPlugInMs: 6 * MINUTE_MS }).until(4 * HOUR_MS);
    expect(asked(night.problems.at(-1))).toEqual([["a", 4.1, 9, 600]]);
    const count = night.until(9 * HOUR_MS).problems.length;
    expect(night.until(15 * HOUR_MS).problems.length).toBe(count);
  });
});

describe("between plans", () => {
  it("a stranger is planned at all its station gives, and served beside the others", () => {
    const night = story().plug("P1", "stranger", null);
    const [session] = night.problems.at(-1)!.sessions;
    expect(session).toMatchObject({ leastKwh: 0, curve: [[0, 150], expect.anything()] });
    expect(night.limitKw("P1")).toBe(150);
  });

  it("without any answer everybody is served by least laxity", () => {
    const night = story({ planner: null, maxKw: 200 });
    night.request("a", 20 * HOUR_MS).request("b", 5 * HOUR_MS);
    night.plug("P1", "a", 0.2).plug("P2", "b", 0.2);
    expect([night.limitKw("P1"), night.limitKw("P2")]).toEqual([50, 150]);
  });

  it("an answer to a question that is no longer asked changes nothing", () => {
    const night = story()
      .request("a", 10 * HOUR_MS)
      .plug("P1", "a", 0.5);
    const { commandId, problem } = questions(night).at(-1)!;
    const plan = strategies.balanced.planner!(problem);
    const count = night.commands.length;
    night.hear({ kind: "planReady", commandId, plan });
    expect(night.commands.length).toBe(count);
  });

  it("of two questions only the answer to the later one counts, in whatever order they come", () => {
    for (const order of [
      [0, 1],
      [1, 0],
    ]) {
      const night = story({ planner: null })
        .request("a", 10 * HOUR_MS)
        .plug("P1", "a", 0.5)
        .until(MINUTE_MS)
        .request("a", 5 * HOUR_MS);
      const last = questions(night).slice(-2);
      const plans = last.map(({ problem }) => strategies.balanced.planner!(problem));
      for (const i of order) {
        const { commandId } = last[i]!;
        night.hear({ kind: "planReady", commandId, plan: plans[i]! });
      }
      const [first, second] = plans.map(({ peakKw }) => peakKw) as [number, number];
      expect(first).toBeLessThan(second);
      expect(night.view.plan).toMatchObject({ madeAtMs: last[1]!.problem.fromMs, peakKw: second });
    }
  });

  it("what a station did not give is made up for by departure", () => {
    const night = story({ options: { planEveryMs: 24 * HOUR_MS } });
    night
      .request("a", 10 * HOUR_MS)
      .until(HOUR_MS + MINUTE_MS)
      .plug("P1", "a", 0.55);
    expect(night.limitKw("P1")).toBe(50.1);
    // A meter tells that 4 of 50 kWh are missing: less than calls for a new plan.
    const before = night.until(2 * HOUR_MS).problems.length;
    night.charging("P1", "flowing", 50, 46, 0.596).until(2.5 * HOUR_MS);
    expect(night.problems.length).toBe(before);
    expect(night.limitKw("P1")).toBeGreaterThan(50.4);
    expect(night.limitKw("P1")).toBeLessThan(50.8);
  });

  it("past its time a bus gets all it can use", () => {
    const night = story()
      .request("a", 2 * HOUR_MS)
      .until(HOUR_MS + MINUTE_MS)
      .plug("P1", "a", 0.95);
    expect(night.limitKw("P1")).toBe(50.9);
    night.until(2 * HOUR_MS - 1).charging("P1", "flowing", 50, 30, 0.98);
    night.until(2 * HOUR_MS + MINUTE_MS);
    expect(night.limitKw("P1")).toBe(150);
  });

  it("a controller that is stopped and started again follows its plan", () => {
    const [whole, broken] = [expected(), expected()].map((night) => night.until(HOUR_MS));
    broken!.restart();
    for (const night of [whole!, broken!]) {
      night
        .until(3 * HOUR_MS)
        .plug("P1", "a", 0.4)
        .until(4 * HOUR_MS);
      night
        .plug("P2", "stranger", null)
        .until(6 * HOUR_MS)
        .unplug("P1")
        .until(9 * HOUR_MS);
    }
    expect(broken!.done).toEqual(whole!.done);
    expect(whole!.retold()).toEqual(whole!.done);
  });
});

/** Bus a comes 3 h in with 40 % and leaves 9 h in. */
function expected(options: StorySpec["options"] = {}): ControllerStory {
  return story({ options }).request("a", 9 * HOUR_MS, 1, { afterMs: 3 * HOUR_MS, soc: 0.4 });
}

function at(point: string) {
  return { pointId: id<PointId>(point), sessionId: id<SessionId>(`${point}#1`) };
}
