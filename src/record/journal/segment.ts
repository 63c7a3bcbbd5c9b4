import { linesOf } from "../linesOf.ts";
import type { JournalHeader } from "./journalHeader.ts";
import { unsealed } from "./sealedLine.ts";

/** The version of the format that is read and written here. */
export const JOURNAL_VERSION = 1;

/** The first line of a segment. */
export interface SegmentHead extends JournalHeader {
  /** Version of the format. */
  readonly journal: number;
  /** As in its name. */
  readonly segment: number;
  /** Of the record that follows. */
  readonly firstSeq: number;
}

/** A line as it was written. */
export interface SoundLine {
  readonly line: number;
  readonly atByte: number;
  readonly values: Readonly<Record<string, unknown>>;
}

/** What stands in a segment, up to the first line that is not as it was written, and from the next that is. */
export interface Segment {
  /** The file. */
  readonly name: string;
  readonly number: number;
  readonly bytes: number;
  readonly sound: readonly SoundLine[];
  /** Where the first other line is; null: there is none. */
  readonly brokenAt: { readonly line: number; readonly atByte: number } | null;
  readonly soundAfter: readonly SoundLine[];
  /** Whether zero bytes stand before the first of these, as where a page of a file was not written. */
  readonly hasHole: boolean;
}

/** `journal-000017.ndjson`. */
export function segmentName(number: number): string {
  return `journal-${String(number).padStart(6, "0")}.ndjson`;
}

/** The segments among names of files, in order. */
export function segmentsIn(names: readonly string[]): { name: string; number: number }[] {
  return names
    .map((name) => ({ name, number: Number(/^journal-(\d{6,})\.ndjson$/.exec(name)?.[1]) }))
    .filter(({ number }) => !Number.isNaN(number))
    .toSorted((a, b) => a.number - b.number);
}

export function segmentOf(name: string, number: number, bytes: Uint8Array): Segment {
  const sound: SoundLine[] = [];
  const soundAfter: SoundLine[] = [];
  let brokenAt: Segment["brokenAt"] = null;
  for (const { bytes: text, line, atByte, isWhole } of linesOf(bytes)) {
    const values = isWhole ? unsealed(text) : null;
    if (values !== null) {
      (brokenAt === null ? sound : soundAfter).push({ line, atByte, values });
      continue;
    }
    brokenAt ??= { line, atByte };
    const within = isWhole ? soundWithin(text) : null;
    if (within !== null) soundAfter.push({ ...within, line, atByte: atByte + within.atByte });
  }
  // Not even a head is there.
  if (bytes.length === 0) brokenAt = { line: 1, atByte: 0 };
  const broken = bytes.subarray(brokenAt?.atByte ?? bytes.length, soundAfter[0]?.atByte);
  return {
    name,
    number,
    bytes: bytes.length,
    sound,
    brokenAt,
    soundAfter,
    hasHole: broken.includes(0),
  };
}

/** How a record begins. */
const RECORD = new TextEncoder().encode('{"seq":');

/** A record at the end of a broken line: what is broken is then the line feed before it, or lines before that. */
function soundWithin(line: Uint8Array): Omit<SoundLine, "line"> | null {
  for (let atByte = line.indexOf(RECORD[0]!); atByte >= 0;) {
    const begins = RECORD.every((byte, i) => line[atByte + i] === byte);
    const values = begins ? unsealed(line.subarray(atByte)) : null;
    if (values !== null) return { atByte, values };
    atByte = line.indexOf(RECORD[0]!, atByte + 1);
  }
  return null;
}
