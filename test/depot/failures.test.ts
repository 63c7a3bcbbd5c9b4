import { describe, expect, it } from "vitest";
import { DepotStage } from "../support/depotStage.ts";
import { DAY_MS, HOUR_MS } from "../support/smallDepot.ts";

const bus = {
  energyKwh: 0,
  usableKwh: 400,
  curve: [
    [0, 120],
    [1, 120],
  ],
} as const;

/** A bus at 120 kW from the start, and power that fails an hour and a millisecond later. */
function stageWith(station: object = {}): DepotStage {
  const stage = new DepotStage({ buses: [bus, bus], stations: [station] });
  stage.at(0, () => {
    stage.world.plugIn(0, 0);
    stage.limit(0, 120);
  });
  return stage.at(HOUR_MS + 1, () => trip(stage, 2 * HOUR_MS));
}

function trip({ engine, world }: DepotStage, toMs: number): void {
  world.changeGrid({ node: 0, fromMs: engine.nowMs, toMs: DAY_MS + toMs, maxKw: null });
}

const kindsOf = ({ heard }: DepotStage): string[] =>
  heard.filter((said) => "pointId" in said).map(({ kind }) => kind);

describe("a station without power", () => {
  it("gives none from that very millisecond on, and a bus keeps what it has", () => {
    const stage = stageWith();
    stage.until(HOUR_MS);
    expect(stage.world.powerKw(0)).toBeCloseTo(120 / 0.95, 9);
    stage.until(HOUR_MS + 1);
    expect(stage.world.powerKw(0)).toBe(0);
    stage.until(2 * HOUR_MS);
    expect(stage.buses[0]!.energyKwh).toBeCloseTo((120 * (HOUR_MS + 1)) / HOUR_MS, 9);
    expect(stage.world.energyKwh(0)).toBe(stage.buses[0]!.energyKwh);
    const [, second] = stage.world.meter.gridKwh[0]!.subarray(3, 5);
    expect(second).toBeCloseTo(120 / 0.95 / HOUR_MS, 12);
  });

  it("answers nobody, and forgets its limit: the fallback holds when it starts again", () => {
    const stage = stageWith({ fallbackKw: 30, connectMs: 0 });
    stage.at(1.5 * HOUR_MS, () => stage.limit(0, 60));
    stage.at(2 * HOUR_MS, () => stage.world.supplyReturns(0));
    stage.until(2 * HOUR_MS);
    expect(stage.said("commandResult")).toHaveLength(1);
    expect(stage.world.powerKw(0)).toBeCloseTo(30 / 0.95, 9);
    expect(kindsOf(stage).slice(-5)).toEqual([
      "linkUp",
      "disconnected",
      "stationStatus",
      "connected",
      "charging",
    ]);
    const [before, after] = stage.said("connected").map(({ sessionId }) => sessionId);
    expect(after).not.toBe(before);
  });

  it("tells afterwards of a bus that was pulled out in the dark, and is free only then", () => {
    const stage = stageWith({ disconnectMs: 20_000 });
    stage.at(1.5 * HOUR_MS, () => void stage.world.unplug(0));
    stage.at(2 * HOUR_MS, () => stage.world.supplyReturns(0));
    stage.until(1.9 * HOUR_MS);
    expect(stage.world.isFree(0)).toBe(false);
    expect(stage.free).toEqual([]);
    expect(kindsOf(stage).at(-1)).toBe("linkDown");
    stage.until(2 * HOUR_MS);
    expect(stage.free).toEqual([{ point: 0, atMs: 2 * HOUR_MS }]);
    expect(kindsOf(stage).slice(-3)).toEqual(["linkUp", "disconnected", "stationStatus"]);
  });

  it("goes on with connecting from the start, where it had only begun", () => {
    const stage = new DepotStage({ buses: [bus], stations: [{ connectMs: 60_000 }] });
    stage.at(0, () => stage.world.plugIn(0, 0));
    stage.at(30_000, () => trip(stage, HOUR_MS));
    stage.at(HOUR_MS, () => stage.world.supplyReturns(0));
    stage.until(HOUR_MS + 60_000);
    const told = stage.said("connected").map(({ atMs }) => atMs - DAY_MS);
    expect(told).toEqual([HOUR_MS + 60_000]);
    expect(stage.said("disconnected")).toEqual([]);
  });

  it("lets a bus go at once that has what it is to wait for, and no other", () => {
    const stage = stageWith();
    stage.at(1.5 * HOUR_MS, () => stage.world.waitFor(0, 100));
    stage.until(1.5 * HOUR_MS);
    expect(stage.charged).toEqual([{ point: 0, atMs: 1.5 * HOUR_MS }]);
    const other = stageWith();
    other.at(1.5 * HOUR_MS, () => other.world.waitFor(0, 130));
    other.until(4 * HOUR_MS);
    expect(other.charged).toEqual([]);
  });
});

describe("a cabinet without power", () => {
  it("gives nothing at any outlet, and deals its modules anew afterwards", () => {
    const outlet = { cabinet: 0, ratedKw: 120 };
    const stage = new DepotStage({
      buses: [bus, bus],
      stations: [outlet, outlet],
      cabinets: [{ modules: 3, moduleKw: 40, switchMs: 5000 }],
    });
    const limits = (): void => [0, 1].forEach((point) => stage.limit(point, 80));
    stage.at(0, () => [0, 1].forEach((point) => stage.world.plugIn(point, point)));
    stage.at(1, limits);
    stage.at(HOUR_MS, () => trip(stage, 2 * HOUR_MS));
    stage.at(2 * HOUR_MS, () => stage.world.supplyReturns(0));
    stage.at(2 * HOUR_MS + 1, limits);
    stage.until(HOUR_MS - 1);
    expect(stage.world.powerKw(0)).toBeCloseTo(120 / 0.95, 9);
    stage.until(HOUR_MS);
    expect(stage.world.powerKw(0)).toBe(0);
    const heldKwh = stage.buses.map(({ energyKwh }) => energyKwh);
    expect(heldKwh.map((kwh) => Math.round(kwh))).toEqual([80, 40]);
    stage.until(2 * HOUR_MS);
    expect(stage.buses.map(({ energyKwh }) => energyKwh)).toEqual(heldKwh);
    stage.until(2 * HOUR_MS + 6000);
    expect(stage.world.powerKw(0)).toBeCloseTo(120 / 0.95, 9);
  });
});
