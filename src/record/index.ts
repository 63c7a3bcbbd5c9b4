export { addToRunDirectory } from "./addToRunDirectory.ts";
export { digest, hashOf, RowHash, shortHash } from "./digest.ts";
export { RowColumns, rowsParquet } from "./rowsParquet.ts";
export type { DepotFacts, ForeseenShort } from "./depotFacts.ts";
export { FrameLog } from "./frameLog/frameLog.ts";
export { type FrameLogFacts, FrameLogSurvey, type LinkFacts } from "./frameLog/frameLogSurvey.ts";
export type { FrameLogHeader } from "./frameLog/frameLogHeader.ts";
export type * from "./frameLog/frameLogLine.ts";
export { FrameLogReader } from "./frameLog/frameLogReader.ts";
export { UnusableFrameLog } from "./frameLog/unusableFrameLog.ts";
export { withoutSecrets } from "./frameLog/withoutSecrets.ts";
export { DamagedJournal } from "./journal/damagedJournal.ts";
export { DiskFull } from "./journal/diskFull.ts";
export { ForeignJournal } from "./journal/foreignJournal.ts";
export { Journal, type OpenedJournal, type Recovered } from "./journal/journal.ts";
export type { JournalDisk, JournalFiles } from "./journal/journalDisk.ts";
export type { JournalEntry, JournalRecord, Mark } from "./journal/journalEntry.ts";
export { type JournalFacts, journalFacts } from "./journal/journalFacts.ts";
export type { JournalHeader } from "./journal/journalHeader.ts";
export type { JournalOptions } from "./journal/journalOptions.ts";
export { readJournal } from "./journal/readJournal.ts";
export { readSnapshot, snapshotsIn } from "./journal/snapshot.ts";
export type { RecordedGap } from "./recordedGap.ts";
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
  JOURNAL,
  type Manifest,
  writeRunDirectory,
} from "./writeRunDirectory.ts";
export { writeWhole } from "./writeWhole.ts";
