import { describe, expect, it } from "vitest";
import { DepotStage } from "../support/depotStage.ts";
import { DAY_MS, HOUR_MS } from "../support/smallDepot.ts";

const flat = [
  [0, 120],
  [1, 120],
] as const;
const bus = { energyKwh: 0, usableKwh: 240, curve: flat };

describe("station", () => {
  it("lets no energy flow before it is connected, and no bus in before it is free", () => {
    const stage = new DepotStage({
      buses: [bus],
      stations: [{ connectMs: 45_000, disconnectMs: 20_000, fallbackKw: 60 }],
    });
    stage.at(1000, () => stage.world.plugIn(0, 0));
    stage.at(2000, () => stage.limit(0, 120));
    stage.until(46_000);
    expect(stage.buses[0]!.energyKwh).toBe(0);
    expect(stage.said("connected").map(({ atMs }) => atMs - DAY_MS)).toEqual([46_000]);
    expect(stage.said("commandResult").map(({ status }) => status)).toEqual(["rejected"]);
    stage.until(46_000 + HOUR_MS);
    expect(stage.buses[0]!.energyKwh).toBeCloseTo(60, 9);
    stage.at(50_000 + HOUR_MS, () => void stage.world.unplug(0));
    stage.until(50_000 + HOUR_MS);
    expect(stage.world.isFree(0)).toBe(false);
    stage.until(2 * HOUR_MS);
    expect(stage.world.isFree(0)).toBe(true);
    expect(stage.free).toEqual([{ point: 0, atMs: 70_000 + HOUR_MS }]);
  });

  it("says nothing of a bus that is pulled out before it was connected", () => {
    const stage = new DepotStage({ buses: [bus], stations: [{ connectMs: 45_000 }] });
    stage.at(0, () => stage.world.plugIn(0, 0));
    stage.at(30_000, () => void stage.world.unplug(0));
    stage.until(HOUR_MS);
    expect(stage.heard.filter(({ kind }) => kind.endsWith("connected"))).toEqual([]);
    expect(stage.world.isFree(0)).toBe(true);
  });

  it("names every session anew", () => {
    const stage = new DepotStage({ buses: [bus] });
    for (const i of [0, 1, 2]) {
      stage.at(i * 1000, () => stage.world.plugIn(0, 0));
      stage.at(i * 1000 + 500, () => void stage.world.unplug(0));
    }
    stage.until(HOUR_MS);
    const sessions = stage.said("connected").map(({ sessionId }) => sessionId);
    expect(new Set(sessions).size).toBe(3);
    expect(stage.said("disconnected").map(({ sessionId }) => sessionId)).toEqual(sessions);
  });

  it("reports flowing, paused and complete as they begin, with what has reached the bus", () => {
    const stage = new DepotStage({ buses: [{ ...bus, energyKwh: 60 }] });
    stage.at(0, () => stage.world.plugIn(0, 0));
    stage.at(HOUR_MS, () => stage.limit(0, 100));
    stage.at(2 * HOUR_MS, () => stage.limit(0, 0));
    stage.at(3 * HOUR_MS, () => stage.limit(0, 80));
    stage.until(6 * HOUR_MS);
    const reports = stage
      .said("charging")
      .map(({ atMs, state, powerKw, energyKwh, soc }) => [
        atMs - DAY_MS,
        state,
        powerKw,
        energyKwh,
        soc,
      ]);
    expect(reports).toEqual([
      [HOUR_MS, "flowing", 100, 0, 0.25],
      [2 * HOUR_MS, "paused", 0, 100, 0.6667],
      [3 * HOUR_MS, "flowing", 80, 100, 0.6667],
      [4 * HOUR_MS, "complete", 0, 180, 1],
    ]);
  });

  it("reports a bus that comes full as complete, once", () => {
    const stage = new DepotStage({ buses: [{ ...bus, energyKwh: 240 }] });
    stage.at(0, () => stage.world.plugIn(0, 0));
    stage.at(1000, () => stage.limit(0, 100));
    stage.until(HOUR_MS);
    expect(stage.said("charging").map(({ state }) => state)).toEqual(["complete"]);
    expect(stage.world.unplug(0)).toBe(0);
  });

  it("tells when the bus holds what somebody waits for, on the millisecond after", () => {
    const stage = new DepotStage({ buses: [bus] });
    stage.at(0, () => {
      stage.world.plugIn(0, 0);
      stage.limit(0, 90);
      stage.world.waitFor(0, 30);
    });
    stage.until(HOUR_MS);
    expect(stage.charged).toEqual([{ point: 0, atMs: HOUR_MS / 3 }]);
  });

  it("tells at once when the bus holds it already, or when it takes no more", () => {
    const stage = new DepotStage({ buses: [{ ...bus, energyKwh: 200 }, bus], stations: [{}, {}] });
    stage.at(0, () => stage.world.plugIn(0, 0));
    stage.at(5000, () => stage.world.waitFor(0, 200));
    // More than the battery holds: full has to do.
    stage.at(0, () => stage.world.plugIn(1, 1));
    stage.at(0, () => stage.limit(1, 120));
    stage.at(1, () => stage.world.waitFor(1, 1000));
    stage.until(5 * HOUR_MS);
    expect(stage.charged).toEqual([
      { point: 0, atMs: 5000 },
      { point: 1, atMs: 2 * HOUR_MS },
    ]);
  });

  it("waits as long as nothing flows", () => {
    const stage = new DepotStage({ buses: [bus] });
    stage.at(0, () => {
      stage.world.plugIn(0, 0);
      stage.world.waitFor(0, 60);
    });
    stage.at(5 * HOUR_MS, () => stage.limit(0, 120));
    stage.until(6 * HOUR_MS);
    expect(stage.charged).toEqual([{ point: 0, atMs: 5.5 * HOUR_MS }]);
  });
});
