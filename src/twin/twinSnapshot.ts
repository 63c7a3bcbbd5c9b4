import type { ControlEndSnapshot } from "../links/index.ts";
import type { RequestPlan } from "../messages/index.ts";
import type { ChargeManagementSnapshot, SimulationSnapshot } from "../simulation/index.ts";

/** A twin between two instants. Plain JSON. */
export interface TwinSnapshot {
  readonly simulation: SimulationSnapshot;
}

/** The same of one whose depot goes on without it. */
export interface AttachedTwinSnapshot {
  readonly atMs: number;
  readonly management: ChargeManagementSnapshot;
  readonly end: ControlEndSnapshot;
  /** What was asked of the planner, and is not answered; null: nothing. */
  readonly planAsked: RequestPlan | null;
}

/** The charge management in a snapshot of either, and when that was. */
export function managementIn(state: unknown): Pick<AttachedTwinSnapshot, "atMs" | "management"> {
  const saved = state as TwinSnapshot | AttachedTwinSnapshot;
  if (!("simulation" in saved)) return saved;
  const { engine, management } = saved.simulation;
  return { atMs: engine.nowMs, management };
}
