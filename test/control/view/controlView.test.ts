import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { id, type PointId } from "../../../src/messages/index.ts";
import { strategies } from "../../../src/planning/index.ts";
import { ControllerStory } from "../../support/controllerStory.ts";
import { garbage } from "../../support/randomGarbage.ts";
import { storiesWith } from "../../support/randomStories.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../support/smallDepot.ts";

const hours = (atMs: number | null): number | null =>
  atMs === null ? null : (atMs - DAY_MS) / HOUR_MS;

/** What is foreseen at a point: hours until it has what it must and should, and what it leaves with. */
function foreseen(story: ControllerStory, point = 0) {
  const { leastAtMs, desiredAtMs, socAtDeparture } = story.view.points[point]!.session!.predicted!;
  return [hours(leastAtMs), hours(desiredAtMs), socAtDeparture];
}

/** The view as text; throws where JSON would change it. */
function plain(story: ControllerStory): string {
  return JSON.stringify(story.view, (key, value: unknown) => {
    const isKept = value !== undefined && (typeof value !== "number" || Number.isFinite(value));
    if (!isKept) throw new Error(`${key} is ${String(value)}`);
    return value;
  });
}

describe("the view of a bus that charges", () => {
  const story = new ControllerStory({ points: 2, maxKw: 500 }).base("site", 60);
  story
    .request("a", 9 * HOUR_MS)
    .plug("P1", "a", 0.2)
    .until(2 * HOUR_MS);

  it("is what is believed at that instant, in plain values", () => {
    expect(story.view.atMs).toBe(DAY_MS + 2 * HOUR_MS);
    expect(story.view.points[0]).toMatchObject({
      id: "P1",
      status: "reachable",
      order: "auto",
      session: {
        sessionId: "P1#1",
        vehicleId: "a",
        soc: 0.5,
        energyKwh: 300,
        powerKw: 150,
        limitKw: 150,
        commandedKw: 150,
        state: "flowing",
        requestId: "a",
        departureAtMs: DAY_MS + 9 * HOUR_MS,
        minTargetSoc: 1,
        maxTargetSoc: 1,
      },
    });
    expect(story.view.points[1]).toEqual({
      id: "P2",
      status: "reachable",
      order: "auto",
      session: null,
    });
    expect(story.view.site).toEqual([
      {
        id: "site",
        limitKw: 500,
        orderedKw: null,
        baseLoadKw: 60,
        quality: "good",
        powerKw: 210,
        worstCaseKw: 150,
      },
    ]);
    expect(story.view).toMatchObject({ requests: [], plan: null, alarms: [], complaints: [] });
    expect(JSON.parse(JSON.stringify(story.view))).toEqual(story.view);
  });

  it("foresees it at the present limit, as far as the target", () => {
    // 500 kWh at 150 kW from 2 h on.
    expect(foreseen(story)[1]).toBeCloseTo(2 + 500 / 150, 2);
    expect(foreseen(story)[2]).toBe(1);
    const low = new ControllerStory({ points: 1, maxKw: 20 });
    low.request("a", 9 * HOUR_MS, 0.4).plug("P1", "a", 0.3);
    const [least, desired, soc] = foreseen(low);
    expect(least).toBeCloseTo(5, 1);
    expect(desired).toBe(least);
    expect(soc).toBeCloseTo(0.4, 3);
  });

  it("foresees that one at no power never has what it must", () => {
    const held = new ControllerStory({ points: 1, maxKw: 20 }).request("a", 9 * HOUR_MS);
    held.plug("P1", "a", 0.3).order("P1", "hold");
    expect(foreseen(held)).toEqual([null, null, 0.3]);
    held.order("P1", "auto");
    // 20 kW for nine hours.
    expect(foreseen(held)).toEqual(
      [null, null, 0.48].map((v, i) => (i < 2 ? expect.any(Number) : v)),
    );
  });
});

describe("the view", () => {
  it("foresees by the plan in force, where there is one", () => {
    const story = new ControllerStory({ points: 2, ...strategies.balanced });
    story
      .request("a", 10 * HOUR_MS)
      .plug("P1", "a", 0.5)
      .until(4 * HOUR_MS);
    const { plan } = story.view;
    expect(plan).toMatchObject({ madeAtMs: DAY_MS + 4 * HOUR_MS, kind: expect.any(String) });
    // Even power over the stay: ready as it leaves, where the present limit rounded up is a bit sooner.
    expect(foreseen(story)[1]).toBeCloseTo(10, 6);
    expect(foreseen(story)[2]).toBe(1);
    // Who is in no plan is foreseen at its limit.
    story.plug("P2", "b", 0.5).order("P2", "hold");
    expect(foreseen(story, 1)).toEqual([expect.any(Number), null, null]);
  });

  it("knows what a bus is that nobody knows only as far as was said", () => {
    const story = new ControllerStory({ points: 1 }).plug("P1", null, 0.3);
    story
      .until(HOUR_MS)
      .charging("P1", "flowing", 80, 78, 0.4)
      .until(2 * HOUR_MS);
    expect(story.view.points[0]!.session).toMatchObject({
      vehicleId: null,
      soc: 0.4,
      energyKwh: 78,
      powerKw: 80,
      state: "flowing",
      requestId: null,
      predicted: null,
    });
    story.charging("P1", "complete", 0, 80, 0.4);
    expect(story.view.points[0]!.session).toMatchObject({ powerKw: 0, state: "complete" });
  });

  it("lists those who are awaited, who comes first, first", () => {
    const story = new ControllerStory({ points: 1 });
    story.request("late", 20 * HOUR_MS, 0.9, { afterMs: 6 * HOUR_MS, soc: 0.3 });
    story.request("soon", 20 * HOUR_MS, 1, { afterMs: HOUR_MS, soc: 0.5 });
    story.request("here", 9 * HOUR_MS).plug("P1", "here");
    expect(story.view.requests).toEqual([
      {
        requestId: "soon",
        vehicleId: "soon",
        expectedArrivalAtMs: DAY_MS + HOUR_MS,
        expectedSoc: 0.5,
        departureAtMs: DAY_MS + 20 * HOUR_MS,
        minTargetSoc: 1,
        maxTargetSoc: 1,
        priority: 0,
      },
      expect.objectContaining({ requestId: "late", maxTargetSoc: 0.9 }),
    ]);
  });

  it("says what works, what was ordered and what people should look at", () => {
    const story = new ControllerStory({ points: 4, maxKw: 300 });
    story.hear({ kind: "linkDown", pointId: id<PointId>("P1") });
    story.hear({ kind: "stationStatus", pointId: id<PointId>("P2"), status: "faulted" });
    story.order("P3", "outOfService").orderLimit("site", 120);
    expect(story.view.points.map(({ status }) => status)).toEqual([
      "outOfReach",
      "faulted",
      "outOfService",
      "reachable",
    ]);
    expect(story.view.points[2]!.order).toBe("outOfService");
    expect(story.view.site[0]).toMatchObject({ limitKw: 120, orderedKw: 120 });
    story.answers.set("P4", "silence");
    story.plug("P4", "a").until(MINUTE_MS).grid("site", 50);
    expect(story.view.alarms.map(({ alarm, who }) => [alarm, who])).toEqual([
      ["overLimit", "site"],
      ["noAnswer", "P4"],
    ]);
  });

  it("changes nothing, is plain JSON, and is the same after a restart, whatever happens", () => {
    fc.assert(
      fc.property(storiesWith(garbage), ({ begin, beats }) => {
        const [watched, alone] = [begin(), begin()];
        for (const [i, beat] of beats.entries()) {
          beat(watched, i);
          beat(alone, i);
          const before = plain(watched);
          if (i % 5 === 4) expect(plain(watched.restart())).toBe(before);
        }
        expect(JSON.stringify(watched.done)).toBe(JSON.stringify(alone.done));
        expect(plain(watched)).toBe(plain(alone));
      }),
      { numRuns: 200 },
    );
  });
});
