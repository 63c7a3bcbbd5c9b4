import type { JournalFiles } from "./journalDisk.ts";
import type { JournalRecord } from "./journalEntry.ts";
import { readRecords } from "./readRecords.ts";

/** The records after one and up to another, each time they are iterated. @throws DamagedJournal */
export function recordsAfter(
  files: JournalFiles,
  seq: number,
  lastSeq: number,
): Iterable<JournalRecord> {
  return {
    *[Symbol.iterator]() {
      if (seq >= lastSeq) return;
      for (const part of readRecords(files)) {
        if (part.kind === "segment" || part.record.seq <= seq) continue;
        if (part.record.seq > lastSeq) return;
        yield part.record;
      }
    },
  };
}
