import { DiskFull } from "./diskFull.ts";
import { GrowingFile } from "./growingFile.ts";
import type { JournalDisk } from "./journalDisk.ts";
import type { JournalEntry, JournalRecord } from "./journalEntry.ts";
import type { JournalHeader } from "./journalHeader.ts";
import type { JournalOptions } from "./journalOptions.ts";
import { recordLine } from "./recordLine.ts";
import { type KeptSegment, recovery, type Recovery } from "./recovery.ts";
import { recordsAfter } from "./recordsAfter.ts";
import { sealedLine } from "./sealedLine.ts";
import { JOURNAL_VERSION, type SegmentHead, segmentName } from "./segment.ts";
import { snapshotFile, snapshotName, snapshotsIn } from "./snapshot.ts";

/** What a journal held when it was opened. */
export interface Recovered {
  /** The state of the newest snapshot that is sound; null: there is none. */
  readonly snapshot: unknown;
  /** The last record that went into it; 0: none. */
  readonly snapshotSeq: number;
  /** The records after it. To be read before anything is appended. */
  readonly entries: Iterable<JournalRecord>;
  /** What was cut off at the end: it was being written when the process ended. */
  readonly tornBytes: number;
  /** Snapshots that are not as they were written; others made up for them. */
  readonly brokenSnapshots: readonly string[];
}

export interface OpenedJournal {
  readonly journal: Journal;
  readonly recovered: Recovered;
}

/** Snapshots that are kept: should one be broken, there is the one before. */
const SNAPSHOTS = 2;

/**
 * What a live kernel learned and asked, in the order in which it did, on a disk. What `commit` returned for is never
 * lost; the state of the kernel is the newest snapshot and the records after it.
 */
export class Journal {
  readonly #disk: JournalDisk;
  readonly #header: JournalHeader;
  readonly #options: Required<Omit<JournalOptions, "wallMs">>;
  readonly #wallMs: (() => number) | null;
  /** The oldest first; the last is written to, and its length stands in `#tail`. */
  readonly #segments: KeptSegment[];
  #tail: GrowingFile;
  /** Sequence numbers and lengths of the sound ones, the newest first. */
  #snapshots: readonly { readonly seq: number; readonly bytes: number }[];
  #pending: Uint8Array[] = [];
  #pendingBytes = 0;
  /** Of the last record that was appended, and that was committed. */
  #seq: number;
  #committedSeq: number;

  private constructor(
    disk: JournalDisk,
    header: JournalHeader,
    { wallMs, ...options }: JournalOptions,
    { segments, snapshots, lastSeq }: Recovery,
  ) {
    this.#disk = disk;
    this.#header = header;
    this.#options = {
      segmentBytes: options.segmentBytes ?? 8 << 20,
      maxBytes: options.maxBytes ?? 256 << 20,
      snapshotEvery: options.snapshotEvery ?? 10_000,
      maxPendingBytes: options.maxPendingBytes ?? 16 << 20,
    };
    this.#wallMs = wallMs ?? null;
    this.#segments = [...segments];
    this.#snapshots = snapshots.map(({ seq }) => ({
      seq,
      bytes: disk.read(snapshotName(seq)).length,
    }));
    this.#seq = lastSeq;
    this.#committedSeq = lastSeq;
    const last = segments.at(-1);
    this.#tail =
      last === undefined ? this.#newSegment() : new GrowingFile(disk, last.name, last.bytes);
  }

  /**
   * Opens the journal on that disk, or begins one. A torn tail is cut off.
   * @throws DamagedJournal, ForeignJournal, and what the disk throws
   */
  static open(
    disk: JournalDisk,
    header: JournalHeader,
    options: JournalOptions = {},
  ): OpenedJournal {
    const found = recovery(disk, header);
    const { tornAt, tornBytes, brokenSnapshots, snapshots, segments, lastSeq } = found;
    if (tornAt?.atByte === 0) disk.remove(tornAt.file);
    else if (tornAt !== null) {
      disk.truncate(tornAt.file, tornAt.atByte);
      disk.sync(tornAt.file);
    }
    const newest = snapshots[0] ?? null;
    const snapshotSeq = newest?.seq ?? 0;
    const recovered = {
      snapshot: newest?.state ?? null,
      snapshotSeq,
      entries: recordsAfter(disk, segments, snapshotSeq, lastSeq),
      tornBytes,
      brokenSnapshots,
    };
    return { journal: new Journal(disk, header, options, found), recovered };
  }

  /** Of the last record that was appended; 0: there is none. */
  get seq(): number {
    return this.#seq;
  }

  /** Of the last record that would outlive a loss of power. */
  get committedSeq(): number {
    return this.#committedSeq;
  }

  /** What the journal takes of the disk [bytes]. */
  get bytes(): number {
    const kept = [...this.#segments.slice(0, -1), this.#tail, ...this.#snapshots];
    return kept.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** Whether it is time to save one: many records since the last, or room that only a newer one would free. */
  get isSnapshotDue(): boolean {
    const { snapshotEvery, maxBytes } = this.#options;
    const newestSeq = this.#snapshots[0]?.seq ?? 0;
    if (this.#seq - newestSeq >= snapshotEvery) return true;
    return this.bytes > maxBytes && newestSeq < this.#segments.at(-1)!.firstSeq - 1;
  }

  /**
   * Takes an entry in, to be written with the next commit, and returns its sequence number.
   * @throws DiskFull, and the entry is not taken, when more waits for room than `maxPendingBytes`
   */
  append(entry: JournalEntry, atMs: number): number {
    const seq = this.#seq + 1;
    const batch = this.#committedSeq + 1;
    const wallMs = this.#wallMs?.() ?? null;
    const line = sealedLine(recordLine({ seq, batch, atMs, wallMs, entry }));
    if (this.#pendingBytes + line.length > this.#options.maxPendingBytes) {
      throw new DiskFull(this.#tail.name);
    }
    this.#pending.push(line);
    this.#pendingBytes += line.length;
    this.#seq = seq;
    return seq;
  }

  /**
   * Writes all that was appended since the last commit, and returns when it would outlive a loss of power.
   * @throws DiskFull, and what else the disk throws; all of it then waits for the next commit
   */
  commit(): void {
    if (this.#pending.length === 0) return;
    if (this.#tail.bytes >= this.#options.segmentBytes) this.#nextSegment();
    this.#tail.appendForGood(joined(this.#pending, this.#pendingBytes));
    this.#pending = [];
    this.#pendingBytes = 0;
    this.#committedSeq = this.#seq;
  }

  /**
   * Commits, and keeps the state that all records until now led to: it is what the next start goes on from. Segments
   * that neither this snapshot nor the one before it needs go when there is no room for them.
   * @throws as `commit` does; then the snapshots there were stay
   */
  saveSnapshot(state: unknown): void {
    this.commit();
    const seq = this.#committedSeq;
    const file = snapshotFile(this.#header, seq, state);
    this.#disk.replace(snapshotName(seq), file);
    const others = this.#snapshots.filter((other) => other.seq !== seq);
    this.#snapshots = [{ seq, bytes: file.length }, ...others].slice(0, SNAPSHOTS);
    for (const old of snapshotsIn(this.#disk.list())) {
      if (!this.#snapshots.some((kept) => kept.seq === old)) this.#disk.remove(snapshotName(old));
    }
    this.#makeRoom();
  }

  #nextSegment(): void {
    const { bytes } = this.#tail;
    const next = this.#newSegment();
    // The one before it is whole now.
    const whole = this.#segments.at(-2)!;
    this.#segments[this.#segments.length - 2] = { ...whole, bytes };
    this.#tail = next;
    this.#makeRoom();
  }

  /** Begins a segment. It is there with its head, for good, before anything is written to it. */
  #newSegment(): GrowingFile {
    const number = (this.#segments.at(-1)?.number ?? 0) + 1;
    const name = segmentName(number);
    const firstSeq = this.#committedSeq + 1;
    const head = sealedLine({
      journal: JOURNAL_VERSION,
      segment: number,
      firstSeq,
      ...this.#header,
    } satisfies SegmentHead);
    this.#disk.replace(name, head);
    this.#segments.push({ name, number, firstSeq, bytes: head.length });
    return new GrowingFile(this.#disk, name, head.length);
  }

  /** Has the oldest segments go that no snapshot needs, as many as are too many. */
  #makeRoom(): void {
    if (this.#snapshots.length < SNAPSHOTS) return;
    const neededSeq = this.#snapshots.at(-1)!.seq + 1;
    while (this.bytes > this.#options.maxBytes) {
      const [oldest, next] = this.#segments;
      if (next === undefined || next.firstSeq > neededSeq) return;
      this.#disk.remove(oldest!.name);
      this.#segments.shift();
    }
  }
}

function joined(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const all = new Uint8Array(length);
  let end = 0;
  for (const piece of pieces) {
    all.set(piece, end);
    end += piece.length;
  }
  return all;
}
