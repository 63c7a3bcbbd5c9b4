import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { diskStore, systemClock, threadWorkers } from "../../src/host/index.ts";
import {
  openVariant,
  replicationsOf,
  runAll,
  StudyFolder,
  studyManifest,
  Tally,
} from "../../src/study/index.ts";
import { memoryFiles } from "../support/memoryFiles.ts";
import type { Line } from "./measure.ts";
import { monthDepot } from "./monthDepot.ts";

const RUNS = 10_000;
/** By then everything is warm. */
const FIRST = 1000;
const BUSES = 3;
const DAYS = 1;
const MIB = 1 << 20;
/** A quarter more than after the first tenth: garbage, not growth. */
const FLAT = 1.25;

/** Memory of a study of many small runs on two threads, rows written to disk: it must not grow with their number. */
export async function manyRuns(): Promise<Line[]> {
  const collect = collector();
  const files = memoryFiles(monthDepot(BUSES, DAYS));
  const { variant } = await openVariant(files, "month.yaml", [], "busbar run month.yaml");
  const seeds = Array.from({ length: RUNS }, (_, i) => i + 1);
  const plan = replicationsOf(variant, seeds, { version: "bench", anchors: false });
  const facts = { node: process.version, command: "bench", varied: `seeds 1..${RUNS}` };
  const manifest = studyManifest(plan, { index: 1, count: 1 }, facts);
  const out = mkdtempSync(path.join(os.tmpdir(), "busbar-bench-"));
  const tally = new Tally();
  const seen: Memory[] = [];
  try {
    const folder = await StudyFolder.open(diskStore(out), "runs", plan, manifest, () => {});
    await runAll(plan, folder.todo, {
      workers: threadWorkers(),
      count: 2,
      clock: systemClock,
      signal: new AbortController().signal,
      take: async (rows) => {
        rows.forEach((row) => tally.add(row));
        await folder.add(rows);
        const isDue = tally.rows >= (seen.length === 0 ? FIRST : RUNS);
        if (isDue && seen.length < 2) seen.push(memory(collect));
      },
    });
  } finally {
    rmSync(out, { recursive: true });
  }
  const [first, last] = [seen[0]!, seen[1]!];
  const line = (what: string, mib: number, firstMib: number): Line => ({
    name: `${RUNS} runs of ${BUSES} buses on 2 threads: ${what}`,
    value: mib,
    unit: "MiB",
    against: `the same after ${FIRST}`,
    ratio: mib / firstMib,
    aim: `≤ ${FLAT} of it`,
    reached: mib <= FLAT * firstMib,
  });
  return [
    line("heap of the main thread", last.heapMib, first.heapMib),
    line("resident, threads included", last.residentMib, first.residentMib),
  ];
}

interface Memory {
  readonly heapMib: number;
  readonly residentMib: number;
}

function collector(): () => void {
  setFlagsFromString("--expose-gc");
  return runInNewContext("gc") as () => void;
}

function memory(collect: () => void): Memory {
  collect();
  const { heapUsed, rss } = process.memoryUsage();
  return { heapMib: heapUsed / MIB, residentMib: rss / MIB };
}
