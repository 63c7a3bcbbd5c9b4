import { crc32 } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  DamagedJournal,
  Journal,
  type JournalEntry,
  type JournalRecord,
  type OpenedJournal,
  readJournal,
} from "../../../src/record/index.ts";
import { MemoryDisk } from "../../support/memoryDisk.ts";
import { anyEntry, someHeader } from "../../support/randomJournal.ts";

const options = { segmentBytes: 500 };
const LINE_FEED = 10;

/** A journal of these entries, so many in a commit; at least the last segment has some. */
function journalOf(entries: readonly JournalEntry[], perCommit = 3) {
  const disk = new MemoryDisk();
  const { journal } = Journal.open(disk, someHeader, options);
  for (const [i, entry] of entries.entries()) {
    journal.append(entry, i);
    if (i % perCommit === perCommit - 1) journal.commit();
  }
  journal.commit();
  const names = disk.list();
  return { files: disk.copy(), names, last: names.at(-1)! };
}

const opened = (files: Record<string, Uint8Array>): OpenedJournal["recovered"] =>
  Journal.open(new MemoryDisk(files), someHeader, options).recovered;

const entriesIn = (files: Record<string, Uint8Array>) =>
  [...opened(files).entries].map(({ entry }) => entry);

/** Records in the lines of a file before a byte. */
function recordsBefore(bytes: Uint8Array, atByte: number): number {
  return Math.max(0, bytes.subarray(0, atByte).filter((byte) => byte === LINE_FEED).length - 1);
}

/** Entries in all segments but the last. */
function recordsBeforeLast({ files, names }: ReturnType<typeof journalOf>): number {
  return names.slice(0, -1).reduce((sum, name) => {
    const bytes = files[name]!;
    return sum + recordsBefore(bytes, bytes.length);
  }, 0);
}

const someEntries = fc.array(anyEntry, { minLength: 1, maxLength: 25 });

describe("a journal", () => {
  it("gives back what it was told, with its times, and numbers without a gap", () => {
    fc.assert(
      fc.property(someEntries, fc.integer({ min: 1, max: 5 }), (entries, perCommit) => {
        const { files } = journalOf(entries, perCommit);
        const records: JournalRecord[] = [...opened(files).entries];
        expect(records.map(({ entry }) => entry)).toEqual(entries);
        expect(records.map(({ seq }) => seq)).toEqual(entries.map((_, i) => i + 1));
        expect(records.map(({ atMs }) => atMs)).toEqual(entries.map((_, i) => i));
        expect([...readJournal(new MemoryDisk(files)).records]).toEqual(records);
      }),
    );
  });

  it("is lines of JSON, each with the crc that zlib makes of all before it", () => {
    const { files } = journalOf(fc.sample(anyEntry, { numRuns: 50, seed: 1 }));
    for (const bytes of Object.values(files)) {
      const lines = new TextDecoder().decode(bytes).split("\n").slice(0, -1);
      for (const line of lines) {
        const { crc } = JSON.parse(line) as { crc: string };
        expect(Number.parseInt(crc, 16)).toBe(crc32(line.slice(0, line.lastIndexOf(',"crc":'))));
      }
    }
  });

  it("that is cut at any byte of its last file holds all before the cut, and goes on", () => {
    fc.assert(
      fc.property(someEntries, fc.nat(), fc.boolean(), (entries, at, dropsFile) => {
        const whole = journalOf(entries);
        const bytes = whole.files[whole.last]!;
        const cut = at % bytes.length;
        const files: Record<string, Uint8Array> = {
          ...whole.files,
          [whole.last]: bytes.subarray(0, cut),
        };
        if (cut === 0 && dropsFile) delete files[whole.last];
        const kept = recordsBeforeLast(whole) + recordsBefore(bytes, cut);
        const disk = new MemoryDisk(files);
        const { journal, recovered } = Journal.open(disk, someHeader, options);
        expect([...recovered.entries].map(({ entry }) => entry)).toEqual(entries.slice(0, kept));
        const feed = bytes.subarray(0, cut).lastIndexOf(LINE_FEED);
        expect(recovered.tornBytes).toBe(cut - feed - 1);
        expect(journal.append({ kind: "mark", mark: "restarted" }, 99)).toBe(kept + 1);
        journal.commit();
        expect(entriesIn(disk.copy())).toEqual([
          ...entries.slice(0, kept),
          { kind: "mark", mark: "restarted" },
        ]);
      }),
      { numRuns: 300 },
    );
  });

  it("in which any byte is another is refused at that record, unless it is the last of all", () => {
    fc.assert(
      fc.property(
        someEntries,
        fc.nat(),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (entries, f, at, flip) => {
          const whole = journalOf(entries);
          const name = whole.names[f % whole.names.length]!;
          const bytes = whole.files[name]!;
          const atByte = at % bytes.length;
          const other = (bytes[atByte]! ^ flip) & 0xff;
          // A zero in the last commit may be the page of a write that never ended: see below.
          fc.pre(other !== 0);
          const flipped = Uint8Array.from(bytes);
          flipped[atByte] = other;
          const files = { ...whole.files, [name]: flipped };
          const lineStart = bytes.subarray(0, atByte).lastIndexOf(LINE_FEED) + 1;
          const lineEnd = bytes.indexOf(LINE_FEED, atByte) + 1;
          if (name === whole.last && lineEnd === bytes.length) {
            expect(entriesIn(files)).toEqual(
              entries.slice(0, recordsBeforeLast(whole) + recordsBefore(bytes, lineStart)),
            );
            expect(opened(files).tornBytes).toBe(lineEnd - lineStart);
            return;
          }
          const place = {
            file: name,
            line: recordsBefore(bytes, lineStart) + (lineStart === 0 ? 1 : 2),
            atByte: lineStart,
          };
          expect(damageOf(() => opened(files)).place).toEqual(place);
          expect(damageOf(() => [...readJournal(new MemoryDisk(files)).records]).place).toEqual(
            place,
          );
        },
      ),
      { numRuns: 500 },
    );
  });

  it("takes zeros for a write that never ended in the last commit only", () => {
    const entries = fc.sample(anyEntry, { numRuns: 6, seed: 2 });
    const { files, last } = journalOf(entries, 2);
    const text = new TextDecoder().decode(files[last]);
    const lines = text.split("\n").slice(0, -1);
    const firstSeq = (JSON.parse(lines[1]!) as { seq: number }).seq;
    const zeroed = (line: number) => {
      const spoiled = lines.map((each, i) => (i === line ? "\0".repeat(each.length) : each));
      return { ...files, [last]: new TextEncoder().encode(`${spoiled.join("\n")}\n`) };
    };
    // Of the last commit of two records the first did not arrive: what follows it is of no use.
    expect(entriesIn(zeroed(lines.length - 2))).toEqual(
      entries.slice(0, firstSeq + lines.length - 4),
    );
    expect(() => opened(zeroed(lines.length - 3))).toThrow(DamagedJournal);
  });

  it("of which a file is gone is refused, whichever", () => {
    const whole = journalOf(fc.sample(anyEntry, { numRuns: 60, seed: 3 }));
    expect(whole.names.length).toBeGreaterThan(4);
    for (const name of whole.names.slice(0, -1)) {
      const files: Record<string, Uint8Array> = { ...whole.files };
      delete files[name];
      expect(() => opened(files)).toThrow(/expected record \d+/);
      files[name] = new Uint8Array();
      expect(damageOf(() => opened(files)).place).toEqual({ file: name, line: 1, atByte: 0 });
    }
  });

  it("with lines in another order is refused where they are", () => {
    const { files, names } = journalOf(fc.sample(anyEntry, { numRuns: 10, seed: 4 }));
    const lines = new TextDecoder().decode(files[names[0]!]).split("\n");
    const swapped = [lines[0], lines[2], lines[1], ...lines.slice(3)].join("\n");
    const error = damageOf(() =>
      opened({ ...files, [names[0]!]: new TextEncoder().encode(swapped) }),
    );
    expect(error.message).toContain("journal-000001.ndjson:2");
    expect(error.message).toContain("record 2 stands where record 1 is expected");
  });
});

function damageOf(call: () => unknown): DamagedJournal {
  try {
    call();
  } catch (error) {
    if (error instanceof DamagedJournal) return error;
    throw error;
  }
  throw new Error("nobody noticed");
}
