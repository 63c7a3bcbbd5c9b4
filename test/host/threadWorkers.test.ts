import { pathToFileURL } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { RandomStream } from "../../src/engine/index.ts";
import { threadWorkers } from "../../src/host/index.ts";
import type { RunWorkers } from "../../src/study/index.ts";
import { build, threadFile } from "../support/busbar.ts";
import { busbar, type MemoryStore } from "../support/memorySurroundings.ts";
import { ownThreadWorkers } from "../support/ownThreadWorkers.ts";

beforeAll(build);

const STUDY = [
  "run",
  "scenarios/quickstart.yaml",
  "--set=operations.plugInDelayMin.medianMin=60",
  "--set=operations.plugInDelayMin.p95Min=600",
  "--seeds=1..36",
];
const TABLES = ["runs.ndjson", "runs.parquet", "summary.json", "summary.txt"];

const threads = (): RunWorkers => threadWorkers(pathToFileURL(threadFile));

/** Bytes of the tables in a folder. */
function tablesIn(store: MemoryStore, folder: string): unknown[] {
  return TABLES.map((name) => store.files.get(`${folder}/${name}`));
}

/** Threads that are killed at random while they work, but never so often at one run that it is given up. */
function mortal(workers: RunWorkers, seed: number) {
  const chance = new RandomStream(seed, "kill");
  const killsAlone = new Map<number, number>();
  const count = { kills: 0 };
  const start: RunWorkers["start"] = (plan) => {
    const worker = workers.start(plan);
    return {
      ...worker,
      stop: () => worker.stop(),
      end: () => worker.end(),
      async run(batch) {
        const { run } = batch[0]!;
        const before = killsAlone.get(run) ?? 0;
        if (chance.uniform() > 0.4 || count.kills >= 12 || before >= 2) return worker.run(batch);
        if (batch.length === 1) killsAlone.set(run, before + 1);
        const timer = setTimeout(() => void worker.end(), chance.uniform() * 120);
        try {
          return await worker.run(batch);
        } catch (error) {
          count.kills++;
          throw error;
        } finally {
          clearTimeout(timer);
        }
      },
    };
  };
  return { count, workers: { most: workers.most, start } };
}

describe("threads", () => {
  it("write the same tables for any number of them, sharded or not, whoever is killed", async () => {
    const alone = await busbar([...STUDY, "--out=a"], { workers: ownThreadWorkers(1) });
    const expected = tablesIn(alone.store, "a");
    for (const jobs of [1, 2]) {
      const { exitCode, store } = await busbar([...STUDY, `--jobs=${jobs}`, "--out=a"], {
        workers: threads(),
      });
      expect(exitCode).toBe(0);
      expect(tablesIn(store, "a")).toEqual(expected);
    }
    const folders = ["b", "c", "d"];
    let kills = 0;
    for (const [i, folder] of folders.entries()) {
      const { workers, count } = mortal(threads(), i);
      const part = [`--shard=${i + 1}/3`, "--jobs=2", `--out=${folder}`];
      const { exitCode, stderr } = await busbar([...STUDY, ...part], {
        store: alone.store,
        workers,
      });
      expect(stderr).not.toContain("failed");
      expect(exitCode).toBe(0);
      kills += count.kills;
    }
    expect(kills).toBeGreaterThan(0);
    const merged = await busbar(["merge", ...folders, "--out=e"], { store: alone.store });
    expect(merged.exitCode).toBe(0);
    expect(tablesIn(alone.store, "e")).toEqual(expected);
  });

  it("stop soon when they are asked to, with what they have", async () => {
    let interrupt: (() => void) | null = null;
    const { exitCode, store } = await busbar([...STUDY, "--jobs=2", "--out=a"], {
      workers: threads(),
      onInterrupt: (tell) => {
        interrupt = tell;
      },
      // Somebody looks at the clock before and after each batch: the third is under way by then.
      clock: {
        nowMs: (() => {
          let looks = 0;
          return () => {
            if (++looks === 8) setTimeout(() => interrupt?.(), 5);
            return looks;
          };
        })(),
        wait: async () => {},
      },
    });
    expect(exitCode).toBe(130);
    const lines = store.text("a/runs.ndjson")!.split("\n").length - 1;
    expect(lines).toBeGreaterThan(0);
    expect(lines).toBeLessThan(36);
  });

  it("that cannot live are told, not tried for ever", async () => {
    const nowhere = threadWorkers(pathToFileURL(`${threadFile}.nowhere`));
    const { exitCode, stderr } = await busbar([...STUDY, "--out=a"], { workers: nowhere });
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/Cannot find module/);
  });
});
