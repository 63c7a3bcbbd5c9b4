import type { Calendar } from "./calendar.ts";
import { chargerInputKw } from "./chargerInputKw.ts";
import { fleetSize } from "./fleetSize.ts";
import { measuredHours } from "./measuredHours.ts";
import type { RunResult } from "./runResult.ts";

/** Of a year without a leap day. */
const HOURS_PER_YEAR = 8760;

/** What the peak of the connection stands in relation to; null where there is nothing to divide by. */
export interface LoadShape {
  /** Mean power of the window over its quarter-hour peak. */
  readonly loadFactor: number | null;
  /**
   * Energy of a year over the peak [h], as network tariffs ask for it. The year is the window again and
   * again, 8,760 h of it at its mean power: a week in winter overstates it, and its peak is not the year's.
   */
  readonly utilisationHours: number | null;
  /** Quarter-hour peak, base load included, over what all chargers would draw at their ratings. */
  readonly coincidence: number | null;
  /** The most buses that come back on one service day. */
  readonly buses: number;
  /** Quarter-hour peak over those buses. */
  readonly peakPerBusKw: number | null;
}

export function loadShape(
  run: RunResult,
  calendar: Calendar,
  peak15Kw: number,
  gridKwh: number,
): LoadShape {
  const loadFactor = ratio(ratio(gridKwh, measuredHours(run)), peak15Kw);
  const buses = fleetSize(run, calendar);
  return {
    loadFactor,
    utilisationHours: loadFactor === null ? null : loadFactor * HOURS_PER_YEAR,
    coincidence: ratio(peak15Kw, chargerInputKw(run)),
    buses,
    peakPerBusKw: ratio(peak15Kw, buses),
  };
}

function ratio(part: number | null, whole: number): number | null {
  return part === null || whole <= 0 ? null : part / whole;
}
