import { type Calendar, calendarOf } from "./calendar.ts";
import { checkNextBlocks } from "./checkNextBlocks.ts";
import { readDocument, type SourceDocument } from "./readDocument.ts";
import { readText } from "./readText.ts";
import { type Files, FileTrouble } from "./files.ts";
import { flawsOf } from "./flawsOf.ts";
import { InputProblem } from "./inputProblem.ts";
import { NamedFiles } from "./namedFiles.ts";
import { neededPoints } from "./neededPoints.ts";
import { withOverrides } from "./withOverrides.ts";
import { checkLimits, placeNodes, resolveGrid } from "./resolveGrid.ts";
import { checkFixedPoints, checkPoints, resolveStations } from "./resolveStations.ts";
import { resolveOperations } from "./resolveOperations.ts";
import { resolveTimetable } from "./resolveTimetable.ts";
import { resolveVehicleTypes } from "./resolveVehicleTypes.ts";
import type { Scenario } from "./scenario.ts";
import { type ScenarioFile, scenarioSchema } from "./schema/index.ts";
import { readTimetable } from "./timetable/readTimetable.ts";
import type { ControlOptions } from "../control/index.ts";
import type { StationSpec } from "../depot/index.ts";
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
  /** The file with its defaults filled in. */
  readonly resolved: ScenarioFile;
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
  const source = withOverrides(readDocument(path, await readText(files, path)), settings);
  const named = new NamedFiles(files, path, settings);
  try {
    return await loadNamed(files, path, source, named, seed);
  } catch (error) {
    throw error instanceof FileTrouble ? named.problem(error, source) : error;
  }
}

/** Checks a scenario that was read, and reads the files it names. */
async function loadNamed(
  files: Files,
  path: string,
  source: SourceDocument,
  named: NamedFiles,
  seed: number | null,
): Promise<LoadedScenario> {
  const file = check(source);
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
  const scenario: Scenario = {
    name: file.name ?? nameOf(path),
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
  return {
    scenario,
    calendar: calendarOf(zone, operations.serviceDayStartsAt),
    warnings: [...warnings, ...checkLimits(placed, grid, stations, source)],
    resolved: { ...file, name: scenario.name, seed: runSeed },
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

function check(source: SourceDocument): ScenarioFile {
  const { value } = source;
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    const found = Array.isArray(value) ? "a list" : value === null ? "nothing" : "a single value";
    throw new InputProblem({
      place: source.placeOf([]),
      message: `found ${found}, expected a mapping with timetable, vehicleTypes, stations …`,
      mend: "is it really a scenario?",
    });
  }
  const checked = scenarioSchema.safeParse(value);
  if (checked.success) return checked.data;
  throw new InputProblem(...flawsOf(scenarioSchema, source, checked.error.issues));
}

function zoneOf({ timezone }: ScenarioFile, source: SourceDocument): Zone {
  try {
    return new Zone(timezone);
  } catch {
    throw new InputProblem({
      place: source.placeOf(["timezone"]),
      message: `found "${timezone}", expected an IANA time zone`,
      mend: "write for example Europe/Berlin",
    });
  }
}

/** `night.yaml` → `night`. */
function nameOf(path: string): string {
  const file = path.split(/[\\/]/).at(-1) ?? "";
  return file.replace(/\.[^.]*$/, "").replace(/[^\p{L}\p{N}._-]+/gu, "-") || "scenario";
}
