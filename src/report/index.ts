export { sitePower } from "./charts/sitePower.ts";
export { importSummary } from "./importSummary.ts";
export { planSummary } from "./planSummary.ts";
export { renderSvg } from "./renderSvg.ts";
export { shortfallText } from "./shortfallText.ts";
export { studyLine } from "./studyLine.ts";
export { studyText } from "./studyText.ts";
export { terminalSummary } from "./terminalSummary.ts";
