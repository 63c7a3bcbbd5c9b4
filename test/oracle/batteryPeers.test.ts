import { describe, expect, it } from "vitest";
import { ChargeCurve } from "../../src/physics/index.ts";
import { hasSharedData, sharedJson } from "../support/sharedData.ts";

/** SpiceEV's Battery.load, integrated exactly; powers on the grid side. */
interface PiecewiseCase {
  readonly tolerance: number;
  readonly curves: Readonly<Record<string, readonly (readonly [number, number])[]>>;
  readonly rows: readonly {
    readonly curve: string;
    readonly capacity_kwh: number;
    readonly efficiency: number;
    readonly soc0: number;
    readonly minutes: number;
    readonly max_power_kw: number | null;
    readonly avg_grid_kw: number;
    readonly soc1: number;
  }[];
}

/** ACN-Sim's Linear2StageBattery: constant, then falling straight to 0 at full. */
interface TwoStageCase {
  readonly tolerance: number;
  readonly rows: readonly {
    readonly capacity_kwh: number;
    readonly init_kwh: number;
    readonly max_power_kw: number;
    readonly transition_soc: number;
    readonly pilot_a: number;
    readonly volts: number;
    readonly period_min: number;
    readonly rates_a: readonly number[];
    readonly final_kwh: number;
  }[];
}

describe.skipIf(!hasSharedData)("batteries of other simulators", () => {
  it("charges as SpiceEV's, all rows", () => {
    const { rows, curves, tolerance } = sharedJson<PiecewiseCase>(
      "peer-cases/battery_piecewise_curve.json",
    );
    expect(rows.length).toBeGreaterThanOrEqual(60);
    for (const row of rows) {
      // Their curve is on the grid side: battery power is the efficiency's share of it.
      const curve = new ChargeCurve(
        curves[row.curve]!.map(([soc]) => soc * row.capacity_kwh),
        curves[row.curve]!.map(([, kw]) => kw * row.efficiency),
      );
      const limitKw = (row.max_power_kw ?? Infinity) * row.efficiency;
      const fromKwh = row.soc0 * row.capacity_kwh;
      const toKwh = curve.energyAfter(limitKw, fromKwh, row.minutes / 60);
      expect(Math.abs(toKwh / row.capacity_kwh - row.soc1)).toBeLessThan(tolerance);
      const gridKw = (toKwh - fromKwh) / row.efficiency / (row.minutes / 60);
      expect(Math.abs(gridKw - row.avg_grid_kw)).toBeLessThan(tolerance * row.capacity_kwh);
    }
  });

  it("charges as ACN-Sim's, all rows", () => {
    const { rows, tolerance } = sharedJson<TwoStageCase>("peer-cases/battery_two_stage_acn.json");
    for (const row of rows) {
      const { capacity_kwh: full, max_power_kw: maxKw, transition_soc: knee } = row;
      const curve = new ChargeCurve([0, knee * full, full], [maxKw, maxKw, 0]);
      const pilotKw = (row.pilot_a * row.volts) / 1000;
      let energyKwh = row.init_kwh;
      for (const rateA of row.rates_a) {
        const nextKwh = curve.energyAfter(pilotKw, energyKwh, row.period_min / 60);
        const meanA = ((nextKwh - energyKwh) / (row.period_min / 60) / row.volts) * 1000;
        expect(Math.abs(meanA - rateA)).toBeLessThan(tolerance * 100);
        energyKwh = nextKwh;
      }
      expect(Math.abs(energyKwh - row.final_kwh)).toBeLessThan(tolerance * full);
    }
  });
});
