import { departures, isLate, isShort, type RunResult } from "../kpi/index.ts";
import type { Scenario } from "../scenario/index.ts";
import { asDrawn } from "./asDrawn.ts";
import { chargingWindows } from "./chargingWindows.ts";
import { gridWithCabinets } from "./gridWithCabinets.ts";
import { horizonOf, peakOf } from "./peakBounds.ts";

/**
 * The smallest power at which every bus can leave as ready and as punctual as on an unlimited connection, whatever the
 * strategy [kW]: only the departures count that are ready and punctual there, so that those that cannot be anywhere
 * excuse none of the others.
 * @param unlimited the same stays under plug and charge
 * @param mostCells as of `peakBounds`
 * @returns null: it is not known, for instance where what a bus must gain hangs on what it has left with before
 */
export function peakToServe(
  planned: Scenario,
  unlimited: RunResult,
  mostCells: number,
): number | null {
  if (planned.incidents.length > 0 || planned.yard.target !== "full") return null;
  const scenario = asDrawn(planned);
  const grid = gridWithCabinets(scenario);
  const { alone, leaving } = chargingWindows(scenario, grid);
  const good = new Set(
    departures(unlimited)
      .filter((stay) => !isShort(stay) && !isLate(stay))
      .map(({ vehicleId, plannedDepartureAtMs }) => `${plannedDepartureAtMs} ${vehicleId}`),
  );
  const counted = alone.filter((_, i) =>
    good.has(`${leaving[i]!.departAtMs} ${leaving[i]!.vehicleId}`),
  );
  const passed = new Set(counted.map(({ node }) => node));
  return peakOf(counted, horizonOf(scenario, grid, passed, 0), mostCells)?.peakKw ?? null;
}
