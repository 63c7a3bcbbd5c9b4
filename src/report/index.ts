export { sitePower } from "./charts/sitePower.ts";
export { importSummary } from "./importSummary.ts";
export { junit } from "./junit.ts";
export { planSummary } from "./planSummary.ts";
export { renderSvg } from "./renderSvg.ts";
export { shortfallText } from "./shortfallText.ts";
export { terminalSummary } from "./terminalSummary.ts";
