export { sitePower } from "./charts/sitePower.ts";
export { renderSvg } from "./renderSvg.ts";
export { terminalSummary } from "./terminalSummary.ts";
