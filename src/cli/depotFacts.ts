import type { RunResult } from "../kpi/index.ts";
import type { DepotFacts, ForeseenShort } from "../record/index.ts";
import type { LoadedScenario } from "../scenario/index.ts";

/** What a report of a run needs to know of its scenario. */
export function depotFacts(
  { scenario, calendar, resolved }: LoadedScenario,
  { window, untilMs }: RunResult,
  foreseenShort: readonly ForeseenShort[],
): DepotFacts {
  const { run, stations, cabinets, law } = scenario;
  return {
    schemaVersion: 1,
    timezone: calendar.zone.name,
    serviceDayStartsAt: resolved.operations.serviceDayStartsAt,
    run,
    window,
    untilMs,
    strategySays: law.says,
    points: stations.map(({ id, ratedKw, cabinet }) => ({
      id,
      ratedKw,
      cabinetId: cabinet === null ? null : cabinets[cabinet]!.id,
    })),
    cabinets: cabinets.map(({ id, modules, moduleKw }) => ({ id, modules, moduleKw })),
    foreseenShort,
  };
}
