import type { JournalFiles } from "./journalDisk.ts";
import type { JournalRecord } from "./journalEntry.ts";
import { readRecords } from "./readRecords.ts";
import type { KeptSegment } from "./recovery.ts";

/** The records after one and up to another, each time they are iterated. @throws DamagedJournal */
export function recordsAfter(
  files: JournalFiles,
  segments: readonly KeptSegment[],
  seq: number,
  lastSeq: number,
): Iterable<JournalRecord> {
  // Of no use are those that end before it.
  const needed = segments.filter((_, i) => (segments[i + 1]?.firstSeq ?? Infinity) > seq + 1);
  return {
    *[Symbol.iterator]() {
      if (seq >= lastSeq) return;
      for (const part of readRecords(files, needed)) {
        if (part.kind === "segment" || part.record.seq <= seq) continue;
        if (part.record.seq > lastSeq) return;
        yield part.record;
      }
    },
  };
}
