import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ConverterLoss } from "../../src/physics/index.ts";
import { chargeBySeconds } from "../support/bruteForceCharging.ts";
import { DepotStage } from "../support/depotStage.ts";
import { DAY_MS, HOUR_MS } from "../support/smallDepot.ts";

const taper = [
  [0, 60],
  [0.2, 120],
  [0.7, 120],
  [1, 20],
] as const;
const flat = [
  [0, 100],
  [1, 100],
] as const;

const limitSteps = fc
  .uniqueArray(fc.integer({ min: 0, max: 7199 }), { minLength: 1, maxLength: 6 })
  .chain((seconds) =>
    fc
      .array(fc.double({ min: 0, max: 160, noNaN: true }), {
        minLength: seconds.length,
        maxLength: seconds.length,
      })
      .map((limits) =>
        seconds
          .toSorted((a, b) => a - b)
          .map((second, i) => ({ atMs: second * 1000, limitKw: limits[i]! })),
      ),
  );

/** What a bus gains in an hour under a limit, at a station of that rating. */
const gainedKwh = (limitKw: number, ratedKw: number): number => {
  const stage = new DepotStage({
    buses: [{ energyKwh: 0, usableKwh: 1000, curve: flat }],
    stations: [{ ratedKw }],
  });
  stage.at(0, () => {
    stage.world.plugIn(0, 0);
    stage.limit(0, limitKw);
  });
  return stage.until(HOUR_MS).buses[0]!.energyKwh;
};

/** The same, by the least power of station and battery. */
const gainedAtLeastKwh = (limitKw: number, stationMinKw: number, batteryMinKw: number): number => {
  const stage = new DepotStage({
    buses: [{ energyKwh: 0, usableKwh: 1000, curve: flat, minKw: batteryMinKw }],
    stations: [{ minKw: stationMinKw }],
  });
  stage.at(0, () => {
    stage.world.plugIn(0, 0);
    stage.limit(0, limitKw);
  });
  return stage.until(HOUR_MS).buses[0]!.energyKwh;
};

describe("powerFlow", () => {
  it("charges as Runge-Kutta does second by second, whatever limits come when", () => {
    fc.assert(
      fc.property(
        limitSteps,
        fc.double({ min: 0, max: 0.95, noNaN: true }),
        fc.constantFrom(0, 15),
        (limits, soc, minKw) => {
          const usableKwh = 150;
          const stage = new DepotStage({
            buses: [{ energyKwh: soc * usableKwh, usableKwh, curve: taper }],
            stations: [{ minKw, loss: new ConverterLoss({ efficiency: 0.8 }, 150) }],
          });
          stage.at(0, () => stage.world.plugIn(0, 0));
          for (const { atMs, limitKw } of limits) stage.at(atMs, () => stage.limit(0, limitKw));
          const trace = chargeBySeconds(
            { usableKwh, knots: taper, minKw },
            soc * usableKwh,
            limits,
            7200,
          );
          for (const second of [1800, 3600, 7200]) {
            stage.until(second * 1000);
            const gainedKwh = stage.buses[0]!.energyKwh - trace[second]!.energyKwh;
            expect(Math.abs(gainedKwh)).toBeLessThan(2e-3);
          }
          const gridKwh = stage.world.unplug(0);
          expect(gridKwh).toBeCloseTo((stage.buses[0]!.energyKwh - soc * usableKwh) / 0.8, 6);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("gives the least of limit, rating and what the battery accepts", () => {
    expect(gainedKwh(40, 150)).toBeCloseTo(40, 9);
    expect(gainedKwh(150, 150)).toBeCloseTo(100, 9);
    expect(gainedKwh(150, 70)).toBeCloseTo(70, 9);
    expect(gainedKwh(1e9, 70)).toBeCloseTo(70, 9);
  });

  it("gives nothing below the least power of station or battery, whichever is higher", () => {
    expect(gainedAtLeastKwh(9.99, 10, 5)).toBe(0);
    expect(gainedAtLeastKwh(9.99, 5, 10)).toBe(0);
    expect(gainedAtLeastKwh(10, 5, 10)).toBeCloseTo(10, 9);
  });

  it("ends where the curve has fallen below the least power: that is full", () => {
    const stage = new DepotStage({
      buses: [{ energyKwh: 100, usableKwh: 150, curve: taper }],
      stations: [{ minKw: 70 }],
    });
    stage.at(0, () => {
      stage.world.plugIn(0, 0);
      stage.limit(0, 150);
    });
    stage.until(5 * HOUR_MS);
    // The curve falls from 120 kW at soc 0.7 to 20 kW at 1: it passes 70 kW at 0.85.
    expect(stage.buses[0]!.energyKwh).toBeCloseTo(0.85 * 150, 6);
    expect(stage.said("charging").at(-1)?.state).toBe("complete");
  });

  it("is full where the last piece of the curve is too short to tell, and paused there it rests", () => {
    // A rating next to the end of the curve clips all of it but the last hair.
    const ratedKw = 30.00000000000006;
    const stage = new DepotStage({
      buses: [
        {
          energyKwh: 199,
          usableKwh: 200,
          curve: [
            [0, 150],
            [0.8, 150],
            [1, 30],
          ],
        },
      ],
      stations: [{ ratedKw }],
    });
    stage.at(0, () => {
      stage.world.plugIn(0, 0);
      stage.limit(0, ratedKw);
    });
    // 1 kWh at 30 kW, and nothing from the very instant at which it is there.
    stage.at(120_000, () => stage.limit(0, 0));
    stage.until(120_000);
    let events = 0;
    while (stage.engine.nextAtMs < DAY_MS + HOUR_MS) {
      stage.engine.step();
      events++;
    }
    expect(events).toBeLessThan(10);
    stage.until(HOUR_MS);
    expect(stage.buses[0]!.energyKwh).toBe(200);
    expect(stage.said("charging").at(-1)?.state).toBe("complete");
  });

  it("draws fixed, linear and quadratic losses from the grid while energy flows, else nothing", () => {
    const loss = new ConverterLoss({ fixedKw: 1.5, linear: 0.02, quadratic: 0.03 }, 150);
    const stage = new DepotStage({
      buses: [{ energyKwh: 0, usableKwh: 1000, curve: flat }],
      stations: [{ loss }],
    });
    stage.at(0, () => stage.world.plugIn(0, 0));
    stage.at(HOUR_MS, () => stage.limit(0, 60));
    stage.until(2 * HOUR_MS);
    const quarters = stage.world.meter.gridKwh[0]!;
    const drawnKw = 1.5 + 60 * 1.02 + (0.03 / 150) * 60 * 60;
    for (let quarter = 0; quarter < 4; quarter++) expect(quarters[quarter]).toBe(0);
    for (let quarter = 4; quarter < 8; quarter++) {
      expect(quarters[quarter]).toBeCloseTo(drawnKw / 4, 9);
    }
    expect(stage.engine.nowMs).toBe(DAY_MS + 2 * HOUR_MS);
  });
});
