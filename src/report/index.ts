export { type Chart } from "./charts/chart.ts";
export { sitePower } from "./charts/sitePower.ts";
export { planSummary } from "./planSummary.ts";
export { PNG_PACKAGES, renderPng } from "./renderPng.ts";
export { renderSvg } from "./renderSvg.ts";
export { report } from "./report.ts";
export { shortfallText } from "./shortfallText.ts";
export { terminalSummary } from "./terminalSummary.ts";
export { languages } from "./words/languages.ts";
