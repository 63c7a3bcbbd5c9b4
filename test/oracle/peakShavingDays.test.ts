import path from "node:path";
import { describe, expect, it } from "vitest";
import { diskFiles } from "../../src/host/index.ts";
import { noPeakBounds, summarise, type Summary } from "../../src/kpi/index.ts";
import { SOC_QUANTUM } from "../../src/operations/index.ts";
import { loadScenario } from "../../src/scenario/index.ts";
import { Simulation } from "../../src/simulation/index.ts";
import { root } from "../house/sources.ts";
import { hasSharedData, sharedJson, sharedPath } from "../support/sharedData.ts";

interface Row {
  readonly file: string;
  readonly stays: number;
  readonly unmet_kwh: number;
  readonly exact_min_peak_kw: number;
}

/**
 * Announced twelve hours ahead, as by default, two of the seven days end 0.2 and 0.5 % above: on
 * the first evening nobody knows yet of the last buses that share the busiest hours. A day ahead
 * is enough for all, two days give the same.
 */
const LEAD_MIN = 1440;

/** Usable energy of the largest bus. */
const LARGEST_KWH = 480;

const rows = hasSharedData ? sharedJson<{ rows: Row[] }>("timetables/reference.json").rows : [];

describe.skipIf(!hasSharedData)("peakShaving on recorded days, plan by plan", () => {
  it.each(rows)(
    "$file: the smallest peak there is, and nobody short who need not be",
    async (row) => {
      const planned = await ran(row, "peakShaving");
      const { site, energy } = planned;
      const aboveShare = site.maxKw / row.exact_min_peak_kw - 1;
      expect(Math.abs(aboveShare)).toBeLessThan(1e-3);
      // A link tells a state of charge to 0.0001: no bus misses more than that.
      const roundingKwh = SOC_QUANTUM * LARGEST_KWH;
      expect(energy.unmetKwh).toBeGreaterThan(row.unmet_kwh - 0.1);
      expect(energy.unmetKwh - row.unmet_kwh).toBeLessThan((roundingKwh / 10) * row.stays);
      expect(countsOf(planned)).toEqual(countsOf(await ran(row, "immediate")));
    },
    60_000,
  );
});

function countsOf({ departures: { total, late, short, notLeft } }: Summary) {
  return { total, late, short, notLeft };
}

async function ran({ file }: Row, strategy: string): Promise<Summary> {
  const { scenario, calendar } = await loadScenario(
    diskFiles(root),
    path.join(root, "scenarios/stays-day.yaml"),
    {
      settings: [
        `timetable.file=${sharedPath(`timetables/derived_stays/${file}`)}`,
        `control.strategy=${strategy}`,
        `operations.requestLeadMin=${LEAD_MIN}`,
        "charging.target=refillLastBlock",
      ],
      seed: null,
    },
  );
  return summarise(new Simulation(scenario).run(), calendar, {
    name: scenario.name,
    strategy,
    target: "refillLastBlock",
    seed: scenario.seed,
    plugAndCharge: null,
    smallestPeaks: noPeakBounds("nobody asked"),
    digest: "",
  });
}
