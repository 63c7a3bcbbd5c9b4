import type { RunResult, Summary } from "../kpi/index.ts";
import { grouped } from "./grouped.ts";
import { kwh } from "./kw.ts";

/** Whether limits were kept, and if not how often, by how much and for how long. */
export function limitsText(limits: Summary["limits"], { nodes }: RunResult): string {
  const hasLimits = nodes.some(
    ({ contractKw, maxKw }) => Math.min(contractKw.min, maxKw.min) < Infinity,
  );
  if (!hasLimits) return "none given";
  const parts = [
    breaches(
      limits.contractBreaches,
      ["quarter-hour above contract", "quarter-hours above contract"],
      limits.contractAboveKwh,
      limits.contractLongestMin,
    ),
    breaches(
      limits.maxBreaches,
      ["spell above maximum", "spells above maximum"],
      limits.maxAboveKwh,
      limits.maxLongestMin,
    ),
    breaches(
      limits.breachesByBaseLoad,
      ["breach by base load alone", "breaches by base load alone"],
      limits.aboveByBaseLoadKwh,
      limits.longestByBaseLoadMin,
    ),
  ].filter((part) => part !== "");
  return parts.length > 0 ? parts.join(", ") : "kept";
}

function breaches(
  n: number,
  [one, many]: readonly [string, string],
  aboveKwh: number,
  longestMin: number,
): string {
  if (n === 0) return "";
  const longest = `${grouped(longestMin, longestMin < 1 ? 2 : 0)} min at a stretch`;
  return `${n} ${n === 1 ? one : many} (${kwh(aboveKwh)}, ${longest})`;
}
