import { canonicalJson } from "../planning/index.ts";
import type { LoadedScenario } from "../scenario/index.ts";

/** A scenario that is compared. */
export interface Opened {
  readonly path: string;
  readonly loaded: Pick<LoadedScenario, "scenario" | "resolved" | "calendar">;
}

/** A difference that nobody may have meant. */
export interface Accident {
  /** Of the scenario that is unlike the first. */
  readonly file: string;
  /** Of a value in it; null: of the timetable or the period. */
  readonly path: string | null;
  readonly message: string;
}

/** What comparisons are made for, and what decides no result. What is in a timetable counts, not its name. */
const MEANT = new Set([
  "schemaVersion",
  "name",
  "description",
  "control",
  "grid",
  "stations",
  "assert",
  "timetable.file",
  "operations.pointAssignment",
  "operations.swapWhenFull",
  "operations.swapMin",
]);
/** Of those of one kind, the first are told. */
const TOLD_CHARACTERS = 60;

/**
 * In what scenarios differ beyond what comparisons are made for (strategy, limits and loads of the grid, stations):
 * other buses or departures, another period, other targets, other chance.
 * @param sameSeeds whether the seeds of the files count for nothing
 */
export function accidents(opened: readonly Opened[], sameSeeds: boolean): Accident[] {
  const [first, ...others] = opened;
  return others.flatMap((other) => [
    ...otherValues(first!, other, sameSeeds),
    ...otherTimes(first!, other),
  ]);
}

function otherValues(first: Opened, other: Opened, sameSeeds: boolean): Accident[] {
  const left = valuesIn(first.loaded.resolved);
  const right = valuesIn(other.loaded.resolved);
  return [...new Set([...left.keys(), ...right.keys()])]
    .toSorted()
    .filter((path) => left.get(path) !== right.get(path) && !(sameSeeds && path === "seed"))
    .map((path) => ({
      file: other.path,
      path,
      message: `found ${told(right.get(path))}, ${first.path} has ${told(left.get(path))}`,
    }));
}

/** Values by their paths, as JSON. */
function valuesIn(resolved: object): Map<string, string> {
  const values = new Map<string, string>();
  const add = (object: object, prefix: string): void => {
    for (const [key, value] of Object.entries(object) as [string, unknown][]) {
      const path = prefix + key;
      if (MEANT.has(path) || value === undefined) continue;
      const isMapping = typeof value === "object" && value !== null && !Array.isArray(value);
      if (isMapping) add(value, `${path}.`);
      else values.set(path, canonicalJson(value));
    }
  };
  add(resolved, "");
  return values;
}

function told(json: string | undefined): string {
  if (json === undefined) return "none";
  return json.length > TOLD_CHARACTERS ? `${json.slice(0, TOLD_CHARACTERS)} …` : json;
}

/** Another period, or else other buses and times in the same. */
function otherTimes(first: Opened, other: Opened): Accident[] {
  const accident = (message: string): Accident => ({ file: other.path, path: null, message });
  const [ours, theirs] = [periodOf(first), periodOf(other)];
  if (ours !== theirs) {
    return [accident(`found the period ${theirs}, ${first.path} has ${ours}`)];
  }
  const [a, b] = [staysOf(first), staysOf(other)];
  const unlike = b.find((stay, i) => stay.json !== a[i]?.json) ?? a[b.length];
  if (unlike === undefined) return [];
  const at = b.includes(unlike) ? other.path : first.path;
  const counts = a.length === b.length ? "" : ` (${b.length} stays, not ${a.length})`;
  return [
    accident(
      `found other buses or times in its timetable than ${first.path} has${counts}; ` +
        `the first that differs: ${unlike.text} of ${at}`,
    ),
  ];
}

function periodOf({ loaded: { scenario, calendar } }: Opened): string {
  const { run, window } = scenario;
  const lead = run.fromMs === window.fromMs ? "" : `, from ${calendar.iso(run.fromMs)} on`;
  return `${calendar.iso(window.fromMs)} to ${calendar.iso(window.toMs)}${lead}`;
}

/** Every stay as it is planned, whatever line of a file it comes from. */
function staysOf({ loaded: { scenario, calendar } }: Opened) {
  const time = (atMs: number | null): string =>
    atMs === null ? "…" : calendar.iso(atMs).slice(0, 16);
  return scenario.plans.flatMap(({ vehicleId, vehicleType, stays }) =>
    stays.map((stay) => ({
      json: canonicalJson([vehicleId, vehicleType, { ...stay, line: 0 }]),
      text: `${vehicleId}, ${time(stay.arriveAtMs)} to ${time(stay.departAtMs)},`,
    })),
  );
}
