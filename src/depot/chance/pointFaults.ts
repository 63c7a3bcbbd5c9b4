import type { PointId } from "../../messages/index.ts";
import { type Outage, outages, type OutageSpan } from "./outages.ts";

const HOUR_MS = 3_600_000;

/** How often a point fails, and how long it takes to mend it. */
export interface PointFaultSpec {
  /** Mean working time between two faults [h]; default 1200 (estimate: a staffed depot). */
  readonly mtbfHours: number;
  /** Half of all faults are mended within this [h], log-normal; default 20 (estimate). */
  readonly repairMedianHours: number;
  /** 95 % are [h]; default 96 (estimate). */
  readonly repairP95Hours: number;
}

/** Draws when a point is out of order; where it is when the span begins, from then on. */
export function pointFaults(
  { mtbfHours, repairMedianHours, repairP95Hours }: PointFaultSpec,
  seed: number,
  pointId: PointId,
  span: OutageSpan,
): Outage[] {
  return outages(seed, ["pointFault", pointId], mtbfHours * HOUR_MS, span, (stream) =>
    stream.logNormal(repairMedianHours * HOUR_MS, repairP95Hours * HOUR_MS),
  );
}
