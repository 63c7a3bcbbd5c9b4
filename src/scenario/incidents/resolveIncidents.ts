import type { Zone } from "../../operations/index.ts";
import { type Flaw, InputProblem } from "../inputProblem.ts";
import type { SourceDocument } from "../readDocument.ts";
import type { Scenario } from "../scenario.ts";
import type { ScenarioFile } from "../schema/index.ts";
import type { IncidentFile } from "../schema/incidents.ts";
import { beginning, instantOf } from "./beginning.ts";
import { checkIncidents } from "./checkIncidents.ts";
import { happening } from "./happening.ts";
import type { Incident } from "./incident.ts";
import type { Complain, IncidentDepot } from "./incidentDepot.ts";
import { lateReturn } from "./lateReturn.ts";

const MINUTE_MS = 60_000;
/** More flaws than this at once help nobody. */
const MOST_FLAWS = 10;

/** Incidents, and what people should know of them. */
export interface PlacedIncidents {
  readonly incidents: readonly Incident[];
  readonly warnings: readonly string[];
}

/**
 * Places incidents in the depot and in time.
 * @throws InputProblem for what is not there, times outside the run, incidents that contradict each other
 */
export function resolveIncidents(
  { incidents: files, timetable }: ScenarioFile,
  scenario: Omit<Scenario, "incidents" | "night">,
  zone: Zone,
  source: SourceDocument,
): PlacedIncidents {
  const serviceDay = timetable.date ?? timetable.from ?? zone.date(scenario.window.fromMs);
  const depot: IncidentDepot = { ...scenario, zone, serviceDay };
  const flaws: Flaw[] = [];
  const complainOf =
    (i: number): Complain =>
    (key, message, mend) => {
      flaws.push({ place: source.placeOf(["incidents", i, ...key]), message, mend });
    };
  const names = files.map((file, i) => file.name ?? `${file.kind}${i + 1}`);
  const incidents = files.flatMap((file, i): Incident[] => {
    const complain = complainOf(i);
    const before = names.slice(0, i);
    if (before.includes(names[i]!)) {
      complain(["name"], `"${names[i]}" already names another incident`, "give it another name");
    }
    const placed = placedIncident(file, names[i]!, depot, complain, before);
    return placed === null ? [] : [placed];
  });
  // Where one is missing nothing can be said of them all.
  const warnings = flaws.length > 0 ? [] : checkIncidents(incidents, depot, complainOf);
  if (flaws.length > 0) throw new InputProblem(...flaws.slice(0, MOST_FLAWS));
  return { incidents, warnings };
}

function placedIncident(
  file: IncidentFile,
  name: string,
  depot: IncidentDepot,
  complain: Complain,
  before: readonly string[],
): Incident | null {
  if (file.kind === "lateBus") return lateBus(file, name, depot, complain);
  const begins = beginning(file, depot, complain, before);
  const happens = happening(file, depot, complain);
  if (begins === null || happens === null) return null;
  return { ...happens, name, begins, durationMs: Math.round(file.durationMin * MINUTE_MS) };
}

/** A late bus has begun to be one at its planned return, and is no more when it is there. */
function lateBus(
  file: Extract<IncidentFile, { kind: "lateBus" }>,
  name: string,
  depot: IncidentDepot,
  complain: Complain,
): Incident | null {
  const fromMs = file.at === undefined ? null : instantOf(file.at, depot, complain);
  if (fromMs === null && file.at !== undefined) return null;
  const late = lateReturn(file, fromMs, depot, complain);
  if (late === null) return null;
  const { vehicleId, stays } = depot.plans[late.bus]!;
  const atMs = stays[late.stay]!.arriveAtMs!;
  const begins = { kind: "at", atMs } as const;
  return { kind: "lateBus", ...late, name, where: vehicleId, begins, durationMs: late.delayMs };
}
