import type { PointId } from "../../messages/index.ts";
import { type Outage, outages, type OutageSpan } from "./outages.ts";

const MINUTE_MS = 60_000;
const WEEK_MS = 7 * 86_400_000;

/** How often the link to a point is lost. */
export interface LinkLossSpec {
  /** How often a week; default 0.5 (estimate). */
  readonly perWeek: number;
  /** How long [min], log-uniform between these; default 0.5 and 10 (estimate). */
  readonly shortestMin: number;
  readonly longestMin: number;
}

/** Draws when a point and the controller hear nothing of each other. */
export function linkLosses(
  { perWeek, shortestMin, longestMin }: LinkLossSpec,
  seed: number,
  pointId: PointId,
  span: OutageSpan,
): Outage[] {
  return outages(seed, ["linkLoss", pointId], WEEK_MS / perWeek, span, (stream) =>
    stream.logUniform(shortestMin * MINUTE_MS, longestMin * MINUTE_MS),
  );
}
