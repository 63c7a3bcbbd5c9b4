import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  DiskFull,
  ForeignJournal,
  Journal,
  type JournalEntry,
  type JournalHeader,
  readJournal,
} from "../../../src/record/index.ts";
import { MemoryDisk } from "../../support/memoryDisk.ts";
import { anyEntry, someHeader } from "../../support/randomJournal.ts";

const note = (text: string): JournalEntry => ({ kind: "mark", mark: "fellBehind", note: text });

/** A state and what was heard since, as a list of notes. */
function notesIn(disk: MemoryDisk): unknown[] {
  const { recovered } = Journal.open(disk, someHeader);
  const since = [...recovered.entries].map(({ entry }) => (entry.kind === "mark" ? entry.note : 0));
  return [...((recovered.snapshot ?? []) as unknown[]), ...since];
}

describe("commits", () => {
  it("sync once for all that was appended, and not at all for nothing", () => {
    const disk = new MemoryDisk();
    const { journal } = Journal.open(disk, someHeader);
    journal.commit();
    expect(disk.syncs).toBe(0);
    for (let i = 0; i < 50; i++) journal.append(note("x"), i);
    expect(journal.committedSeq).toBe(0);
    journal.commit();
    journal.commit();
    expect(disk.syncs).toBe(1);
    expect(journal.committedSeq).toBe(50);
  });

  it("tell of a full disk once, leave what was there, and go on without a hole when there is room", () => {
    fc.assert(
      fc.property(
        fc.array(anyEntry, { minLength: 1, maxLength: 30 }),
        fc.nat({ max: 4_000 }),
        (entries, room) => {
          const disk = new MemoryDisk();
          const { journal } = Journal.open(disk, someHeader, { segmentBytes: 500 });
          disk.capacityBytes = disk.bytes + room;
          let committed = 0;
          for (const [i, entry] of entries.entries()) {
            journal.append(entry, i);
            try {
              journal.commit();
              committed = i + 1;
            } catch (error) {
              expect(error).toBeInstanceOf(DiskFull);
            }
            expect(journal.committedSeq).toBe(committed);
            const found = Journal.open(new MemoryDisk(disk.copy()), someHeader).recovered;
            expect([...found.entries].length).toBe(committed);
            expect(found.tornBytes).toBe(0);
          }
          disk.capacityBytes = Infinity;
          journal.commit();
          const { recovered } = Journal.open(disk, someHeader);
          expect([...recovered.entries].map(({ entry }) => entry)).toEqual(entries);
        },
      ),
    );
  });

  it("that could not be synced are not acknowledged, and are made up for", () => {
    const disk = new MemoryDisk();
    const { journal } = Journal.open(disk, someHeader);
    journal.append(note("a"), 0);
    disk.failsToSync = true;
    expect(() => journal.commit()).toThrow("EIO");
    journal.append(note("b"), 1);
    expect(journal.committedSeq).toBe(0);
    disk.failsToSync = false;
    journal.commit();
    expect(notesIn(disk)).toEqual(["a", "b"]);
  });

  it("are asked for before memory is full, too", () => {
    const { journal } = Journal.open(new MemoryDisk(), someHeader, { maxPendingBytes: 1_000 });
    const append = () => journal.append(note("x".repeat(300)), 0);
    for (let i = 0; i < 2; i++) append();
    expect(append).toThrow(DiskFull);
    expect(journal.seq).toBe(2);
    journal.commit();
    expect(append()).toBe(3);
  });
});

/** A journal of so many notes, with snapshots of all of them whenever one is due. */
function longJournal(count: number) {
  const disk = new MemoryDisk();
  const options = { segmentBytes: 1_000, maxBytes: 20_000, snapshotEvery: 40 };
  const { journal } = Journal.open(disk, someHeader, options);
  const told: string[] = [];
  let most = 0;
  for (let i = 0; i < count; i++) {
    told.push(`${i}`);
    journal.append(note(`${i}`), i);
    if (i % 3 === 0) journal.commit();
    if (journal.isSnapshotDue) journal.saveSnapshot(told.length > 50 ? told : [...told]);
    most = Math.max(most, disk.bytes);
    expect(journal.bytes).toBe(disk.bytes);
  }
  journal.commit();
  return { disk, told, most, journal };
}

describe("snapshots", () => {
  it("keep the journal within its room, and all that was told", () => {
    const { disk, told, most } = longJournal(600);
    // Room is made at each new segment and snapshot: what is over is what was written since.
    expect(most).toBeLessThan(20_000 + 1_500 + 6_000);
    expect(disk.list().filter((name) => name.startsWith("snapshot-"))).toHaveLength(2);
    expect(disk.list()).not.toContain("journal-000001.ndjson");
    expect(notesIn(disk)).toEqual(told);
    const { firstSeq, records } = readJournal(disk);
    expect(firstSeq).toBeGreaterThan(1);
    expect([...records].length).toBe(600 - firstSeq + 1);
  });

  it("that are broken are made up for by the one before and its segments", () => {
    const { disk, told } = longJournal(600);
    const [newest] = disk
      .list()
      .filter((name) => name.startsWith("snapshot-"))
      .toSorted((a, b) => b.length - a.length || (a < b ? 1 : -1));
    for (let atByte = 0; atByte < disk.read(newest!).length; atByte += 97) {
      const files = disk.copy();
      files[newest!]![atByte]! ^= 4;
      const spoiled = new MemoryDisk(files);
      expect(Journal.open(spoiled, someHeader).recovered.brokenSnapshots).toEqual([newest]);
      expect(notesIn(spoiled)).toEqual(told);
    }
  });

  it("that are broken do not count as kept when the next is saved", () => {
    const { disk, told } = longJournal(600);
    const names = disk.list().filter((name) => name.startsWith("snapshot-"));
    const newest = names.toSorted((a, b) => Number(b.slice(9, -5)) - Number(a.slice(9, -5)))[0]!;
    const older = names.find((name) => name !== newest)!;
    const files = disk.copy();
    files[newest]![20]! ^= 1;
    const spoiled = new MemoryDisk(files);
    const { journal } = Journal.open(spoiled, someHeader);
    journal.saveSnapshot(told);
    expect(spoiled.list()).toContain(older);
    expect(spoiled.list()).not.toContain(newest);
  });

  it("that are both broken are no ground to stand on", () => {
    const { disk } = longJournal(600);
    const files = disk.copy();
    for (const name of disk.list().filter((each) => each.startsWith("snapshot-"))) {
      files[name]![5]! ^= 1;
    }
    expect(() => Journal.open(new MemoryDisk(files), someHeader)).toThrow(
      /^snapshot-\d+.json:1 .*expected record 1/,
    );
  });

  it("tell that records are gone which had been written", () => {
    const disk = new MemoryDisk();
    const { journal } = Journal.open(disk, someHeader);
    for (let i = 0; i < 3; i++) journal.append(note(`${i}`), i);
    journal.saveSnapshot(["0", "1", "2"]);
    const files = disk.copy();
    const name = "journal-000001.ndjson";
    files[name] = files[name]!.subarray(0, -10);
    expect(() => Journal.open(new MemoryDisk(files), someHeader)).toThrow(
      /journal-000001.ndjson:4 .* ends with record 2, but snapshot-3.json was made after record 3/,
    );
    delete files[name];
    expect(notesIn(new MemoryDisk(files))).toEqual(["0", "1", "2"]);
  });

  it("leave those there were when there is no room", () => {
    const { disk, journal, told } = longJournal(100);
    disk.capacityBytes = disk.bytes + 10;
    expect(() => journal.saveSnapshot(told)).toThrow(DiskFull);
    expect(notesIn(disk)).toEqual(told);
  });
});

describe("a journal of another", () => {
  const disk = new MemoryDisk();
  const { journal } = Journal.open(disk, someHeader);
  journal.append({ kind: "mark", mark: "started" }, 0);
  journal.saveSnapshot({});

  it.each<[Partial<JournalHeader>, RegExp]>([
    [{ scenarioHash: "ffff" }, /belongs to the scenario with hash 0a1b2c3d, this is ffff/],
    [{ seed: 8 }, /belongs to seed 7, this is 8/],
    [{ startMs: 1 }, /belongs to a run that starts at 1700000000000, this is 1/],
    [{ engineVersion: "2.0.0" }, /busbar 1.2.3\+abc, this is 2.0.0; go on with that version/],
  ])("is not gone on with: %o", (other, message) => {
    const open = () => Journal.open(disk, { ...someHeader, ...other });
    expect(open).toThrow(ForeignJournal);
    expect(open).toThrow(message);
  });

  it("can be read, whatever version wrote it", () => {
    const { header, records } = readJournal(disk);
    expect(header).toEqual(someHeader);
    expect([...records].map(({ entry }) => entry)).toEqual([{ kind: "mark", mark: "started" }]);
  });

  it("that is not there is told", () => {
    expect(() => readJournal(new MemoryDisk())).toThrow("there is no journal in that folder");
  });
});

describe("records", () => {
  it("say what the clock on the wall said, when there is one", () => {
    const disk = new MemoryDisk();
    let wallMs = 50;
    const { journal } = Journal.open(disk, someHeader, { wallMs: () => wallMs++ });
    journal.append({ kind: "mark", mark: "started" }, 10);
    journal.commit();
    const again = Journal.open(disk, someHeader);
    again.journal.append({ kind: "mark", mark: "restarted" }, 20);
    again.journal.commit();
    const times = [...readJournal(disk).records].map(({ atMs, wallMs }) => [atMs, wallMs]);
    expect(times).toEqual([
      [10, 50],
      [20, null],
    ]);
  });
});
