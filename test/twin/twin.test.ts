import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RandomStream } from "../../src/engine/index.ts";
import { readJournal } from "../../src/record/index.ts";
import { id, type PointId } from "../../src/messages/index.ts";
import { balancedNight } from "../support/balancedNight.ts";
import { Crash, MemoryDisk } from "../support/memoryDisk.ts";
import { shakyNight } from "../support/shakyNight.ts";
import { commandsIn, crowdedNight, endOf, plainRun, twinOn } from "../support/smallTwin.ts";

const nights = {
  "a law": crowdedNight(),
  "a planner": balancedNight(),
  "bad links": shakyNight(),
};

describe.each(Object.entries(nights))("a twin with %s", (_, scenario) => {
  const plain = plainRun(scenario);

  it("asks for and ends with what a plain run does", () => {
    const disk = new MemoryDisk();
    const twin = twinOn(disk, scenario);
    twin.begin();
    expect(endOf(twin)).toBe(plain.digest);
    expect(commandsIn(disk)).toEqual(plain.commands);
    expect(plain.commands.length).toBeGreaterThan(10);
  });

  it("goes on where it was stopped, as often as it is", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(30), { minLength: 1, maxLength: 5 }), (lives) => {
        const disk = new MemoryDisk();
        for (const instants of lives) {
          const twin = twinOn(disk, scenario, { snapshotEvery: 40 });
          twin.begin();
          for (let i = 0; i < instants && !twin.isOver; i++) twin.step();
          twin.mark("stopped");
          if (instants % 2 === 0) twin.saveSnapshot();
        }
        const last = twinOn(disk, scenario);
        last.begin();
        expect(endOf(last)).toBe(plain.digest);
        expect(commandsIn(disk)).toEqual(plain.commands);
      }),
      { numRuns: 20 },
    );
  });

  it("goes on from whatever is left of it when it is killed in the midst of any write", () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(120), { minLength: 1, maxLength: 4 }),
        fc.nat(),
        (lives, seed) => {
          const chance = new RandomStream(seed, "crashes");
          let disk = new MemoryDisk({}, chance);
          for (const changes of lives) {
            disk.changesUntilCrash = changes;
            try {
              const twin = twinOn(disk, scenario, { snapshotEvery: 40, segmentBytes: 20_000 });
              twin.begin();
              endOf(twin);
            } catch (error) {
              if (!(error instanceof Crash)) throw error;
            }
            disk = disk.survivor(chance);
          }
          const last = twinOn(disk, scenario);
          last.begin();
          expect(endOf(last)).toBe(plain.digest);
          expect(commandsIn(disk)).toEqual(plain.commands);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe("a twin that is given orders", () => {
  it("keeps them before it does anything else, and has them again after a restart", () => {
    const scenario = crowdedNight();
    fc.assert(
      fc.property(fc.nat(25), fc.nat(1000), fc.nat(30), (instants, share, more) => {
        const disk = new MemoryDisk();
        const first = twinOn(disk, scenario);
        first.begin();
        for (let i = 0; i < instants; i++) first.step();
        const spanMs = first.nextAtMs - 1 - first.nowMs;
        const atMs = first.nowMs + Math.max(0, Math.floor((spanMs * share) / 1000));
        first.order({
          kind: "operatorOrder",
          atMs,
          knownAtMs: atMs,
          order: "hold",
          pointId: id<PointId>("P2"),
        });
        const orders = [...readJournal(disk).records].filter(
          ({ entry }) => entry.kind === "observation" && entry.observation.kind === "operatorOrder",
        );
        expect(orders).toHaveLength(1);
        expect(first.kept.committedSeq).toBe(first.kept.seq);
        for (let i = 0; i < more && !first.isOver; i++) first.step();
        // As if it had been killed here, before or after it ends by itself.
        const copy = new MemoryDisk(disk.copy());
        const whole = endOf(first);
        const second = twinOn(copy, scenario);
        second.begin();
        expect(endOf(second)).toBe(whole);
        expect(commandsIn(copy)).toEqual(commandsIn(disk));
      }),
      { numRuns: 30 },
    );
  });
});

describe("a twin whose journal has something else than is derived again", () => {
  it("says which record that is, and what comes instead", () => {
    const disk = new MemoryDisk();
    const first = twinOn(disk, crowdedNight());
    first.begin();
    for (let i = 0; i < 30; i++) first.step();
    const other = crowdedNight();
    const plans = other.plans.map((plan, i) => ({
      ...plan,
      stays: plan.stays.map((stay) => ({ ...stay, usedKwh: stay.usedKwh + (i === 2 ? 1 : 0) })),
    }));
    const second = twinOn(disk, { ...other, plans });
    expect(() => second.begin()).toThrow(
      /^record \d+ of the journal is not what is derived again\n {2}recorded {2}\{.*\}\n {2}derived {3}\{.*\}$/,
    );
  });
});
