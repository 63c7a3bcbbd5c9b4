import { ForeignJournal } from "./foreignJournal.ts";
import type { JournalFiles } from "./journalDisk.ts";
import type { JournalRecord } from "./journalEntry.ts";
import { type JournalHeader, journalHeader } from "./journalHeader.ts";
import { readRecords } from "./readRecords.ts";

/** A journal as it can be read while another process writes it, or by another version. */
export interface JournalReading {
  readonly header: JournalHeader;
  /** The first that is kept. */
  readonly firstSeq: number;
  /** All that are kept; what is torn at the end is left out. Iterating throws DamagedJournal where one is bad. */
  readonly records: Iterable<JournalRecord>;
}

/** Opens a journal for reading. @throws ForeignJournal when there is none; DamagedJournal */
export function readJournal(files: JournalFiles): JournalReading {
  const first = readRecords(files).next();
  if (first.done === true || first.value.kind !== "segment") {
    throw new ForeignJournal("there is no journal in that folder");
  }
  const { head } = first.value;
  return {
    header: journalHeader(head),
    firstSeq: head.firstSeq,
    records: {
      *[Symbol.iterator]() {
        for (const part of readRecords(files)) if (part.kind === "record") yield part.record;
      },
    },
  };
}
