import { describe, expect, it } from "vitest";
import { DepotStage } from "../support/depotStage.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../support/smallDepot.ts";

/** Takes whatever it is given, up to 150 kW. */
const flat = { usableKwh: 300, curve: [[0, 150] as const, [1, 150] as const] };
const empty = { ...flat, energyKwh: 0 };

/** What flows at each point from when on, as far as it was reported: [ms, point, kW]. */
function reports(stage: DepotStage): (string | number)[][] {
  return stage
    .said("charging")
    .map(({ atMs, pointId, state, powerKw }) => [atMs - DAY_MS, pointId, state, powerKw]);
}

function energies(stage: DepotStage): number[] {
  return stage.buses.map(({ energyKwh }) => energyKwh);
}

describe("a sequential cabinet", () => {
  const outlet = { cabinet: 0, ratedKw: 150 };
  const three = [outlet, outlet, outlet];

  it("serves the first plugged in until it is full, then the next", () => {
    const stage = new DepotStage({
      buses: [empty, { ...empty, energyKwh: 150 }, empty],
      stations: three,
      cabinets: [{ moduleKw: 150, switchMs: 10_000 }],
    });
    stage.at(0, () => stage.world.plugIn(1, 1));
    stage.at(1000, () => stage.world.plugIn(0, 0));
    stage.at(2000, () => stage.world.plugIn(2, 2));
    stage.at(3000, () => [0, 1, 2].forEach((point) => stage.limit(point, 150)));
    stage.until(8 * HOUR_MS);
    // 150 kWh take 1 h; then 10 s to switch, 300 kWh take 2 h, and so on.
    const first = 3000 + HOUR_MS;
    const second = first + 10_000 + 2 * HOUR_MS;
    expect(reports(stage)).toEqual([
      [3000, "P2", "flowing", 150],
      [3000, "P1", "paused", 0],
      [3000, "P3", "paused", 0],
      [first, "P2", "complete", 0],
      [first + 10_000, "P1", "flowing", 150],
      [second, "P1", "complete", 0],
      [second + 10_000, "P3", "flowing", 150],
      [second + 10_000 + 2 * HOUR_MS, "P3", "complete", 0],
    ]);
    expect(energies(stage)).toEqual([300, 300, 300]);
  });

  it("goes on to the next when the one served is paused or unplugged, and does not come back", () => {
    const stage = new DepotStage({
      buses: [empty, empty, empty],
      stations: three,
      cabinets: [{ moduleKw: 150 }],
    });
    stage.at(0, () => [0, 1, 2].forEach((i) => stage.world.plugIn(i, i)));
    stage.at(0, () => [0, 1, 2].forEach((i) => stage.limit(i, 150)));
    stage.at(HOUR_MS, () => stage.limit(0, 0));
    // P1 wants power again, but P2 is being served.
    stage.at(HOUR_MS + 10 * MINUTE_MS, () => stage.limit(0, 150));
    stage.at(1.5 * HOUR_MS, () => void stage.world.unplug(1));
    stage.until(1.5 * HOUR_MS);
    expect(energies(stage)).toEqual([150, 75, 0]);
    stage.until(2 * HOUR_MS);
    expect(energies(stage)).toEqual([225, 75, 0]);
  });

  it("lets nothing flow below the least power, and serves another meanwhile", () => {
    const stage = new DepotStage({
      buses: [empty, empty],
      stations: [
        { ...outlet, minKw: 20 },
        { ...outlet, minKw: 20 },
      ],
      cabinets: [{ moduleKw: 150 }],
    });
    stage.at(0, () => [0, 1].forEach((i) => stage.world.plugIn(i, i)));
    stage.at(0, () => stage.limit(0, 19));
    stage.at(0, () => stage.limit(1, 60));
    stage.until(HOUR_MS);
    expect(energies(stage)).toEqual([0, 60]);
  });

  it("gives no outlet more than its rating and no more than the cabinet has", () => {
    const stage = new DepotStage({
      buses: [empty, empty],
      stations: [outlet, { ...outlet, ratedKw: 60 }],
      cabinets: [{ moduleKw: 100 }],
    });
    stage.at(0, () => stage.world.plugIn(0, 0));
    stage.at(0, () => stage.limit(0, 150));
    stage.at(HOUR_MS, () => void stage.world.unplug(0));
    stage.at(HOUR_MS, () => stage.world.plugIn(1, 1));
    stage.at(HOUR_MS, () => stage.limit(1, 150));
    stage.until(2 * HOUR_MS);
    expect(energies(stage)).toEqual([100, 60]);
  });
});

describe("a dynamic cabinet", () => {
  const outlet = { cabinet: 0, ratedKw: 150 };
  /** Five modules of 30 kW. */
  const bank = { modules: 5, moduleKw: 30, switchMs: 6000 };

  it("gives a second bus one module of the first at once, the others when they are spare", () => {
    const stage = new DepotStage({
      buses: [{ ...empty, usableKwh: 150 }, empty],
      stations: [outlet, outlet],
      cabinets: [bank],
    });
    stage.at(0, () => stage.world.plugIn(0, 0));
    stage.at(0, () => stage.limit(0, 150));
    stage.at(0.5 * HOUR_MS, () => stage.world.plugIn(1, 1));
    stage.at(0.5 * HOUR_MS, () => stage.limit(1, 150));
    stage.until(0.5 * HOUR_MS + 6000);
    // 75 kWh in half an hour, 120 kW for 6 s.
    expect(energies(stage)[0]).toBeCloseTo(75 + 0.2, 9);
    expect(energies(stage)[1]).toBe(0);
    // The other 75 kWh at 120 kW: 37.5 min.
    const fullMs = 0.5 * HOUR_MS + 37.5 * MINUTE_MS;
    stage.until(fullMs + 6000 + HOUR_MS);
    expect(reports(stage)).toEqual([
      [0, "P1", "flowing", 150],
      [0.5 * HOUR_MS, "P1", "flowing", 120],
      // Held back: its module is on the way.
      [0.5 * HOUR_MS, "P2", "paused", 0],
      [0.5 * HOUR_MS + 6000, "P2", "flowing", 30],
      [fullMs, "P1", "complete", 0],
      [fullMs + 6000, "P2", "flowing", 150],
    ]);
    // 30 kW from 6 s after it came until 6 s after P1 was full, then 150 kW for an hour.
    expect(energies(stage)[1]).toBeCloseTo(30 * (37.5 / 60) + 150, 9);
  });

  it("hands modules on one by one as a bus tapers", () => {
    // From 60 % on it falls from 150 kW to 0 in a straight line: 300 kWh, 180 to 300 kWh.
    const taper = {
      usableKwh: 300,
      curve: [[0, 150] as const, [0.6, 150] as const, [1, 0] as const],
    };
    const stage = new DepotStage({
      buses: [
        { ...taper, energyKwh: 180 },
        { ...flat, usableKwh: 1000, energyKwh: 0 },
      ],
      stations: [outlet, outlet],
      cabinets: [bank],
    });
    stage.at(0, () => [0, 1].forEach((i) => stage.world.plugIn(i, i)));
    stage.at(0, () => [0, 1].forEach((i) => stage.limit(i, 150)));
    stage.until(2 * HOUR_MS);
    // Four modules and one: it takes 120 kW until it holds 204 kWh. From there on 120·exp(−1.25·h).
    const bendH = 24 / 120;
    const freedMs = [90, 60, 30].map((kw) => (bendH + Math.log(120 / kw) / 1.25) * HOUR_MS);
    expect(reports(stage).filter(([, point]) => point === "P2")).toEqual([
      [0, "P2", "flowing", 30],
      ...freedMs.map((atMs, i) => [Math.ceil(atMs) + 6000, "P2", "flowing", 60 + 30 * i]),
    ]);
  });

  it("shares out what more buses than modules want: one each, the last ones wait", () => {
    const stage = new DepotStage({
      buses: Array.from({ length: 4 }, () => empty),
      stations: Array.from({ length: 4 }, () => ({ ...outlet, ratedKw: 60 })),
      cabinets: [{ modules: 3, moduleKw: 30, switchMs: 0 }],
    });
    stage.at(0, () => [0, 1, 2, 3].forEach((i) => stage.world.plugIn(i, i)));
    stage.at(0, () => [0, 1, 2, 3].forEach((i) => stage.limit(i, 60)));
    stage.at(HOUR_MS, () => void stage.world.unplug(1));
    stage.until(HOUR_MS);
    expect(energies(stage)).toEqual([30, 30, 30, 0]);
    stage.until(2 * HOUR_MS);
    expect(energies(stage)).toEqual([60, 30, 60, 30]);
  });

  it("gives no outlet fewer modules than its least power takes", () => {
    const stage = new DepotStage({
      buses: [empty, empty],
      stations: [outlet, { ...outlet, minKw: 50 }],
      cabinets: [{ modules: 3, moduleKw: 30, switchMs: 0 }],
    });
    stage.at(0, () => [0, 1].forEach((i) => stage.world.plugIn(i, i)));
    stage.at(0, () => stage.limit(0, 150));
    stage.at(HOUR_MS, () => stage.limit(1, 150));
    stage.until(2 * HOUR_MS);
    expect(energies(stage)).toEqual([90 + 30, 60]);
  });

  it("keeps a module at its outlet for the next bus there, without switching", () => {
    const stage = new DepotStage({ buses: [empty, empty], stations: [outlet], cabinets: [bank] });
    stage.at(0, () => stage.world.plugIn(0, 0));
    stage.at(0, () => stage.limit(0, 150));
    stage.at(HOUR_MS, () => void stage.world.unplug(0));
    stage.at(HOUR_MS, () => stage.world.plugIn(0, 1));
    stage.at(HOUR_MS, () => stage.limit(0, 150));
    stage.until(2 * HOUR_MS);
    expect(energies(stage)).toEqual([150, 150]);
  });

  it("has the same after it was saved and restored while a module is on its way", () => {
    const make = () =>
      new DepotStage({ buses: [empty, empty], stations: [outlet, outlet], cabinets: [bank] });
    const stage = make();
    stage.at(0, () => [0, 1].forEach((i) => stage.world.plugIn(i, i)));
    stage.at(0, () => stage.limit(0, 150));
    stage.at(HOUR_MS, () => stage.limit(1, 150));
    stage.until(HOUR_MS + 2000);
    const saved = JSON.stringify({
      world: stage.world.snapshot(),
      engine: stage.engine.snapshot(),
    });
    stage.until(HOUR_MS + 10_000);
    const other = make();
    const state = JSON.parse(saved) as {
      world: ReturnType<typeof stage.world.snapshot>;
      engine: ReturnType<typeof stage.engine.snapshot>;
    };
    other.world.restore(state.world);
    other.engine.restore(state.engine);
    other.until(HOUR_MS + 10_000);
    expect(energies(other)).toEqual(energies(stage));
    expect(other.world.snapshot()).toEqual(stage.world.snapshot());
    expect(energies(stage)[1]).toBeCloseTo((30 * 4000) / HOUR_MS, 9);
  });

  it("meters what flows: quarter-hours and the highest power are those of both outlets", () => {
    const stage = new DepotStage({
      buses: [empty, empty],
      nodes: [{ id: "site" }],
      stations: [outlet, outlet],
      cabinets: [{ ...bank, switchMs: 300_000 }],
    });
    stage.at(0, () => stage.world.plugIn(0, 0));
    stage.at(0, () => stage.limit(0, 150));
    stage.at(15 * MINUTE_MS, () => stage.world.plugIn(1, 1));
    stage.at(15 * MINUTE_MS, () => stage.limit(1, 150));
    stage.until(HOUR_MS);
    // 120 kW all along, 30 kW for 10 of 15 minutes.
    const [first, second, third] = stage.world.meter.gridKwh[0]!;
    expect(first! * 0.95).toBeCloseTo(37.5, 9);
    expect(second! * 0.95).toBeCloseTo(30 + 5, 9);
    expect(third! * 0.95).toBeCloseTo(37.5, 9);
    expect(stage.world.instantPower.peaks[0]!.highestKw).toBeCloseTo(150 / 0.95, 9);
  });
});
