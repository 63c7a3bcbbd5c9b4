export { chartFonts } from "./chartFonts.ts";
export { diskFiles, diskStore } from "./diskFiles.ts";
export { codeHash, engineVersion } from "./engineVersion.ts";
export { onInterrupt } from "./onInterrupt.ts";
export { packageFile } from "./packageFile.ts";
export { packageVersion } from "./packageVersion.ts";
export { systemClock } from "./systemClock.ts";
export { terminalQuestions } from "./terminalQuestions.ts";
export { threadWorkers } from "./threadWorkers.ts";
