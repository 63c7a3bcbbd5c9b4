import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ConverterLoss } from "../../src/physics/index.ts";
import { DepotStage } from "../support/depotStage.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../support/smallDepot.ts";

const flat = [
  [0, 100],
  [1, 100],
] as const;
const loss = new ConverterLoss({ fixedKw: 1.2, linear: 0.02, quadratic: 0.022 }, 150);

/** A bus that never tapers, plugged in from the beginning; what it holds is as good as nothing. */
function stageOf(station: { minKw?: number } = {}, energyKwh = 0): DepotStage {
  const stage = new DepotStage({
    buses: [{ energyKwh, usableKwh: 1000, curve: flat }],
    stations: [{ loss, ...station }],
  });
  return stage.at(0, () => stage.world.plugIn(0, 0));
}

const sum = (values: Float64Array): number => values.reduce((all, value) => all + value, 0);

describe("a cabin that is preconditioned at the plug", () => {
  it("takes its part first, and leaves the battery the rest", () => {
    const stage = stageOf();
    stage.at(0, () => {
      stage.limit(0, 50);
      stage.precondition(0, 30 * MINUTE_MS, 70 * MINUTE_MS, 22);
    });
    stage.until(30 * MINUTE_MS);
    expect(stage.buses[0]!.energyKwh).toBeCloseTo(25, 9);
    stage.until(70 * MINUTE_MS);
    expect(stage.buses[0]!.energyKwh).toBeCloseTo(25 + (28 * 40) / 60, 9);
    stage.until(2 * HOUR_MS);
    expect(stage.buses[0]!.energyKwh).toBeCloseTo(25 + (28 * 40) / 60 + (50 * 50) / 60, 9);
    const { meter } = stage.world;
    expect(sum(meter.cabinKwh)).toBeCloseTo((22 * 40) / 60, 9);
    // The same 50 kW all the time: nothing of it is lost twice.
    expect(stage.world.unplug(0)).toBeCloseTo(2 * loss.acKw(50), 6);
    expect(meter.useOf(0).outletKwh).toBeCloseTo(100, 9);
  });

  it("gets no more than the plug gives, and then the battery gets nothing", () => {
    const stage = stageOf();
    stage.at(0, () => {
      stage.limit(0, 15);
      stage.precondition(0, 0, HOUR_MS, 22);
    });
    stage.until(2 * HOUR_MS);
    expect(sum(stage.world.meter.cabinKwh)).toBeCloseTo(15, 9);
    expect(stage.buses[0]!.energyKwh).toBeCloseTo(15, 9);
  });

  it("takes what it needs of a full bus, whose battery says that it is complete", () => {
    const stage = stageOf({}, 1000);
    stage.at(0, () => {
      stage.limit(0, 150);
      stage.precondition(0, HOUR_MS, 2 * HOUR_MS, 22);
    });
    stage.until(3 * HOUR_MS);
    expect(sum(stage.world.meter.cabinKwh)).toBeCloseTo(22, 9);
    expect(stage.buses[0]!.energyKwh).toBe(1000);
    const said = stage.said("charging").map(({ state, powerKw, energyKwh, soc }) => {
      return { state, powerKw, energyKwh, soc };
    });
    const full = { state: "complete", soc: 1 };
    expect(said).toEqual([
      { ...full, powerKw: 0, energyKwh: 0 },
      { ...full, powerKw: 22, energyKwh: 0 },
      { ...full, powerKw: 0, energyKwh: 22 },
    ]);
    expect(stage.world.unplug(0)).toBeCloseTo(loss.acKw(22), 9);
  });

  it("has nothing where its point cannot give as little, or when the cable is out", () => {
    const low = stageOf({ minKw: 25 }, 1000);
    low.at(0, () => {
      low.limit(0, 150);
      low.precondition(0, 0, HOUR_MS, 22);
    });
    expect(sum(low.until(HOUR_MS).world.meter.cabinKwh)).toBe(0);
    const gone = stageOf({}, 1000);
    gone.at(0, () => {
      gone.limit(0, 150);
      gone.precondition(0, 0, HOUR_MS, 22);
    });
    gone.at(15 * MINUTE_MS, () => gone.world.unplug(0));
    expect(sum(gone.until(2 * HOUR_MS).world.meter.cabinKwh)).toBeCloseTo(5.5, 9);
  });

  it("starts and ends anew when it is asked for otherwise, and with another session", () => {
    const stage = stageOf();
    stage.at(0, () => {
      stage.limit(0, 50);
      stage.precondition(0, 0, 2 * HOUR_MS, 20);
    });
    stage.at(HOUR_MS, () => stage.precondition(0, HOUR_MS, HOUR_MS, 0));
    stage.at(2 * HOUR_MS, () => stage.precondition(0, 0, 4 * HOUR_MS, 10));
    stage.at(3 * HOUR_MS, () => stage.world.fail(0, "session"));
    stage.at(3 * HOUR_MS, () => stage.world.mend(0, "session"));
    stage.at(3 * HOUR_MS, () => stage.limit(0, 50));
    stage.until(4 * HOUR_MS);
    expect(sum(stage.world.meter.cabinKwh)).toBeCloseTo(20 + 10, 9);
    expect(stage.buses[0]!.energyKwh).toBeCloseTo(30 + 50 + 40 + 50, 9);
  });

  it("closes its energy under any limits, and takes what they leave it", () => {
    const minute = fc.integer({ min: 0, max: 240 });
    const limits = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 239 }), fc.integer({ min: 0, max: 60 })),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(limits, minute, minute, fc.integer({ min: 1, max: 40 }), (list, a, b, kw) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b)];
        const stage = stageOf();
        stage.at(0, () => stage.precondition(0, from * MINUTE_MS, to * MINUTE_MS, kw));
        for (const [at, limitKw] of list) {
          stage.at(at * MINUTE_MS, () => stage.limit(0, limitKw));
        }
        stage.until(4 * HOUR_MS);
        const limitAt = (at: number): number =>
          list
            .filter(([m]) => m <= at)
            .toSorted((x, y) => x[0] - y[0])
            .at(-1)?.[1] ?? 0;
        let [cabinKwh, batteryKwh, gridKwh] = [0, 0, 0];
        for (let at = 0; at < 240; at++) {
          const limitKw = limitAt(at);
          const cabinKw = at >= from && at < to ? Math.min(kw, limitKw) : 0;
          cabinKwh += cabinKw / 60;
          batteryKwh += (limitKw - cabinKw) / 60;
          gridKwh += loss.acKw(limitKw) / 60;
        }
        const { meter, instantPower } = stage.world;
        expect(sum(meter.cabinKwh)).toBeCloseTo(cabinKwh, 9);
        expect(stage.buses[0]!.energyKwh).toBeCloseTo(batteryKwh, 9);
        expect(sum(meter.batteryKwh)).toBeCloseTo(batteryKwh, 9);
        expect(sum(meter.gridKwh[0]!)).toBeCloseTo(gridKwh, 9);
        const highestKw = Math.max(0, ...list.map(([at]) => loss.acKw(limitAt(at))));
        expect(instantPower.peaks[0]!.highestKw).toBeCloseTo(highestKw, 9);
        expect(stage.engine.nowMs).toBe(DAY_MS + 4 * HOUR_MS);
      }),
    );
  });
});
