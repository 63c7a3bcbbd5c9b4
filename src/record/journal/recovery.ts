import { DamagedJournal, type Place } from "./damagedJournal.ts";
import { checkSameJournal } from "./foreignJournal.ts";
import type { JournalFiles } from "./journalDisk.ts";
import type { JournalHeader } from "./journalHeader.ts";
import { readRecords } from "./readRecords.ts";
import { readSnapshot, type Snapshot, snapshotName, snapshotsIn } from "./snapshot.ts";

/** A segment on disk. */
export interface KeptSegment {
  readonly name: string;
  readonly number: number;
  readonly firstSeq: number;
  /** Without what is torn. */
  readonly bytes: number;
}

/** What of a journal is on disk, and can be gone on with. */
export interface Recovery {
  readonly segments: readonly KeptSegment[];
  /** The sound ones, the newest first. */
  readonly snapshots: readonly Snapshot[];
  readonly brokenSnapshots: readonly string[];
  readonly lastSeq: number;
  /** Where the torn tail begins; null: none of it is torn. */
  readonly tornAt: Place | null;
  readonly tornBytes: number;
}

/**
 * Looks through the whole of a journal.
 * @throws DamagedJournal when something is wrong with it; ForeignJournal when it is another's
 */
export function recovery(files: JournalFiles, header: JournalHeader): Recovery {
  const { snapshots, brokenSnapshots } = snapshotsOf(files, header);
  const segments: KeptSegment[] = [];
  const parts = readRecords(files);
  let lastSeq: number | null = null;
  let part = parts.next();
  for (; part.done !== true; part = parts.next()) {
    if (part.value.kind === "record") {
      lastSeq = part.value.record.seq;
      continue;
    }
    const { name, bytes, head } = part.value;
    checkSameJournal(name, head, header);
    segments.push({ name, number: head.segment, firstSeq: head.firstSeq, bytes });
    lastSeq = head.firstSeq - 1;
  }
  const { place, tornBytes } = part.value;
  const newestSeq = snapshots[0]?.seq ?? 0;
  checkStart(segments[0] ?? null, newestSeq, brokenSnapshots);
  if (lastSeq !== null && lastSeq < newestSeq) throw cutShort(place!, lastSeq, newestSeq);
  return {
    segments,
    snapshots,
    brokenSnapshots,
    lastSeq: lastSeq ?? newestSeq,
    // Of a segment without a head nothing is of use.
    tornAt: tornBytes > 0 || place?.atByte === 0 ? place : null,
    tornBytes,
  };
}

function snapshotsOf(files: JournalFiles, header: JournalHeader) {
  const snapshots: Snapshot[] = [];
  const brokenSnapshots: string[] = [];
  for (const seq of snapshotsIn(files.list())) {
    const snapshot = readSnapshot(files, seq);
    if (snapshot === null) brokenSnapshots.push(snapshotName(seq));
    else {
      checkSameJournal(snapshotName(seq), snapshot, header);
      snapshots.push(snapshot);
    }
  }
  return { snapshots, brokenSnapshots };
}

/** @throws DamagedJournal when records are gone that the newest snapshot does not make up for */
function checkStart(
  first: KeptSegment | null,
  newestSeq: number,
  brokenSnapshots: readonly string[],
): void {
  const broken = brokenSnapshots[0] ?? null;
  const firstSeq = first?.firstSeq ?? (broken === null ? 1 : Infinity);
  if (firstSeq <= newestSeq + 1) return;
  if (first === null && newestSeq > 0) return;
  const place = { file: broken ?? first!.name, line: 1, atByte: 0 };
  const found =
    broken === null
      ? "the journal begins"
      : "the snapshot is not as it was written, and the journal begins";
  const from = first === null ? "nowhere" : `with record ${firstSeq}`;
  throw new DamagedJournal(
    place,
    `${found} ${from}, expected record ${newestSeq + 1} or one before it`,
  );
}

function cutShort(place: Place, lastSeq: number, newestSeq: number): DamagedJournal {
  return new DamagedJournal(
    place,
    `the journal ends with record ${lastSeq}, but ${snapshotName(newestSeq)} was made after record ${newestSeq}`,
    `put back a copy of that file, or take all journal-*.ndjson away to go on from ${snapshotName(newestSeq)}`,
  );
}
