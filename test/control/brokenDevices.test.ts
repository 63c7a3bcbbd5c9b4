import { describe, expect, it } from "vitest";
import { id, type NodeId, type RequestId, type VehicleId } from "../../src/messages/index.ts";
import { strategies } from "../../src/planning/index.ts";
import { ControllerStory } from "../support/controllerStory.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../support/smallDepot.ts";

/** Of whom what is complained of, and since how many minutes into the story. */
function complaints(story: ControllerStory): [string, string, number][] {
  return story.view.complaints.map(({ who, what, sinceMs }) => [
    who,
    what,
    (sinceMs - DAY_MS) / MINUTE_MS,
  ]);
}

/** What a bus at point 1 is believed to hold. */
const socOf = (story: ControllerStory): number | null => story.view.points[0]!.session!.soc;

/** A bus that takes 150 kW: 15 % of its battery an hour. */
const charging = (): ControllerStory => new ControllerStory({ points: 1 }).plug("P1", "bus1", 0.2);

describe("a station", () => {
  it.each([NaN, Infinity, -5, 301])("whose power is %d kW is complained of, and no more", (kw) => {
    const story = charging().until(HOUR_MS);
    story.charging("P1", "flowing", kw, 150, 0.35);
    expect(complaints(story)).toEqual([["P1", "powerKw", 60]]);
    expect(socOf(story)).toBe(0.35);
    expect(story.view.points[0]!.session!.powerKw).toBe(150);
    story.until(2 * HOUR_MS).charging("P1", "flowing", kw, 300, 0.5);
    expect(complaints(story)).toEqual([["P1", "powerKw", 60]]);
    story.charging("P1", "flowing", 150, 300, 0.5);
    expect(complaints(story)).toEqual([]);
  });

  it.each([NaN, 1.2, -0.1, 35])("whose bus is at %d of its charge is believed its meter", (soc) => {
    const story = charging().until(HOUR_MS);
    story.charging("P1", "flowing", 150, 140, soc);
    expect(socOf(story)).toBe(0.34);
    expect(complaints(story)).toEqual([["P1", "soc", 60]]);
    // Already when the bus is plugged in.
    const other = new ControllerStory({ points: 1 }).plug("P1", "bus1", soc);
    expect(other.limitKw("P1")).toBe(150);
    expect(complaints(other)).toEqual([["P1", "soc", 0]]);
  });

  it.each([NaN, Infinity, -3, 1e9])(
    "whose meter says %d kWh is followed along the curve",
    (kwh) => {
      const story = charging().until(HOUR_MS);
      story.charging("P1", "flowing", 150, kwh);
      expect(socOf(story)).toBe(0.35);
      expect(complaints(story)).toEqual([["P1", "energyKwh", 60]]);
      story.until(2 * HOUR_MS).charging("P1", "flowing", 150, 300);
      expect(socOf(story)).toBe(0.5);
      expect(complaints(story)).toEqual([]);
    },
  );

  it("whose meter starts from nothing again is counted on from where it was", () => {
    const story = charging().until(2 * HOUR_MS);
    story.charging("P1", "flowing", 150, 300);
    story.until(3 * HOUR_MS).charging("P1", "flowing", 150, 10);
    expect(complaints(story)).toEqual([["P1", "energyKwh", 180]]);
    expect(socOf(story)).toBe(0.65);
    story.until(4 * HOUR_MS).charging("P1", "flowing", 150, 150);
    expect(complaints(story)).toEqual([]);
    expect(socOf(story)).toBe(0.79);
  });

  it("whose meter stands still while power flows is complained of; one that pauses is not", () => {
    const story = charging();
    story.charging("P1", "flowing", 150, 0).until(HOUR_MS).charging("P1", "flowing", 150, 0);
    expect(complaints(story)).toEqual([["P1", "energyKwh", 60]]);
    expect(socOf(story)).toBe(0.35);
    const paused = charging();
    paused.charging("P1", "paused", 0, 0).until(HOUR_MS).charging("P1", "flowing", 150, 0);
    expect(complaints(paused)).toEqual([]);
    expect(socOf(paused)).toBe(0.2);
  });
});

describe("a meter of the grid", () => {
  it.each([NaN, Infinity, -Infinity, 1e9])("that reads %d kW changes nothing", (kw) => {
    const story = new ControllerStory({ points: 1, maxKw: 100 }).base("site", 40);
    story.plug("P1", "bus1").until(MINUTE_MS).base("site", kw);
    expect(story.limitKw("P1")).toBe(60);
    expect(story.view.site[0]).toMatchObject({ baseLoadKw: 40, quality: "bad" });
    expect(complaints(story)).toEqual([["site", "baseLoadKw", 1]]);
    story.base("site", 30);
    expect(story.limitKw("P1")).toBe(70);
    expect(complaints(story)).toEqual([]);
  });

  it("that reads less than nothing makes no room for more", () => {
    const story = new ControllerStory({ points: 1, maxKw: 100 }).base("site", 40);
    story.plug("P1", "bus1").base("site", -500);
    expect(story.limitKw("P1")).toBe(100);
  });
});

describe("whoever sets limits", () => {
  it.each([NaN, Infinity])("is not heard when the limit is %d kW", (kw) => {
    const story = new ControllerStory({ points: 1, maxKw: 100 }).plug("P1", "bus1");
    story.grid("site", kw).orderLimit("site", kw);
    expect(story.limitKw("P1")).toBe(100);
    expect(complaints(story)).toEqual([
      ["site", "limitKw", 0],
      ["site", "order", 0],
    ]);
  });

  it.each([-1, -Infinity])("allows nothing who allows %d kW, by contract or at most", (kw) => {
    const said = { kind: "limitChanged", nodeId: id<NodeId>("site"), maxKw: NaN } as const;
    const story = new ControllerStory({ points: 1, maxKw: 100 }).plug("P1", "bus1");
    story.hear({ ...said, contractKw: kw });
    expect(story.limitKw("P1")).toBe(0);
    story.grid("site", 90);
    expect(story.limitKw("P1")).toBe(90);
    story.orderLimit("site", kw);
    expect(story.limitKw("P1")).toBe(0);
  });
});

describe("a presystem", () => {
  const said = {
    kind: "requestChanged",
    requestId: id<RequestId>("bus1"),
    vehicleId: id<VehicleId>("bus1"),
    expectedArrivalAtMs: null,
    expectedSoc: null,
    departureAtMs: null,
    minTargetSoc: 0.5,
    maxTargetSoc: 0.5,
    priority: 0,
  } as const;

  it.each<[string, object]>([
    ["minTargetSoc", { minTargetSoc: NaN }],
    ["maxTargetSoc", { maxTargetSoc: 100 }],
    ["both targets", { minTargetSoc: 0.9, maxTargetSoc: 0.8 }],
    ["expectedSoc", { expectedSoc: -0.5 }],
    ["departureAtMs", { departureAtMs: NaN }],
    ["expectedArrivalAtMs", { expectedArrivalAtMs: 1e300 }],
    ["priority", { priority: Infinity }],
  ])("that is wrong in %s is not heard: what it said before still holds", (_, wrong) => {
    const story = new ControllerStory({ points: 1 }).request("bus1", 9 * HOUR_MS, 0.4);
    story
      .plug("P1", "bus1", 0.2)
      .until(MINUTE_MS)
      .hear({ ...said, ...wrong });
    expect(complaints(story)).toEqual([["bus1", "request", 1]]);
    expect(story.view.points[0]!.session).toMatchObject({ requestId: "bus1", maxTargetSoc: 0.4 });
    story.hear(said);
    expect(complaints(story)).toEqual([]);
  });

  it("fills no list with buses that nobody knows", () => {
    const story = new ControllerStory({ points: 1 });
    for (const i of [1, 2, 3]) {
      const vehicleId = id<VehicleId>(`stranger${i}`);
      story.hear({ ...said, vehicleId, minTargetSoc: NaN });
    }
    expect(complaints(story)).toEqual([["presystem", "request", 0]]);
  });
});

describe("a planner", () => {
  it("whose plan is none is asked again at the next fixed time, and limits hold meanwhile", () => {
    const { law, planner } = strategies.peakShaving;
    const story = new ControllerStory({ points: 1, law, planner: null, maxKw: 100 });
    story
      .request("bus1", 12 * HOUR_MS)
      .plug("P1", "bus1", 0.5)
      .until(MINUTE_MS);
    const { problem, commandId } = story.done.findLast((one) => one.kind === "requestPlan")!;
    const plan = { ...planner!(problem), peakKw: NaN };
    story.hear({ kind: "planReady", commandId, plan });
    expect(complaints(story)).toEqual([["planner", "plan", 1]]);
    expect(story.view.plan).toBeNull();
    expect(story.limitKw("P1")).toBe(100);
    const count = story.problems.length;
    expect(story.until(HOUR_MS).problems.length).toBe(count + 1);
  });
});

it("nobody who is none of ours is complained of", () => {
  const story = new ControllerStory({ points: 1 }).plug("P7", "bus1", NaN).base("attic", NaN);
  story.grid("attic", NaN).orderLimit("attic", NaN).charging("P7", "flowing", NaN, NaN, NaN);
  expect(story.view.complaints).toEqual([]);
});
