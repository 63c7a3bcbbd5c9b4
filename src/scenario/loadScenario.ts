import { type Calendar, calendarOf } from "./calendar.ts";
import { checkNextBlocks } from "./checkNextBlocks.ts";
import type { SourceDocument } from "./readDocument.ts";
import { readScenarioDocument } from "./readScenarioDocument.ts";
import { type Files, FileTrouble } from "./files.ts";
import { flawsOf } from "./flawsOf.ts";
import { InputProblem } from "./inputProblem.ts";
import { isTimezone } from "./isTimezone.ts";
import { NamedFiles } from "./namedFiles.ts";
import { nameOf } from "./nameOf.ts";
import { neededPoints } from "./neededPoints.ts";
import { withOverrides } from "./withOverrides.ts";
import { checkLimits, placeNodes, resolveGrid } from "./resolveGrid.ts";
import { checkFixedPoints, checkPoints, resolveStations } from "./resolveStations.ts";
import { resolveIncidents } from "./incidents/resolveIncidents.ts";
import { resolveAssertions } from "./resolveAssertions.ts";
import { resolveOperations } from "./resolveOperations.ts";
import { resolveTimetable } from "./resolveTimetable.ts";
import { resolveUncertainty } from "./resolveUncertainty.ts";
import { resolveVehicleTypes } from "./resolveVehicleTypes.ts";
import { Provenance } from "./provenance.ts";
import type { Scenario } from "./scenario.ts";
import { type ScenarioFile, scenarioSchema } from "./schema/index.ts";
import { readTimetable } from "./timetable/readTimetable.ts";
import type { ControlOptions } from "../control/index.ts";
import type { StationSpec } from "../depot/index.ts";
import type { Assertion } from "../kpi/index.ts";
import { strategies } from "../planning/index.ts";
import { Zone } from "../operations/index.ts";

const MINUTE_MS = 60_000;

/** What can be said on the command line. */
export interface LoadOptions {
  /** `path=value`, in order. */
  readonly settings: readonly string[];
  /** Replaces the seed of the file. */
  readonly seed: number | null;
}

/** A scenario, ready to run, and what people should know of it. */
export interface LoadedScenario {
  readonly scenario: Scenario;
  readonly calendar: Calendar;
  readonly warnings: readonly string[];
  /** What must hold of the results. */
  readonly assertions: readonly Assertion[];
  /** The file with its defaults filled in. */
  readonly resolved: ScenarioFile;
  /** Where its values come from. */
  readonly provenance: Provenance;
}

/**
 * Reads a scenario and all files it names.
 * @throws InputProblem with everything that is wrong, at its place
 */
export async function loadScenario(
  files: Files,
  path: string,
  options: LoadOptions,
): Promise<LoadedScenario> {
  try {
    return await load(files, path, options);
  } catch (error) {
    if (!(error instanceof FileTrouble)) throw error;
    throw new InputProblem({ place: { file: error.path }, message: error.message });
  }
}

async function load(
  files: Files,
  path: string,
  { settings, seed }: LoadOptions,
): Promise<LoadedScenario> {
  const source = withOverrides(await readScenarioDocument(files, path), settings);
  const named = new NamedFiles(files, source, settings);
  try {
    const loaded = await loadNamed(files, path, source, named, seed);
    return { ...loaded, provenance: new Provenance(source, named, settings, seed !== null) };
  } catch (error) {
    throw error instanceof FileTrouble ? named.problem(error) : error;
  }
}

/** Checks a scenario that was read, and reads the files it names. */
async function loadNamed(
  files: Files,
  path: string,
  source: SourceDocument,
  named: NamedFiles,
  seed: number | null,
): Promise<Omit<LoadedScenario, "provenance">> {
  const file = checkedFile(source, nameOf(path));
  const zone = zoneOf(file, source);
  const types = resolveVehicleTypes(file, source);
  const timetablePath = named.resolve(["timetable", "file"], file.timetable.file);
  const rows = await readTimetable(files, timetablePath, {
    depot: file.timetable.depot ?? null,
    serviceDay: file.timetable.serviceDay ?? null,
    hasCalendar: file.timetable.calendar !== undefined,
    typeOf: types.typeOf,
    typeNames: Object.keys(file.vehicleTypes),
    knownNames: types.knownNames,
    usableKwh: (type) => types.specs.get(type)?.usableKwh ?? 0,
  });
  const { plans, run, window, repeats, warnings } = resolveTimetable(
    file,
    source,
    timetablePath,
    rows,
    zone,
    types.specs,
  );
  checkNextBlocks(file.charging, rows, plans, source, timetablePath);
  const { operations, control } = file;
  const runSeed = seed ?? file.seed;
  const placed = placeNodes(file.grid, source);
  const { readyAfterMs, ...people } = resolveOperations(file, plans, rows.kind, runSeed);
  const needed = neededPoints(plans, readyAfterMs, people.yard.unplugBeforeMs, run.toMs);
  const { stations, cabinets } = resolveStations(file.stations, placed, needed, source);
  checkPoints(plans, stations, timetablePath);
  if (operations.pointAssignment === "fixed") checkFixedPoints(plans, source, timetablePath);
  const grid = await resolveGrid(placed, [...stations, ...cabinets], files, named, {
    ...run,
    zone,
  });
  const depot: Omit<Scenario, "incidents" | "night"> = {
    name: file.name,
    seed: runSeed,
    run,
    window,
    repeats,
    ...grid,
    stations,
    cabinets,
    busTypes: types.specs,
    plans,
    ...people,
    ...strategies[control.strategy],
    control: controlOf(control, expectedPlugInMs(operations, stations)),
  };
  const happens = resolveIncidents(file, depot, zone, source);
  const calendar = calendarOf(zone, operations.serviceDayStartsAt);
  const drawn = resolveUncertainty(file, depot, calendar);
  return {
    scenario: { ...depot, ...drawn, incidents: happens.incidents },
    assertions: resolveAssertions(file.assert, plans, source),
    calendar,
    warnings: [...warnings, ...checkLimits(placed, grid, stations, source), ...happens.warnings],
    resolved: { ...file, seed: runSeed },
  };
}

/** @param plugInMs what is expected where the file says nothing */
function controlOf(
  { cadenceMin, expectedPlugInMin, ...control }: ScenarioFile["control"],
  plugInMs: number,
): ControlOptions {
  return {
    cadenceMs: cadenceMin === undefined ? null : Math.round(cadenceMin * MINUTE_MS),
    limitStepKw: control.limitStepKw,
    incrementKw: control.incrementKw,
    quantumMs: Math.round(control.quantumMin * MINUTE_MS),
    releaseStepKw: control.releaseStepKw,
    limitLifetimeMs: Math.round(control.limitLifetimeMin * MINUTE_MS),
    commandTimeoutMs: Math.round(control.commandTimeoutSec * 1000),
    expectedPlugInMs:
      expectedPlugInMin === undefined ? plugInMs : Math.round(expectedPlugInMin * MINUTE_MS),
    planEveryMs: Math.round(control.planEveryMin * MINUTE_MS),
    planHorizonMs: Math.round(control.planHorizonMin * MINUTE_MS),
    replanToleranceMs: Math.round(control.replanToleranceMin * MINUTE_MS),
    replanToleranceSoc: control.replanToleranceSoc,
  };
}

/**
 * About when half of all buses are charging: services that most stays have, the median of plugging
 * in, and of the stations' connecting.
 */
function expectedPlugInMs(
  { plugInDelayMin: delay, services }: ScenarioFile["operations"],
  stations: readonly StationSpec[],
): number {
  const usual = services.filter(({ share }) => share >= 0.5);
  const servedMin = usual.reduce((sum, { durationMin }) => sum + durationMin, 0);
  const delayMin = servedMin + (typeof delay === "number" ? delay : delay.medianMin);
  const connectMs = stations.map((station) => station.connectMs).toSorted((a, b) => a - b);
  return Math.round(delayMin * MINUTE_MS) + connectMs[Math.floor(connectMs.length / 2)]!;
}

/** @param fallbackName where the file gives no name */
function checkedFile(source: SourceDocument, fallbackName: string) {
  if (Object.hasOwn(source.value as object, "extends")) {
    throw new InputProblem({
      place: source.placeOf(["extends"]),
      message: "a scenario extends another in its file alone",
      mend: "write it there, or set the values themselves",
    });
  }
  const checked = scenarioSchema.safeParse(source.value);
  if (!checked.success) {
    throw new InputProblem(...flawsOf(scenarioSchema, source, checked.error.issues));
  }
  const { schemaVersion, name = fallbackName, ...others } = checked.data;
  return { schemaVersion, name, ...others };
}

function zoneOf({ timezone }: ScenarioFile, source: SourceDocument): Zone {
  if (isTimezone(timezone)) return new Zone(timezone);
  throw new InputProblem({
    place: source.placeOf(["timezone"]),
    message: `found "${timezone}", expected an IANA time zone`,
    mend: "write for example Europe/Berlin",
  });
}
