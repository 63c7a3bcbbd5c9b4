import { describe, expect, it } from "vitest";
import type { RunResult } from "../../src/kpi/index.ts";
import type { LineChannel } from "../../src/links/index.ts";
import { Journal, readJournal } from "../../src/record/index.ts";
import { controllerOf, ServedDepot } from "../../src/simulation/index.ts";
import { AttachedRun, noLog, replayed } from "../../src/twin/index.ts";
import { Wire } from "../support/memoryChannel.ts";
import { MemoryDisk } from "../support/memoryDisk.ts";
import { HOUR_MS } from "../support/smallDepot.ts";
import { crowdedNight } from "../support/smallTwin.ts";

const SPEED = 60;
const HEADER = { scenarioHash: "h", engineVersion: "1+a", startMs: 0, seed: 1 };

/** A night of a depot and its twin in one process; the disk is full between two hours of it. */
async function night(fullFromH: number, fullToH: number) {
  const scenario = crowdedNight();
  const { fromMs, toMs } = scenario.run;
  const disk = new MemoryDisk();
  const warnings: string[] = [];
  const warn = (text: string): void => void warnings.push(text);
  let wallMs = 0;
  const nowMs = (): number => fromMs + Math.floor(wallMs * SPEED);
  const both = { scenario: "same", warn, refused: warn };
  const paced = { pacing: "paced", speed: SPEED, clockMs: nowMs } as const;
  const depot = new ServedDepot(scenario, { ...both, ...paced });
  let result: RunResult | null = null;
  let wasFull = false;
  let committedWhileFull = 0;
  const wait = async (durationMs: number): Promise<void> => {
    const dueWallMs = (depot.nextAtMs - fromMs) / SPEED;
    wallMs = Math.max(wallMs, Math.min(wallMs + durationMs, dueWallMs));
    const hour = (nowMs() - fromMs) / HOUR_MS;
    const isFull = hour >= fullFromH && hour < fullToH;
    disk.capacityBytes = isFull ? 0 : Infinity;
    if (depot.nextAtMs > toMs) result ??= depot.finish();
    else while (depot.nextAtMs <= nowMs()) depot.step();
    if (!run.troubles.includes("disk full")) return;
    if (!wasFull) committedWhileFull = run.kept.committedSeq;
    wasFull = true;
    if (isFull) expect(run.kept.committedSeq).toBe(committedWhileFull);
  };
  const run: AttachedRun = new AttachedRun(
    scenario,
    Journal.open(disk, HEADER),
    { nowMs: () => wallMs, wait },
    {
      scenario: "same",
      isLockStep: false,
      untilMs: toMs,
      connect: async () => joined(depot),
      log: noLog,
      warn,
      stopped: () => false,
    },
  );
  const end = await run.run();
  run.close();
  return { end, result: result as RunResult | null, run, disk, warnings, wasFull, scenario };
}

/** The depot speaks as soon as somebody listens. */
function joined(depot: ServedDepot): LineChannel {
  const [near, far] = new Wire([], true).open();
  return {
    send: (line) => far.send(line),
    onLine: (hear) => {
      far.onLine(hear);
      depot.connect(near);
    },
    onClose: (tell) => far.onClose(tell),
    close: () => far.close(),
  };
}

describe("a twin of a depot elsewhere, paced", () => {
  it.each([
    ["has room", 99, 99],
    ["is full for hours", 2, 5],
  ])("charges, keeps and replays all where the disk %s", async (_, fromH, toH) => {
    const { end, result, run, disk, warnings, wasFull, scenario } = await night(fromH, toH);
    expect(end).toBe("over");
    expect(result?.complete).toBe(true);
    expect(wasFull).toBe(fromH < 99);
    expect(run.kept.committedSeq).toBe(run.kept.seq);
    expect(replayed(controllerOf(scenario), disk)).toMatchObject({ kind: "same" });
    const marks = [...readJournal(disk).records].flatMap(({ entry }) =>
      entry.kind === "mark" ? [entry.mark] : [],
    );
    expect(marks).toEqual(wasFull ? ["started", "diskFull", "stopped"] : ["started", "stopped"]);
    expect(warnings.filter((text) => text.startsWith("the disk is full"))).toHaveLength(
      wasFull ? 1 : 0,
    );
  });
});
