import path from "node:path";
import { describe, expect, it } from "vitest";
import { diskFiles } from "../../src/host/index.ts";
import { summarise, type Summary, noPeakBounds } from "../../src/kpi/index.ts";
import { loadScenario } from "../../src/scenario/index.ts";
import { Simulation } from "../../src/simulation/index.ts";
import { root } from "../house/sources.ts";
import { hasSharedData, sharedJson, sharedPath } from "../support/sharedData.ts";

/** Two anchors for real depot days, computed by integrating second by second. */
interface Reference {
  readonly rows: readonly {
    readonly file: string;
    readonly stays: number;
    readonly grid_mwh: number;
    readonly unmet_kwh: number;
    readonly plug_and_charge_peak15_kw: number;
    readonly plug_and_charge_peak_instant_kw: number;
    readonly at: string;
  }[];
}

describe.skipIf(!hasSharedData)("real depot days through scenarios/stays-day.yaml", () => {
  const rows = hasSharedData ? sharedJson<Reference>("timetables/reference.json").rows : [];

  it.each(rows)("$file under plug and charge", async (row) => {
    const { site, departures, energy } = await summaryOf(row.file, []);
    expect(departures.total).toBe(row.stays);
    expect(Math.abs(site.peak15Kw / row.plug_and_charge_peak15_kw - 1)).toBeLessThan(1e-3);
    expect(Math.abs(site.maxKw / row.plug_and_charge_peak_instant_kw - 1)).toBeLessThan(1e-3);
    expect(site.peak15At?.slice(11, 16)).toBe(row.at);
    expect(Math.abs(energy.unmetKwh - row.unmet_kwh)).toBeLessThan(0.1);
    expect(Math.abs(energy.gridKwh / 1000 - row.grid_mwh)).toBeLessThan(0.001);
    expect(energy.lossKwh / energy.gridKwh).toBeCloseTo(0.05, 9);
  });

  it("serves no less and breaches nothing when a queueing law works under enough power", async () => {
    const free = await summaryOf("nyc_OH_weekday_stays.csv", []);
    const held = await summaryOf("nyc_OH_weekday_stays.csv", [
      "control.strategy=leastLaxityFirst",
      "grid.maxKw=2200",
    ]);
    expect(held.site.maxKw).toBeLessThanOrEqual(2200);
    expect(held.limits).toMatchObject({
      contractBreaches: 0,
      maxBreaches: 0,
      breachesByBaseLoad: 0,
    });
    expect(held.departures).toEqual(free.departures);
    expect(held.energy.unmetKwh).toBeCloseTo(free.energy.unmetKwh, 1);
  });
});

async function summaryOf(file: string, settings: readonly string[]): Promise<Summary> {
  const { scenario, calendar } = await loadScenario(
    diskFiles(root),
    path.join(root, "scenarios/stays-day.yaml"),
    {
      settings: [`timetable.file=${sharedPath(`timetables/derived_stays/${file}`)}`, ...settings],
      seed: null,
    },
  );
  return summarise(new Simulation(scenario).run(), calendar, {
    name: scenario.name,
    strategy: scenario.law.name,
    target: "full",
    seed: scenario.seed,
    plugAndCharge: null,
    smallestPeaks: noPeakBounds("nobody asked"),
    digest: "",
  });
}
