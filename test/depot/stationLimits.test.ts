import { describe, expect, it } from "vitest";
import { id, type SessionId } from "../../src/messages/index.ts";
import { DepotStage } from "../support/depotStage.ts";
import { DAY_MS, HOUR_MS } from "../support/smallDepot.ts";

/** So large that it never fills. */
const tank = {
  energyKwh: 0,
  usableKwh: 1e5,
  curve: [
    [0, 150],
    [1, 150],
  ],
} as const;

function plugged(station: { fallbackKw?: number; minKw?: number; ratedKw?: number }): DepotStage {
  const stage = new DepotStage({ buses: [tank], stations: [station] });
  return stage.at(0, () => stage.world.plugIn(0, 0));
}

/** Mean power into the bus over the next hour [kW]. */
function nextHourKw(stage: DepotStage): number {
  const fromMs = stage.engine.nowMs - DAY_MS;
  const before = stage.buses[0]!.energyKwh;
  return stage.until(fromMs + HOUR_MS).buses[0]!.energyKwh - before;
}

function statuses(stage: DepotStage): string[] {
  return stage.said("commandResult").map(({ status }) => status);
}

/** What a bus gains under two limits set one after the other, by when they are to end. */
const gainedKwh = (firstMs: number, secondMs: number): number => {
  const stage = plugged({ fallbackKw: 0 });
  stage.at(0, () => {
    stage.limit(0, 40, { untilMs: DAY_MS + firstMs });
    stage.limit(0, 80, { untilMs: DAY_MS + secondMs });
  });
  return stage.until(4 * HOUR_MS).buses[0]!.energyKwh;
};

describe("limits at a station", () => {
  it("end at their time and fall through to the fallback", () => {
    const stage = plugged({ fallbackKw: 11 });
    stage.at(0, () => stage.limit(0, 90, { untilMs: DAY_MS + HOUR_MS / 2 }));
    expect(nextHourKw(stage)).toBeCloseTo((90 + 11) / 2, 9);
    expect(nextHourKw(stage)).toBeCloseTo(11, 9);
  });

  it("end at the time of the last one, whether it was to end earlier or later", () => {
    expect(gainedKwh(HOUR_MS, 3 * HOUR_MS)).toBeCloseTo(240, 9);
    expect(gainedKwh(3 * HOUR_MS, HOUR_MS)).toBeCloseTo(80, 9);
  });

  it("that have ended already never begin", () => {
    const stage = plugged({ fallbackKw: 11 });
    stage.at(1000, () => stage.limit(0, 90, { untilMs: DAY_MS + 1000 }));
    expect(nextHourKw(stage)).toBeCloseTo(11, 9);
  });

  it("are refused for a session that is over, and change nothing", () => {
    const stage = plugged({ fallbackKw: 11 });
    stage.at(0, () => stage.limit(0, 90));
    stage.at(1, () => {
      const over = stage.sessionAt(stage.world.stationPorts[0]!.pointId);
      stage.world.unplug(0);
      stage.limit(0, 50, { sessionId: over });
      stage.world.plugIn(0, 0);
      stage.limit(0, 50, { sessionId: over });
    });
    stage.until(1);
    expect(statuses(stage)).toEqual(["accepted", "rejected", "rejected"]);
    expect(nextHourKw(stage)).toBeCloseTo(11, 9);
  });

  it("of one session do not outlive it: the next begins with the fallback", () => {
    const stage = plugged({ fallbackKw: 11 });
    stage.at(0, () => stage.limit(0, 90, { untilMs: DAY_MS + 5 * HOUR_MS }));
    stage.at(HOUR_MS, () => {
      stage.world.unplug(0);
      stage.world.plugIn(0, 0);
    });
    expect(nextHourKw(stage)).toBeCloseTo(90, 9);
    expect(nextHourKw(stage)).toBeCloseTo(11, 9);
    // Nor does its end of the limit come over the new one's.
    stage.at(4 * HOUR_MS, () => stage.limit(0, 70));
    stage.until(4 * HOUR_MS);
    expect([nextHourKw(stage), nextHourKw(stage)].map(Math.round)).toEqual([70, 70]);
  });

  it("above the rating are taken and give the rating", () => {
    const stage = plugged({ ratedKw: 60 });
    stage.at(0, () => stage.limit(0, 1000));
    expect(nextHourKw(stage)).toBeCloseTo(60, 9);
    expect(statuses(stage)).toEqual(["accepted"]);
  });

  it("below the least power are taken and pause", () => {
    const stage = plugged({ minKw: 6, fallbackKw: 20 });
    stage.at(0, () => stage.limit(0, 5.9));
    expect(nextHourKw(stage)).toBe(0);
    expect(statuses(stage)).toEqual(["accepted"]);
    stage.at(HOUR_MS, () => stage.limit(0, 6));
    expect(nextHourKw(stage)).toBeCloseTo(6, 9);
  });

  it.each([
    ["no number", NaN, DAY_MS + HOUR_MS],
    ["negative", -1, DAY_MS + HOUR_MS],
    ["without a time to end", 50, NaN],
  ])("that are %s are refused, and the one before stays", (_, limitKw, untilMs) => {
    const stage = plugged({ fallbackKw: 11 });
    stage.at(0, () => stage.limit(0, 90));
    stage.at(1, () => stage.limit(0, limitKw, { untilMs }));
    stage.until(1);
    expect(statuses(stage)).toEqual(["accepted", "rejected"]);
    expect(nextHourKw(stage)).toBeCloseTo(90, 9);
  });

  it("hold on while it is stopped, and are there again when it is started", () => {
    const stage = plugged({ fallbackKw: 11 });
    const port = stage.world.stationPorts[0]!;
    const order = (kind: "start" | "stop", commandId: number): void =>
      port.send({
        kind,
        commandId,
        atMs: stage.engine.nowMs,
        pointId: port.pointId,
        sessionId: id<SessionId>(stage.sessionAt(port.pointId)),
      });
    stage.at(0, () => stage.limit(0, 90));
    stage.at(HOUR_MS, () => order("stop", 101));
    stage.at(2 * HOUR_MS, () => order("start", 102));
    expect([nextHourKw(stage), nextHourKw(stage), nextHourKw(stage)].map(Math.round)).toEqual([
      90, 0, 90,
    ]);
  });
});
