import type { ChanceDay, PlugInDelaySpec } from "../operations/index.ts";
import type { Calendar } from "./calendar.ts";
import { drawnPlugIn, medianPlugInMin, type SaidOfPlugIn } from "./plannedPlugIn.ts";
import { typicalUncertainty, type UncertaintyFile } from "./schema/uncertainty.ts";

/** What a scenario leaves to chance. */
export interface Chance {
  readonly models: UncertaintyFile;
  /** How long plugging in takes; null: as planned. */
  readonly plugIn: PlugInDelaySpec | null;
  /** Half of all buses are plugged in by then [min]. */
  readonly plugInMedianMin: number;
  readonly day: ChanceDay;
}

/** What a scenario leaves to chance; nothing where it does not say so. */
export function chanceOf(said: SaidOfPlugIn, calendar: Calendar): Chance {
  const { uncertainty } = said;
  return {
    models: uncertainty === "typical" ? typicalUncertainty : (uncertainty ?? {}),
    plugIn: drawnPlugIn(said),
    plugInMedianMin: medianPlugInMin(said),
    day: {
      dayOf: (atMs) => calendar.serviceDay(atMs),
      timeOf: (atMs) => calendar.iso(atMs).slice(11, 16),
    },
  };
}
