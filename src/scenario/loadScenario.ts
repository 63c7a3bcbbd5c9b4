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
import { medianPlugInMin } from "./plannedPlugIn.ts";
import { neededPoints } from "./neededPoints.ts";
import { withOverrides } from "./withOverrides.ts";
import { checkLimits, placeNodes, type PlacedNode, readGrid, resolveGrid } from "./resolveGrid.ts";
import { checkFixedPoints, checkPoints, resolveStations } from "./resolveStations.ts";
import { resolveIncidents } from "./incidents/resolveIncidents.ts";
import { resolveAssertions } from "./resolveAssertions.ts";
import type { PresystemsSpec } from "./presystemsSpec.ts";
import { checkOnRoutePoints, resolvePresystems } from "./resolvePresystems.ts";
import { resolveLinks } from "./resolveLinks.ts";
import { resolveOperations } from "./resolveOperations.ts";
import { resolveTimetable } from "./resolveTimetable.ts";
import { resolveUncertainty } from "./resolveUncertainty.ts";
import { resolveVehicleTypes } from "./resolveVehicleTypes.ts";
import { Provenance } from "./provenance.ts";
import type { Scenario } from "./scenario.ts";
import { SharedNights } from "./sharedNights.ts";
import { type ScenarioFile, scenarioSchema } from "./schema/index.ts";
import { asUtf8, readAsText } from "./timetable/asUtf8.ts";
import { readTimetable } from "./timetable/readTimetable.ts";
import type { ControlOptions } from "../control/index.ts";
import type { GridNodeSpec, StationSpec } from "../depot/index.ts";
import type { Assertion } from "../kpi/index.ts";
import { strategies } from "../planning/index.ts";
import { type Timetable, Zone } from "../operations/index.ts";

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

/** A scenario with all its files read; the seed alone is open. */
export interface PreparedScenario {
  /**
   * @param seed replaces that of the file; null: that of the file
   * @throws InputProblem for a scenario that cannot be used
   */
  withSeed(seed: number | null): LoadedScenario;
  /**
   * The same with more settings laid over it; what they cannot touch is not read again.
   * @param settings `path=value`, in order
   * Its nights are drawn once for each seed: many sizes are tried in the same ones.
   * @throws InputProblem for a scenario that cannot be used
   */
  altered(settings: readonly string[]): Promise<PreparedScenario>;
  /**
   * The same file under other settings; what they have in common is not read again, nor the night of the last
   * seed drawn anew.
   * @param settings `path=value`, in order, instead of all that are laid over it now
   * @throws InputProblem for a scenario that cannot be used
   */
  instead(settings: readonly string[]): Promise<PreparedScenario>;
}

/** Settings of these leave the rows of a timetable as they are, and those of the second its placing. */
const ROWS_STAY: ReadonlySet<string> = new Set([
  "grid",
  "stations",
  "control",
  "operations",
  "links",
]);
const PLANS_STAY: ReadonlySet<string> = new Set(["grid", "stations", "control", "links"]);
/** Nights kept for scenarios that differ in those alone: side by side they go seed by seed, sizes all nights each. */
const LAST_NIGHT = 1;
const MANY_NIGHTS = 512;

/**
 * Reads a scenario and all files it names.
 * @throws InputProblem with everything that is wrong, at its place
 */
export async function loadScenario(
  files: Files,
  path: string,
  { settings, seed }: LoadOptions,
): Promise<LoadedScenario> {
  return (await prepareScenario(files, path, settings)).withSeed(seed);
}

/**
 * Reads a scenario and all files it names, for one run or many.
 * @param settings `path=value`, in order
 * @throws InputProblem with everything that is wrong, at its place
 */
export async function prepareScenario(
  files: Files,
  path: string,
  settings: readonly string[],
): Promise<PreparedScenario> {
  try {
    return await prepare(files, path, settings);
  } catch (error) {
    if (!(error instanceof FileTrouble)) throw error;
    throw new InputProblem({ place: { file: error.path }, message: error.message });
  }
}

async function prepare(
  files: Files,
  path: string,
  settings: readonly string[],
): Promise<PreparedScenario> {
  const source = await readScenarioDocument(files, path);
  return preparedFrom({ files, path, source }, settings, null, LAST_NIGHT);
}

/** What a scenario is made from. */
interface Origin {
  readonly files: Files;
  readonly path: string;
  /** Without settings. */
  readonly source: SourceDocument;
}

/** What was read of it under other settings. */
interface Before {
  readonly settings: readonly string[];
  readonly read: ReadScenario;
}

/** @param nightsKept so many of the nights drawn last are not drawn again */
async function preparedFrom(
  origin: Origin,
  settings: readonly string[],
  before: Before | null,
  nightsKept: number,
): Promise<PreparedScenario> {
  const { files, path } = origin;
  const source = withOverrides(origin.source, settings);
  const named = new NamedFiles(files, source, settings);
  try {
    const read = await readNamed(files, path, source, named, keptOf(before, settings));
    return {
      withSeed: (seed) => ({
        ...seeded(read, source, seed ?? read.file.seed, nightsKept),
        provenance: new Provenance(source, named, settings, seed !== null),
      }),
      altered: (more) =>
        preparedFrom(origin, [...settings, ...more], { settings, read }, MANY_NIGHTS),
      instead: (others) => preparedFrom(origin, others, { settings, read }, LAST_NIGHT),
    };
  } catch (error) {
    throw error instanceof FileTrouble ? named.problem(error) : error;
  }
}

/** What of a scenario that was read stays as it is under other settings. */
function keptOf(before: Before | null, settings: readonly string[]): Partial<ReadScenario> {
  if (before === null) return {};
  const heads = unshared(before.settings, settings).map((setting) => setting.split(/[.=]/, 1)[0]!);
  if (heads.some((head) => !ROWS_STAY.has(head))) return {};
  const { rows, types, timetable, warnings, nights } = before.read;
  const all = { rows, types, warnings };
  return heads.every((head) => PLANS_STAY.has(head)) ? { ...all, timetable, nights } : all;
}

/** All from the first place on at which two lists differ. */
function unshared(one: readonly string[], other: readonly string[]): string[] {
  let shared = 0;
  while (shared < one.length && one[shared] === other[shared]) shared++;
  return [...one.slice(shared), ...other.slice(shared)];
}

/** Checks a scenario that was read, and reads the files it names. @param kept was read before */
async function readNamed(
  files: Files,
  path: string,
  source: SourceDocument,
  named: NamedFiles,
  kept: Partial<ReadScenario>,
): Promise<ReadScenario> {
  const file = checkedFile(source, nameOf(path));
  const zone = zoneOf(file, source);
  const types = kept.types ?? resolveVehicleTypes(file, source);
  const timetablePath = named.resolve(["timetable", "file"], file.timetable.file);
  const others = new Set<string>();
  const tables = asUtf8(files, (other) => others.add(other));
  const rows = kept.rows ?? (await rowsOf(tables, timetablePath, file, types));
  const timetable =
    kept.timetable ?? resolveTimetable(file, source, timetablePath, rows, zone, types.specs);
  checkNextBlocks(file.charging, rows, timetable.plans, source, timetablePath);
  const placed = placeNodes(file.grid, source);
  const presystems = resolvePresystems(file.presystems, (setting, name) =>
    named.resolve(setting, name),
  );
  const nodes = await readGrid(placed, tables, named, { ...timetable.run, zone });
  const warnings = [...new Set([...(kept.warnings ?? []), ...[...others].map(readAsText)])];
  const { nights = new SharedNights() } = kept;
  const read = { file, zone, types, rows, placed, timetable, timetablePath, nodes };
  return { ...read, nights, presystems, warnings };
}

function rowsOf(
  files: Files,
  timetablePath: string,
  file: ScenarioFile,
  types: ReturnType<typeof resolveVehicleTypes>,
): Promise<Timetable> {
  return readTimetable(files, timetablePath, {
    depot: file.timetable.depot ?? null,
    serviceDay: file.timetable.serviceDay ?? null,
    hasCalendar: file.timetable.calendar !== undefined,
    typeOf: types.typeOf,
    typeNames: Object.keys(file.vehicleTypes),
    knownNames: types.knownNames,
    usableKwh: (type) => types.specs.get(type)?.usableKwh ?? 0,
  });
}

/** What a scenario and the files it names say. */
interface ReadScenario {
  readonly file: ReturnType<typeof checkedFile>;
  readonly zone: Zone;
  readonly types: ReturnType<typeof resolveVehicleTypes>;
  readonly rows: Timetable;
  readonly placed: readonly PlacedNode[];
  readonly timetable: ReturnType<typeof resolveTimetable>;
  readonly timetablePath: string;
  /** Of all that have this timetable. */
  readonly nights: SharedNights;
  readonly nodes: readonly GridNodeSpec[];
  readonly presystems: PresystemsSpec | null;
  readonly warnings: readonly string[];
}

/** Draws what is left to chance, and puts all together. */
function seeded(
  {
    file,
    zone,
    types,
    rows,
    placed,
    timetable,
    timetablePath,
    nights,
    nodes,
    presystems,
    ...read
  }: ReadScenario,
  source: SourceDocument,
  runSeed: number,
  nightsKept: number,
): Omit<LoadedScenario, "provenance"> {
  const { plans, run, window, repeats, warnings } = timetable;
  const { operations, control } = file;
  const people = resolveOperations(file, plans, rows.kind, runSeed);
  const needed = (): number => neededPoints(plans, people, run.toMs);
  const { stations, cabinets } = resolveStations(file.stations, placed, needed, source);
  checkPoints(plans, stations, timetablePath);
  checkOnRoutePoints(file, stations, source);
  if (operations.pointAssignment === "fixed") checkFixedPoints(plans, source, timetablePath);
  const grid = resolveGrid(placed, nodes, [...stations, ...cabinets]);
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
    cabins: types.cabins,
    ambientC: operations.ambientC ?? null,
    plans,
    ...people,
    ...strategies[control.strategy],
    control: controlOf(control, expectedPlugInMs(file, stations)),
    links: resolveLinks(file.links),
    presystems,
  };
  const calendar = calendarOf(zone, operations.serviceDayStartsAt);
  const drawn = { ...depot, ...resolveUncertainty(file, depot, calendar, nights, nightsKept) };
  const happens = resolveIncidents(file, drawn, zone, source);
  return {
    scenario: { ...drawn, incidents: happens.incidents },
    assertions: resolveAssertions(file.assert, plans, source),
    calendar,
    warnings: [
      ...read.warnings,
      ...warnings,
      ...checkLimits(placed, grid, stations, source),
      ...happens.warnings,
    ],
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
function expectedPlugInMs(file: ScenarioFile, stations: readonly StationSpec[]): number {
  const usual = file.operations.services.filter(({ share }) => share >= 0.5);
  const servedMin = usual.reduce((sum, { durationMin }) => sum + durationMin, 0);
  const delayMin = servedMin + medianPlugInMin(file);
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
