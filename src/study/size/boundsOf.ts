import type { RunRow } from "../runRow.ts";
import type { SizeBounds } from "./sizeReport.ts";
import { neededNights, type TriedSize } from "./triedSize.ts";

/** Short by less than a link can tell is ready: so far below a bound a night may yet be served (estimate). */
const BELOW_BOUND = 0.99;

/**
 * The planner's bounds of many nights: what that share of them needs at least, in the worst scenario.
 * @param tried with anchors; null: nothing was done
 */
export function boundsOf(tried: TriedSize | null, share: number, scenarios: number): SizeBounds {
  const rows = tried?.rows ?? [];
  const nights = rows.length / scenarios;
  const needed = (figure: string): number | null => {
    let most: number | null = null;
    for (let i = 0; i < scenarios; i++) {
      const each = rows.slice(i * nights, (i + 1) * nights).map((row) => row[figure]);
      const known = each.filter((value) => typeof value === "number");
      if (known.length < each.length || known.length === 0) return null;
      const least = known.toSorted((a, b) => a - b)[neededNights(share, nights) - 1]!;
      most = Math.max(most ?? 0, least);
    }
    return most;
  };
  const unlimited = rows.map((row) => row["size.unlimitedPeak15Kw"]);
  const peaks = unlimited.filter((value) => typeof value === "number");
  return {
    exactMinPeakKw: needed("bounds.exactMinPeakKw"),
    carriedMinPeakKw: needed("bounds.carriedMinPeakKw"),
    kind: rows.every(isExact) ? "exact" : "lowerBound",
    plugAndChargePeak15Kw: peaks.length === 0 ? null : Math.max(...peaks),
  };
}

function isExact(row: RunRow): boolean {
  return row["size.boundKind"] === "exact";
}

/**
 * The largest connection that is certainly not enough, by the planner's bounds [kW]; 0 where they do not say: without them, and where
 * buses are late or short on any connection, for those count as served.
 * @param mayLeaveWithLess than planners and laws aim at, when a night is served
 */
export function floorOf(bounds: SizeBounds, tried: TriedSize, mayLeaveWithLess: boolean): number {
  const { exactMinPeakKw, carriedMinPeakKw } = bounds;
  const excused = ["departures.late", "departures.short", "departures.notLeft"];
  const leastKw = mayLeaveWithLess ? carriedMinPeakKw : exactMinPeakKw;
  if (leastKw === null || excused.some((figure) => tried.sum(figure) > 0)) return 0;
  return Math.max(0, Math.ceil(BELOW_BOUND * leastKw) - 1);
}
