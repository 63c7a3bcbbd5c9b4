import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RandomStream } from "../../../src/engine/index.ts";
import {
  Journal,
  type JournalEntry,
  type JournalOptions,
  readJournal,
} from "../../../src/record/index.ts";
import { Crash, MemoryDisk } from "../../support/memoryDisk.ts";
import { anySteps, type JournalStep, someHeader } from "../../support/randomJournal.ts";

const options: JournalOptions = { segmentBytes: 600, maxBytes: 2_000 };

/** All that a process was told, as the state of a kernel that remembers everything. */
type State = readonly JournalEntry[];

/** What one process did before it ended. */
interface Life {
  /** What it found. */
  readonly found: State | null;
  /** How much of what it took in had been acknowledged. */
  readonly committed: number;
  readonly told: State;
}

/** Lives until the disk has the process end, or all is done. */
function live(disk: MemoryDisk, steps: readonly JournalStep[], before: State): Life {
  let found: State | null = null;
  let committed = before.length;
  const told: JournalEntry[] = [];
  try {
    const { journal, recovered } = Journal.open(disk, someHeader, options);
    const snapshot = (recovered.snapshot ?? []) as State;
    expect(snapshot.length).toBe(recovered.snapshotSeq);
    found = [...snapshot, ...[...recovered.entries].map(({ entry }) => entry)];
    told.push(...found);
    for (const step of steps) {
      if (step === "commit") journal.commit();
      else if (step === "snapshot") journal.saveSnapshot(told);
      else {
        told.push(step);
        expect(journal.append(step, told.length)).toBe(told.length);
        continue;
      }
      committed = told.length;
      expect(journal.committedSeq).toBe(committed);
    }
  } catch (error) {
    if (!(error instanceof Crash)) throw error;
  }
  return { found, committed, told };
}

describe("a process that ends at any point of any call of the disk", () => {
  it("finds all that was acknowledged when it starts again, and nothing that was never said", () => {
    const anyLife = fc.record({ steps: anySteps, changes: fc.nat({ max: 40 }) });
    const check = (
      lives: readonly { steps: JournalStep[]; changes: number }[],
      seed: number,
    ): void => {
      const chance = new RandomStream(seed, "crash");
      let disk = new MemoryDisk({}, chance);
      let before: State = [];
      let told: State = [];
      for (const { steps, changes } of [...lives, { steps: [], changes: Infinity }]) {
        disk.changesUntilCrash = changes;
        const life = live(disk, steps, before);
        if (life.found !== null) {
          expect(life.found.length).toBeGreaterThanOrEqual(before.length);
          expect(life.found).toEqual(told.slice(0, life.found.length));
          told = life.told;
        }
        before = told.slice(0, Math.max(life.committed, before.length));
        disk = disk.survivor(chance);
      }
    };
    fc.assert(fc.property(fc.array(anyLife, { minLength: 1, maxLength: 4 }), fc.nat(), check), {
      numRuns: 1_500,
    });
  });

  it("leaves a journal that others can read without mending it", () => {
    fc.assert(
      fc.property(anySteps, fc.nat({ max: 40 }), fc.nat(), (steps, changes, seed) => {
        const chance = new RandomStream(seed, "crash");
        const disk = new MemoryDisk({}, chance);
        Journal.open(disk, someHeader, options);
        disk.changesUntilCrash = changes;
        const { told } = live(disk, steps, []);
        const files = disk.survivor(chance);
        const was = files.copy();
        const { firstSeq, records } = readJournal(files);
        const read = [...records];
        expect(read.map(({ seq }) => seq)).toEqual(read.map((_, i) => firstSeq + i));
        expect(read.map(({ entry }) => entry)).toEqual(
          told.slice(firstSeq - 1, firstSeq - 1 + read.length),
        );
        expect(files.copy()).toEqual(was);
      }),
      { numRuns: 500 },
    );
  });
});
