import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ConverterLoss, StepSeries } from "../../src/physics/index.ts";
import { DepotStage } from "../support/depotStage.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../support/smallDepot.ts";

const lossless = new ConverterLoss({ efficiency: 1 }, 150);
const MINUTES = 240;

/** A value for every minute as a series that steps where it changes. */
function perMinute(values: readonly number[]): StepSeries {
  const at = values.map((_, i) => i).filter((i) => i === 0 || values[i] !== values[i - 1]);
  return new StepSeries(
    at.map((i) => DAY_MS + i * MINUTE_MS),
    at.map((i) => values[i]!),
  );
}

/** Values that hold for some minutes each, as a list by minute. */
function steps(min: number, max: number): fc.Arbitrary<number[]> {
  return fc
    .array(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min, max })), { minLength: 8 })
    .map((list) => {
      const values = list.flatMap(([minutes, value]) => Array<number>(minutes).fill(value));
      return Array.from({ length: MINUTES }, (_, i) => values[i % values.length]!);
    });
}

describe("spells above a limit", () => {
  it("are counted as a walk over the minutes counts them, those of base load alone apart", () => {
    fc.assert(
      fc.property(steps(0, 100), steps(20, 160), steps(0, 100), (chargeKw, maxKw, baseKw) => {
        const stage = new DepotStage({
          // So large that it never fills: power is what the limit says.
          buses: [{ energyKwh: 0, usableKwh: 1e5 }],
          stations: [{ loss: lossless }],
          nodes: [{ id: "site", maxKw: perMinute(maxKw), baseLoadKw: perMinute(baseKw) }],
          hours: MINUTES / 60,
        });
        stage.at(0, () => stage.world.plugIn(0, 0));
        for (const [minute, limitKw] of chargeKw.entries()) {
          stage.at(minute * MINUTE_MS, () => stage.limit(0, limitKw));
        }
        stage.until(MINUTES * MINUTE_MS);
        let spells = 0;
        let spellsByBase = 0;
        let over = false;
        let aboveKwh = 0;
        let aboveByBaseKwh = 0;
        let byBase = false;
        let minutes = 0;
        let longest = 0;
        let longestByBase = 0;
        for (let minute = 0; minute < MINUTES; minute++) {
          const isOver = chargeKw[minute]! + baseKw[minute]! > maxKw[minute]!;
          if (isOver && !over) {
            byBase = baseKw[minute]! > maxKw[minute]!;
            minutes = 0;
            if (byBase) spellsByBase++;
            else spells++;
          }
          if (isOver) {
            const kwh = (chargeKw[minute]! + baseKw[minute]! - maxKw[minute]!) / 60;
            minutes++;
            if (byBase) {
              aboveByBaseKwh += kwh;
              longestByBase = Math.max(longestByBase, minutes);
            } else {
              aboveKwh += kwh;
              longest = Math.max(longest, minutes);
            }
          }
          over = isOver;
        }
        const [peak] = stage.world.instantPower.peaks;
        expect([peak!.maxBreaches, peak!.maxBreachesByBaseLoad]).toEqual([spells, spellsByBase]);
        expect(peak!.maxAboveKwh).toBeCloseTo(aboveKwh, 6);
        expect(peak!.maxAboveByBaseLoadKwh).toBeCloseTo(aboveByBaseKwh, 6);
        expect(peak!.maxLongestMs / MINUTE_MS).toBeCloseTo(longest, 6);
        expect(peak!.maxLongestByBaseLoadMs / MINUTE_MS).toBeCloseTo(longestByBase, 6);
      }),
      { numRuns: 60 },
    );
  });

  it("end where a taper brings the sum below the limit, and begin again with the next bus", () => {
    const stage = new DepotStage({
      buses: [0, 1].map(() => ({ energyKwh: 240, usableKwh: 300 })),
      stations: [{ loss: lossless }, { loss: lossless }],
      nodes: [{ id: "site", maxKw: 100 }],
    });
    for (const i of [0, 1]) {
      stage.at(i * 2 * HOUR_MS, () => {
        stage.world.plugIn(i, i);
        stage.limit(i, 150);
      });
    }
    stage.until(5 * HOUR_MS);
    const [peak] = stage.world.instantPower.peaks;
    expect(peak!.maxBreaches).toBe(2);
    // From soc 0.8, 240 kWh, power falls straight from 150 to 45 kW: p = 150·exp(−1.75·t), down to 100 kW.
    const hours = Math.log(1.5) / 1.75;
    expect(peak!.maxLongestMs / HOUR_MS).toBeCloseTo(hours, 5);
    expect(peak!.maxAboveKwh / 2).toBeCloseTo(50 / 1.75 - 100 * hours, 3);
  });

  it("begin when a limit falls below a power that was higher before", () => {
    const stage = new DepotStage({
      buses: [
        { energyKwh: 0, usableKwh: 1e5 },
        {
          energyKwh: 0,
          usableKwh: 100,
          curve: [
            [0, 20],
            [0.8, 120],
            [1, 120],
          ],
        },
      ],
      stations: [{ loss: lossless }, { loss: lossless }],
      nodes: [{ id: "site", maxKw: new StepSeries([DAY_MS, DAY_MS + HOUR_MS], [500, 100]) }],
    });
    stage.at(0, () => {
      stage.world.plugIn(0, 0);
      stage.limit(0, 150);
    });
    stage.at(HOUR_MS, () => stage.limit(0, 0));
    // Below the limit when it is plugged in, above it an hour later, and no event between.
    stage.at(2 * HOUR_MS, () => {
      stage.world.plugIn(1, 1);
      stage.limit(1, 150);
    });
    stage.until(5 * HOUR_MS);
    const [peak] = stage.world.instantPower.peaks;
    expect(peak!.maxBreaches).toBe(1);
    // p = 20·exp(1.25·t) from 100 to 120 kW, then 120 kW for the last 20 kWh.
    const risingH = Math.log(1.2) / 1.25;
    expect(peak!.maxLongestMs / HOUR_MS).toBeCloseTo(risingH + 1 / 6, 5);
    expect(peak!.maxAboveKwh).toBeCloseTo(20 / 1.25 - 100 * risingH + 20 / 6, 4);
  });

  it("are none at the limit itself", () => {
    const stage = new DepotStage({
      buses: [{ energyKwh: 0, usableKwh: 1e5 }],
      stations: [{ loss: lossless }],
      nodes: [{ id: "site", maxKw: 100, baseLoadKw: 30 }],
    });
    stage.at(0, () => {
      stage.world.plugIn(0, 0);
      stage.limit(0, 70);
    });
    stage.until(HOUR_MS);
    expect(stage.world.instantPower.peaks[0]).toMatchObject({ maxBreaches: 0, over: false });
    stage.at(2 * HOUR_MS, () => stage.limit(0, 70.001));
    stage.until(3 * HOUR_MS);
    expect(stage.world.instantPower.peaks[0]).toMatchObject({ maxBreaches: 1, over: true });
  });
});
