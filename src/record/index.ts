export { digest, hashOf, RowHash, shortHash } from "./digest.ts";
export { RowColumns, rowsParquet } from "./rowsParquet.ts";
export type { DepotFacts, ForeseenShort } from "./depotFacts.ts";
export { readRun } from "./readRun.ts";
export { readRunDirectory } from "./readRunDirectory.ts";
export { type RunFiles, runFiles } from "./runFiles.ts";
export type {
  PointQuarterHour,
  RecordedQuarterHour,
  RecordedStay,
  RunRecord,
} from "./runRecord.ts";
export { seriesParquet } from "./seriesParquet.ts";
export { sessionsCsv } from "./sessionsCsv.ts";
export { UnreadableRun } from "./unreadableRun.ts";
export {
  checkRunDirectory,
  type FileStore,
  fillRunDirectory,
  ForeignFolder,
  type Manifest,
  writeRunDirectory,
} from "./writeRunDirectory.ts";
export { writeWhole } from "./writeWhole.ts";
