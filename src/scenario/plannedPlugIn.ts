import type { PlugInDelaySpec } from "../operations/index.ts";
import type { ScenarioFile } from "./schema/index.ts";
import { typicalUncertainty } from "./schema/uncertainty.ts";

/** Where a scenario says nothing of it [min] (estimate). */
const USUAL_MIN = 8;

/** What a scenario says of plugging in. */
export type SaidOfPlugIn = Pick<ScenarioFile, "uncertainty"> & {
  readonly operations: Pick<ScenarioFile["operations"], "plugInDelayMin">;
};

/** How long plugging in takes by plan. */
export function plannedPlugIn({ operations }: Pick<SaidOfPlugIn, "operations">): PlugInDelaySpec {
  return operations.plugInDelayMin ?? USUAL_MIN;
}

/**
 * How long it takes as chance has it; null: as planned. What the scenario itself says of it is
 * stronger than what is typical, not than a model that it names.
 */
export function drawnPlugIn({ uncertainty, operations }: SaidOfPlugIn): PlugInDelaySpec | null {
  if (uncertainty !== "typical") return uncertainty?.plugInDelay ?? null;
  return operations.plugInDelayMin === undefined ? typicalUncertainty.plugInDelay! : null;
}

/** Half of all buses are plugged in by then [min]. */
export function medianPlugInMin(said: SaidOfPlugIn): number {
  const delay = drawnPlugIn(said) ?? plannedPlugIn(said);
  return typeof delay === "number" ? delay : delay.medianMin;
}
