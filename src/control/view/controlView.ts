import type { ChargingPlan } from "../../messages/index.ts";
import type { Complaint } from "../complaints.ts";
import { type Alarm, alarms } from "./alarms.ts";
import { type NodeView, nodeViews } from "./nodeViews.ts";
import { type PointView, pointViews } from "./pointViews.ts";
import { type RequestView, requestViews } from "./requestViews.ts";
import type { Seen } from "./seen.ts";

/** The plan that is carried out. Plain JSON. */
type PlanView = Pick<ChargingPlan, "peakKw" | "lowerBoundKw" | "kind"> & {
  readonly madeAtMs: number;
};

/** What the controller believes at an instant, for whoever wants to look. Plain JSON. */
export interface ControlView {
  readonly atMs: number;
  readonly site: readonly NodeView[];
  readonly points: readonly PointView[];
  /** Those whose bus is not plugged in for them yet. */
  readonly requests: readonly RequestView[];
  /** null: none was made, or the strategy needs none. */
  readonly plan: PlanView | null;
  readonly alarms: readonly Alarm[];
  readonly complaints: readonly Complaint[];
}

/** Taken from the state alone, and changing nothing of it: the same state gives the same view. */
export function controlView(seen: Seen, atMs: number): ControlView {
  return {
    atMs,
    site: nodeViews(seen, atMs),
    points: pointViews(seen, atMs),
    requests: requestViews(seen),
    plan: planView(seen),
    alarms: alarms(seen, atMs),
    complaints: seen.complaints.all,
  };
}

function planView({ inForce }: Seen): PlanView | null {
  if (inForce === null) return null;
  const { plan, problem } = inForce;
  const { peakKw, lowerBoundKw, kind } = plan;
  return { madeAtMs: problem.fromMs, peakKw, lowerBoundKw, kind };
}
