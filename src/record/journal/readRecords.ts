import { DamagedJournal, type Place } from "./damagedJournal.ts";
import type { JournalFiles } from "./journalDisk.ts";
import type { JournalRecord } from "./journalEntry.ts";
import { recordIn } from "./recordLine.ts";
import {
  JOURNAL_VERSION,
  type Segment,
  type SegmentHead,
  segmentOf,
  segmentsIn,
  type SoundLine,
} from "./segment.ts";

/** What reading comes upon: a segment, then its records, then the next. */
export type JournalPart =
  | {
      readonly kind: "segment";
      readonly name: string;
      readonly bytes: number;
      readonly head: SegmentHead;
    }
  | { readonly kind: "record"; readonly record: JournalRecord };

/** How a journal ends. */
export interface JournalEnd {
  /** Behind the last record; null: there is no segment. */
  readonly place: Place | null;
  /** Bytes from there on that are no record: they were being written when the process ended. */
  readonly tornBytes: number;
}

/** What comes next when nothing is gone. */
interface Expected {
  readonly seq: number;
  readonly segment: number;
}

/**
 * All that a journal holds, in order. What is bad at the very end is a torn tail: it was being written
 * when the process ended.
 *
 * @param names the segments to read; all there are, when not told otherwise
 * @throws DamagedJournal where anything else is not as it was written
 */
export function* readRecords(
  files: JournalFiles,
  names = segmentsIn(files.list()),
): Generator<JournalPart, JournalEnd> {
  let end: JournalEnd = { place: null, tornBytes: 0 };
  let expected: Expected | null = null;
  for (const [i, { name, number }] of names.entries()) {
    const segment = segmentOf(name, number, files.read(name));
    const [first, ...lines] = segment.sound;
    if (first !== undefined) {
      const head = checkedHead(segment, first, expected);
      yield { kind: "segment", name, bytes: segment.brokenAt?.atByte ?? segment.bytes, head };
      for (const [j, line] of lines.entries()) {
        yield { kind: "record", record: checkedRecord(segment, line, head.firstSeq + j) };
      }
      expected = { seq: head.firstSeq + lines.length, segment: number + 1 };
    }
    end = endOf(segment, i === names.length - 1);
  }
  return end;
}

/** Where the sound part of a segment ends. @throws DamagedJournal when what follows cannot be torn */
function endOf(segment: Segment, isLast: boolean): JournalEnd {
  const { name, bytes, sound, brokenAt } = segment;
  if (brokenAt === null) {
    return { place: { file: name, line: sound.length + 1, atByte: bytes }, tornBytes: 0 };
  }
  const place = { file: name, ...brokenAt };
  if (isLast && isTorn(segment)) return { place, tornBytes: bytes - brokenAt.atByte };
  const found = sound.length === 0 ? "the head of the file" : `record ${seqAfter(sound.at(-1)!)}`;
  throw new DamagedJournal(place, `${found} is not as it was written, and it is not the last`);
}

/**
 * Whether what is broken is the rest of a write that never ended. The pages of one write may reach a disk in any
 * order: sound lines may follow one that did not arrive, if all are of that write. Nobody was told that it is done.
 */
function isTorn({ sound, soundAfter, hasHole }: Segment): boolean {
  if (soundAfter.length === 0) return true;
  if (sound.length === 0 || !hasHole) return false;
  const brokenSeq = seqAfter(sound.at(-1)!);
  return soundAfter.every(({ values }) => Number(values["batch"]) <= brokenSeq);
}

function seqAfter({ values: { seq, firstSeq } }: SoundLine): number {
  return seq === undefined ? Number(firstSeq) : Number(seq) + 1;
}

function checkedHead(segment: Segment, first: SoundLine, expected: Expected | null): SegmentHead {
  const head = first.values as unknown as SegmentHead;
  const place = { file: segment.name, line: first.line, atByte: first.atByte };
  if (head.journal === undefined || head.segment !== segment.number) {
    throw new DamagedJournal(place, "this is not the head of that file");
  }
  if (head.journal !== JOURNAL_VERSION) {
    const found = `the journal has version ${head.journal}, this program reads ${JOURNAL_VERSION}`;
    throw new DamagedJournal(place, found, "it takes a newer busbar");
  }
  if (expected === null) return head;
  if (expected.seq === head.firstSeq && expected.segment === head.segment) return head;
  const found = `the file begins with record ${head.firstSeq}, expected record ${expected.seq}`;
  throw new DamagedJournal(place, `${found}: a file or the end of one is gone`);
}

function checkedRecord(
  { name }: Segment,
  { line, atByte, values }: SoundLine,
  seq: number,
): JournalRecord {
  const record = recordIn(values);
  const place = { file: name, line, atByte };
  if (record === null) {
    throw new DamagedJournal(
      place,
      "this is no record that this program knows",
      "it takes a newer busbar",
    );
  }
  if (record.seq === seq) return record;
  throw new DamagedJournal(place, `record ${record.seq} stands where record ${seq} is expected`);
}
