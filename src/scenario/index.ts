export { annotatedYaml } from "./annotatedYaml.ts";
export { calendarIn } from "./calendar.ts";
export { type Chance, chanceOf } from "./chance.ts";
export { closestWord } from "./closestWord.ts";
export { type Files, FileTrouble } from "./files.ts";
export type { Incident } from "./incidents/incident.ts";
export { InputProblem } from "./inputProblem.ts";
export { isDate } from "./isDate.ts";
export { isTimezone } from "./isTimezone.ts";
export {
  type LoadedScenario,
  loadScenario,
  type PreparedScenario,
  prepareScenario,
} from "./loadScenario.ts";
export { plannedNight } from "./night.ts";
export { nameOf } from "./nameOf.ts";
export { newScenario } from "./fresh/newScenario.ts";
export { type Quantity, quantityAt } from "./quantity.ts";
export { preconditioningOf } from "./preconditioningOf.ts";
export type { PresystemsSpec } from "./presystemsSpec.ts";
export { readPlanningProblem } from "./readPlanningProblem.ts";
export { faultsOf } from "./resolveUncertainty.ts";
export { reportedCodes } from "./resolveCalendar.ts";
export type { Scenario, Span } from "./scenario.ts";
export { scenarioJsonSchema } from "./schema/index.ts";
export { asUtf8, readAsText } from "./timetable/asUtf8.ts";
export { openCsv } from "./timetable/openCsv.ts";
export {
  checkNamedOnce,
  type Positions,
  positionsIn,
  type Preset,
  unknownColumns,
} from "./timetable/preset.ts";
export { blocks, stays } from "./timetable/presets.ts";
export type { Row } from "./timetable/row.ts";
export { settingCompletions } from "./settingCompletions.ts";
export { surveyTimetable, type TimetableSurvey } from "./timetable/surveyTimetable.ts";
