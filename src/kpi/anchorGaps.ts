import type { PeakBounds } from "./peakBounds.ts";

/** Where a peak lies between its anchors; null where one is missing or 0. */
export interface AnchorGaps {
  /** Share of plug and charge's quarter-hour peak that was cut; below 0 where it was raised. */
  readonly peakCut: number | null;
  /**
   * Quarter-hour peak above `exactMinPeakKw`, as a share of that. Below 0 where the bound, which is one of
   * instants, or of buses that refill each stay, asks for more than was done.
   */
  readonly aboveExactMinPeak: number | null;
  /** Quarter-hour peak above `carriedMinPeakKw`, as a share of that. */
  readonly aboveCarriedMinPeak: number | null;
}

export function anchorGaps(
  peak15Kw: number,
  plugAndChargePeak15Kw: number | null,
  { exactMinPeakKw, carriedMinPeakKw }: PeakBounds,
): AnchorGaps {
  const cut = relative(plugAndChargePeak15Kw, peak15Kw);
  return {
    peakCut: cut === null ? null : 0 - cut,
    aboveExactMinPeak: relative(exactMinPeakKw, peak15Kw),
    aboveCarriedMinPeak: relative(carriedMinPeakKw, peak15Kw),
  };
}

function relative(anchorKw: number | null, powerKw: number): number | null {
  return anchorKw === null || anchorKw <= 0 ? null : (powerKw - anchorKw) / anchorKw;
}
