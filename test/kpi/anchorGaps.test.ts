import { describe, expect, it } from "vitest";
import { anchorGaps } from "../../src/kpi/anchorGaps.ts";
import { noPeakBounds } from "../../src/kpi/index.ts";

const bounds = { ...noPeakBounds("nobody asked"), exactMinPeakKw: 600, carriedMinPeakKw: 500 };

describe("gaps to the anchors", () => {
  it("are shares of the anchor", () => {
    expect(anchorGaps(750, 1500, bounds)).toEqual({
      peakCut: 0.5,
      aboveExactMinPeak: 0.25,
      aboveCarriedMinPeak: 0.5,
    });
  });

  it("turn below 0 where a peak is above plug and charge, or below a bound", () => {
    expect(anchorGaps(550, 500, bounds)).toEqual({
      peakCut: -0.1,
      aboveExactMinPeak: -50 / 600,
      aboveCarriedMinPeak: 0.1,
    });
  });

  it("are null where an anchor is missing or nothing", () => {
    const none = { peakCut: null, aboveExactMinPeak: null, aboveCarriedMinPeak: null };
    expect(anchorGaps(100, null, noPeakBounds("nobody asked"))).toEqual(none);
    expect(anchorGaps(100, 0, { ...bounds, exactMinPeakKw: 0, carriedMinPeakKw: 0 })).toEqual(none);
  });
});
