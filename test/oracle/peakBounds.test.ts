import { describe, expect, it } from "vitest";
import { diskFiles } from "../../src/host/index.ts";
import { loadScenario } from "../../src/scenario/index.ts";
import { peakBounds } from "../../src/bounds/index.ts";
import { hasSharedData, sharedJson, sharedPath } from "../support/sharedData.ts";

interface Row {
  readonly file: string;
  readonly unmet_kwh: number;
  readonly exact_min_peak_kw: number;
  readonly carried_min_peak15_kw: number | null;
}

const EFFICIENCY = 0.95;
/** The reference gives peaks to a thousandth of a kW. */
const ROUNDING_KW = 0.0005;

const rows = hasSharedData ? sharedJson<{ rows: Row[] }>("timetables/reference.json").rows : [];

const boundsOf = async ({ file }: Row, ...settings: readonly string[]) => {
  const { scenario } = await loadScenario(diskFiles(process.cwd()), "scenarios/stays-day.yaml", {
    settings: [`timetable.file=${sharedPath(`timetables/derived_stays/${file}`)}`, ...settings],
    seed: null,
  });
  return peakBounds(scenario);
};

describe.skipIf(!hasSharedData)("the smallest peaks of recorded days", () => {
  it.each(rows)("$file: each stay by itself as linear programs found it", async (row) => {
    const bounds = await boundsOf(row);
    const slackKw = 1e-6 * row.exact_min_peak_kw + ROUNDING_KW;
    expect(Math.abs(bounds.exactMinPeakKw! - row.exact_min_peak_kw)).toBeLessThan(slackKw);
    expect(bounds.kind).toBe("exact");
    const missing = bounds.reasons.find((reason) => reason.includes("fit into no stay"));
    const missingKwh = Number(/^[\d.]+/.exec(missing ?? "0")![0]);
    expect(Math.abs(missingKwh * EFFICIENCY - row.unmet_kwh)).toBeLessThan(0.1);
  });

  it.each(rows)("$file: with energy carried from stay to stay", async (row) => {
    const { carriedMinPeakKw, reasons } = await boundsOf(row);
    if (row.carried_min_peak15_kw === null) {
      expect(carriedMinPeakKw).toBeNull();
      expect(reasons.join()).toContain("not even with energy carried");
    } else {
      expect(Math.abs(carriedMinPeakKw! / row.carried_min_peak15_kw - 1)).toBeLessThan(0.005);
    }
  });

  it.each(rows)("$file: is the same however often the day is repeated", async (row) => {
    expect(await boundsOf(row, "timetable.repeat=5")).toEqual(await boundsOf(row));
  });

  it("says what it leaves out", async () => {
    const bounds = await boundsOf(rows[0]!, "stations.0.minKw=5", "vehicleTypes.S12.minChargeKw=5");
    expect(bounds).toMatchObject({ kind: "lowerBound", relaxed: ["minKw"] });
    const fewer = await boundsOf(rows[0]!, "stations.0.count=20");
    expect(fewer).toMatchObject({ kind: "lowerBound", relaxed: ["points"] });
  });
});
