import type { Cell, RunRow } from "../runRow.ts";
import type { SizeBounds } from "./sizeReport.ts";
import { neededNights, type TriedSize } from "./triedSize.ts";

/** A limit that a peak exceeds by less may pass for kept (estimate). */
const BELOW_PEAK = 0.99;
/** Short by less than a link can tell is ready: so far below a bound a night may yet be served (estimate). */
const BELOW_BOUND = 0.99;

const EXACT = "bounds.exactMinPeakKw";
const CARRIED = "bounds.carriedMinPeakKw";

/**
 * The planner's bounds of many nights: what that share of them needs at least, in the worst scenario.
 * @param tried with anchors; null: nothing was done
 */
export function boundsOf(tried: TriedSize | null, share: number, scenarios: number): SizeBounds {
  const rows = tried?.rows ?? [];
  const nights = rows.length / scenarios;
  const needed = (figure: (row: RunRow) => Cell | undefined): number | null => {
    let most: number | null = null;
    for (let i = 0; i < scenarios; i++) {
      const each = rows.slice(i * nights, (i + 1) * nights).map(figure);
      const known = each.filter((value) => typeof value === "number");
      if (known.length < each.length || known.length === 0) return null;
      const least = known.toSorted((a, b) => a - b)[neededNights(share, nights) - 1]!;
      most = Math.max(most ?? 0, least);
    }
    return most === Infinity ? null : most;
  };
  const unlimited = rows.map((row) => row["size.unlimitedPeak15Kw"]);
  const peaks = unlimited.filter((value) => typeof value === "number");
  return {
    exactMinPeakKw: needed((row) => row[EXACT]),
    // What no peak can do needs more than any.
    carriedMinPeakKw: needed((row) => (isUndriven(row) ? Infinity : row[CARRIED])),
    undrivenNights: rows.filter(isUndriven).length,
    kind: rows.every(isExact) ? "exact" : "lowerBound",
    plugAndChargePeak15Kw: peaks.length === 0 ? null : Math.max(...peaks),
  };
}

/** Its bounds are known, but for the one that no peak would do for. */
function isUndriven(row: RunRow): boolean {
  return typeof row[EXACT] === "number" && typeof row[CARRIED] !== "number";
}

function isExact(row: RunRow): boolean {
  return row["size.boundKind"] === "exact";
}

/** The largest connection that is certainly not enough, by the planner's bounds [kW]; 0 where they do not say. */
export function floorOf(tried: TriedSize, share: number, scenarios: number): number {
  const certainKw = tried.rows.map((row) => BELOW_BOUND * Number(row["size.certainKw"] ?? 0));
  return below(certainKw, share, scenarios);
}

/**
 * The same for a law that keeps no limits: it draws what it draws, and whatever is less than that is broken.
 * @param tried at a size that decides nothing, with that law
 */
export function unmanagedFloorOf(tried: TriedSize, share: number, scenarios: number): number {
  const peaksKw = tried.rows.map((row) => BELOW_PEAK * Number(row["site.peak15Kw"] ?? 0));
  return below(peaksKw, share, scenarios);
}

/** The largest whole size that is less than what too many nights of a scenario need. */
function below(neededKw: readonly number[], share: number, scenarios: number): number {
  const nights = neededKw.length / scenarios;
  const least = Array.from({ length: scenarios }, (_, i) => {
    const own = neededKw.slice(i * nights, (i + 1) * nights).toSorted((a, b) => a - b);
    return own[neededNights(share, nights) - 1]!;
  });
  return Math.max(0, Math.ceil(Math.max(...least)) - 1);
}
