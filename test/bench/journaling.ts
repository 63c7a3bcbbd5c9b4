import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { journalDisk } from "../../src/host/index.ts";
import { Journal, type JournalEntry } from "../../src/record/index.ts";
import { type Line, mediansMs } from "./measure.ts";

const RECORDS = 5_000;
const PER_COMMIT = 50;
const RECORD_BYTES = 400;

/** A journal on the disk that temporary files lie on, against the same bytes merely written and synced. */
export function journaling(): Line[] {
  const folder = mkdtempSync(path.join(os.tmpdir(), "busbar-bench-"));
  try {
    let runs = 0;
    const [oursMs, bareMs] = mediansMs(
      [() => ours(path.join(folder, `${runs++}`)), () => bare(path.join(folder, `${runs++}`))],
      1,
    ) as [number, number];
    return [
      {
        name: "journal on disk, 400-byte records, 50 to a commit",
        value: RECORDS / oursMs,
        unit: "thousand records/s",
        against: "the same bytes written and synced",
        ratio: bareMs / oursMs,
        aim: null,
        reached: null,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function ours(folder: string): void {
  const disk = journalDisk(folder);
  const header = { scenarioHash: "0a1b2c3d", engineVersion: "1", startMs: 0, seed: 1 };
  const { journal } = Journal.open(disk, header);
  // What stands around a note of a record takes about 80 bytes.
  const note = "x".repeat(RECORD_BYTES - 80);
  const entry: JournalEntry = { kind: "mark", mark: "fellBehind", note };
  for (let i = 1; i <= RECORDS; i++) {
    journal.append(entry, i);
    if (i % PER_COMMIT === 0) journal.commit();
  }
  disk.release();
}

function bare(name: string): void {
  const file = openSync(name, "w");
  const bytes = new Uint8Array(RECORD_BYTES * PER_COMMIT);
  for (let i = 0; i < RECORDS / PER_COMMIT; i++) {
    writeSync(file, bytes);
    fdatasyncSync(file);
  }
  closeSync(file);
}
