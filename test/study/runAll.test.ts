import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runAll, type RunPlan, type RunRow, type RunWorkers } from "../../src/study/index.ts";

const clock = (() => {
  let nowMs = 0;
  return { nowMs: () => (nowMs += 7), wait: async (): Promise<void> => {} };
})();

/** A plan whose runs nobody looks at. */
function planOf(runs: number): RunPlan {
  return {
    version: "1",
    variants: [
      {
        path: "a.yaml",
        settings: [],
        name: "a",
        strategy: "immediate",
        files: { contents: new Map(), resolved: new Map() },
        command: "busbar run a.yaml",
        hash: "0",
        depotHash: "0",
      },
    ],
    jobs: Array.from({ length: runs }, (_, i) => ({ variant: 0, seed: i, anchors: false })),
  };
}

/** Workers that do nothing well, and die as they are told. @param dies asked for each batch */
function actors(dies: (runs: readonly number[]) => boolean) {
  const seen = { started: 0, ended: 0, largest: 0 };
  const workers: RunWorkers = {
    most: 4,
    start: () => {
      seen.started++;
      let isDead = false;
      return {
        run: async (batch) => {
          if (isDead) throw new Error("was asked though dead");
          await Promise.resolve();
          seen.largest = Math.max(seen.largest, batch.length);
          const runs = batch.map(({ run }) => run);
          if (dies(runs)) {
            isDead = true;
            throw new Error("no heap left");
          }
          return batch.map(({ run, job }): RunRow => row(run, job.seed));
        },
        stop: () => {},
        end: async () => {
          seen.ended++;
        },
      };
    },
  };
  return { workers, seen };
}

function row(run: number, seed: number): RunRow {
  const what = { scenario: "a", strategy: "immediate", settings: "", command: "" };
  return { run, key: String(run), ...what, seed, ok: true, error: null };
}

async function rowsOf(plan: RunPlan, workers: RunWorkers, count: number): Promise<RunRow[]> {
  const rows: RunRow[] = [];
  const places = plan.jobs.map((_, i) => i);
  await runAll(plan, places, {
    workers,
    count,
    clock,
    signal: new AbortController().signal,
    take: async (list) => void rows.push(...list),
  });
  return rows.toSorted((a, b) => a.run - b.run);
}

describe("workers that die", () => {
  it("lose no run and double none; those that kill are the ones given up", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 120 }),
        fc.integer({ min: 1, max: 4 }),
        fc.uniqueArray(fc.integer({ min: 1, max: 120 }), { maxLength: 5 }),
        fc.infiniteStream(fc.nat(9)),
        async (runs, count, killers, luck) => {
          let accidents = 0;
          const { workers } = actors((batch) => {
            if (batch.some((run) => killers.includes(run))) return true;
            // An accident hits whoever is at work; alone, one is not given up for that.
            const isHit = luck.next().value === 0 && batch.length > 1 && accidents < 5;
            if (isHit) accidents++;
            return isHit;
          });
          // The first run goes well: workers can live.
          const killed = killers.filter((run) => run > 1 && run <= runs);
          killers.splice(0, Infinity, ...killed);
          const rows = await rowsOf(planOf(runs), workers, count);
          expect(rows.map(({ run }) => run)).toEqual(Array.from({ length: runs }, (_, i) => i + 1));
          const failed = rows.filter(({ ok }) => !ok);
          expect(failed.map(({ run }) => run)).toEqual(killed.toSorted((a, b) => a - b));
          for (const { error, command, seed } of failed) {
            expect(error).toBe("every worker that tried this run died: no heap left");
            expect(command).toBe(`busbar run a.yaml --seed ${seed}`);
          }
        },
      ),
    );
  });

  it("are replaced; those that live are ended", async () => {
    const { workers, seen } = actors((batch) => batch.includes(7));
    await rowsOf(planOf(40), workers, 2);
    // Once with others, then three times alone.
    expect(seen.started).toBeGreaterThanOrEqual(2 + 3);
    expect(seen.ended).toBe(2);
  });

  it("everywhere, end the work with the reason", async () => {
    const { workers, seen } = actors(() => true);
    await expect(rowsOf(planOf(1000), workers, 2)).rejects.toThrow("no heap left");
    expect(seen.started).toBeLessThan(20);
  });
});

describe("batches", () => {
  it("grow with the speed of runs, and leave work for all at the end", async () => {
    const { workers, seen } = actors(() => false);
    await rowsOf(planOf(3000), workers, 2);
    expect(seen.largest).toBeGreaterThan(20);
    expect(seen.largest).toBeLessThanOrEqual(3000 / 4);
  });
});

describe("a disk that fails", () => {
  it("ends all lanes and is told once", async () => {
    const { workers } = actors(() => false);
    const plan = planOf(500);
    let takes = 0;
    const work = runAll(plan, [...plan.jobs.keys()], {
      workers,
      count: 4,
      clock,
      signal: new AbortController().signal,
      take: async () => {
        if (++takes === 3) throw new Error("full");
      },
    });
    await expect(work).rejects.toThrow("full");
    expect(takes).toBeLessThan(10);
  });
});
