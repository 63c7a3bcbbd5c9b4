import type { TimetableSurvey } from "../timetable/surveyTimetable.ts";
import { wrapped } from "./wrapped.ts";
import { yamlText } from "../yamlText.ts";
import { newTimetable } from "./newTimetable.ts";
import { newVehicleTypes } from "./newVehicleTypes.ts";

/** What a new scenario is made from. */
export interface NewScenario {
  readonly name: string;
  /** Where editors find the JSON Schema, as seen from the scenario. */
  readonly schemaFile: string;
  readonly timezone: string;
  /** As seen from the scenario. */
  readonly timetableFile: string;
  readonly survey: TimetableSurvey;
  /** Which of the depots in the survey. */
  readonly depot: string;
  /** null: no limit. */
  readonly contractKw: number | null;
  readonly strategy: string;
  /** All there are. */
  readonly strategies: readonly string[];
}

/** The text of a new scenario, with comments for people who go on from there. */
export function newScenario(given: NewScenario): string {
  return `# yaml-language-server: $schema=${given.schemaFile}
# Numbers of buses, stations and times are estimates: replace them with what you know.
schemaVersion: 1
name: ${yamlText(given.name)}
timezone: ${yamlText(given.timezone)}

${newTimetable(given.timetableFile, given.survey, given.depot)}

${newVehicleTypes(given.survey.depots.get(given.depot)!)}
stations:
  - id: P
    count: asNeeded # points for as many stays as overlap; a number makes buses wait
    ratedKw: 150 # at the outlet
    efficiency: 0.95

${gridText(given)}
operations:
  # plugInDelayMin: 8 # from arrival to plugging in
  unplugBeforeDepartureMin: 5

charging:
  target: full # what a bus must leave with

control:
  # ${wrapped(`one of ${given.strategies.join(", ")}`, "  # ")}
  strategy: ${given.strategy}
`;
}

function gridText({ contractKw }: NewScenario): string {
  if (contractKw === null) return "grid: {} # no limit; { contractKw: 1500 } would be one\n";
  return `grid:
  contractKw: ${contractKw} # binds means over quarter-hours; maxKw would bind every instant
`;
}
