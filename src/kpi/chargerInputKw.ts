import { ConverterLoss } from "../physics/index.ts";
import type { PointTotal, RunResult } from "./runResult.ts";

/**
 * What all chargers draw from the grid at their ratings [kW]. Points of a cabinet count together, as
 * what its modules give, at the efficiency of the points at theirs.
 */
export function chargerInputKw({ pointTotals: points, cabinets }: RunResult): number {
  const own = points.filter(({ cabinetId }) => cabinetId === null);
  return cabinets.reduce((sum, { id, ratedKw }) => {
    const outlets = points.filter(({ cabinetId }) => cabinetId === id);
    const outletsKw = outlets.reduce((kw, outlet) => kw + outlet.ratedKw, 0);
    return sum + inputKw(outlets) * Math.min(1, ratedKw / outletsKw);
  }, inputKw(own));
}

function inputKw(points: readonly PointTotal[]): number {
  return points.reduce(
    (sum, { loss, ratedKw }) => sum + new ConverterLoss(loss, ratedKw).acKw(ratedKw),
    0,
  );
}
