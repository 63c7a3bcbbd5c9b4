export { closestWord } from "./closestWord.ts";
export { type Files, FileTrouble } from "./files.ts";
export { InputProblem } from "./inputProblem.ts";
export { isDate } from "./isDate.ts";
export {
  type LoadedScenario,
  loadScenario,
  type PreparedScenario,
  prepareScenario,
} from "./loadScenario.ts";
export { readPlanningProblem } from "./readPlanningProblem.ts";
export type { Scenario } from "./scenario.ts";
export { scenarioJsonSchema } from "./schema/index.ts";
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
