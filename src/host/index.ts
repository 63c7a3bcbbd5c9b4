export { chartFonts } from "./chartFonts.ts";
export { diskFiles, diskStore } from "./diskFiles.ts";
export { onInterrupt } from "./onInterrupt.ts";
export { packageVersion } from "./packageVersion.ts";
export { systemClock } from "./systemClock.ts";
