export { calendarIn } from "./calendar.ts";
export { closestWord } from "./closestWord.ts";
export { type Files, FileTrouble } from "./files.ts";
export { InputProblem } from "./inputProblem.ts";
export { type LoadedScenario, loadScenario } from "./loadScenario.ts";
export { readPlanningProblem } from "./readPlanningProblem.ts";
export type { Scenario } from "./scenario.ts";
export { scenarioJsonSchema } from "./schema/index.ts";
