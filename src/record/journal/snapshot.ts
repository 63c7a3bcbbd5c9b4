import type { JournalFiles } from "./journalDisk.ts";
import type { JournalHeader } from "./journalHeader.ts";
import { sealedLine, unsealed } from "./sealedLine.ts";

/** A state, and the number of the last record that went into it. */
export interface Snapshot extends JournalHeader {
  readonly snapshot: 1;
  readonly seq: number;
  readonly state: unknown;
}

/** `snapshot-1200.json`: the state after record 1200. */
export function snapshotName(seq: number): string {
  return `snapshot-${seq}.json`;
}

export function snapshotFile(header: JournalHeader, seq: number, state: unknown): Uint8Array {
  return sealedLine({ snapshot: 1, seq, ...header, state } satisfies Snapshot);
}

/** Numbers of the snapshots among names of files, the newest first. */
export function snapshotsIn(names: readonly string[]): number[] {
  return names
    .map((name) => Number(/^snapshot-(\d+)\.json$/.exec(name)?.[1]))
    .filter((seq) => !Number.isNaN(seq))
    .toSorted((a, b) => b - a);
}

/** A snapshot, null when it is not as it was written. */
export function readSnapshot(files: JournalFiles, seq: number): Snapshot | null {
  const bytes = files.read(snapshotName(seq));
  const values = bytes.at(-1) === 10 ? unsealed(bytes.subarray(0, -1)) : null;
  return values?.["snapshot"] === 1 && values["seq"] === seq
    ? (values as unknown as Snapshot)
    : null;
}
