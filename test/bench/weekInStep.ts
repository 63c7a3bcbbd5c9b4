import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { performance } from "node:perf_hooks";
import { diskFiles, systemClock } from "../../src/host/index.ts";
import { loadScenario } from "../../src/scenario/index.ts";
import { MemoryLive } from "../support/memoryLive.ts";
import { busbar } from "../support/memorySurroundings.ts";
import { presystemCalls } from "../support/presystemDepot.ts";
import { commandsIn, plainRun } from "../support/smallTwin.ts";
import type { Line } from "./measure.ts";

const NAME = "week of depot OH, its presystem in lock-step through TLS";

/**
 * A recorded week of a depot whose presystem calls in VDV 463, held against one that is called directly.
 * @param blocks a table of blocks of many depots
 * @param weekScenario what it extends
 */
export async function weekInStep(blocks: string, weekScenario: string): Promise<Line[]> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "busbar-bench-"));
  try {
    const { scenario: file, emulate } = depotIn(folder, blocks, weekScenario);
    const options = { settings: [], seed: null };
    const { scenario } = await loadScenario(diskFiles(folder), file, options);
    const started = performance.now();
    const { commands } = plainRun(scenario);
    const directS = (performance.now() - started) / 1000;
    const { commands: talked, seconds } = await talkedWeek(file, emulate);
    const most = Math.max(commands.length, talked.length);
    const differing = Array.from({ length: most }, (_, i) => i).filter(
      (i) => commands[i] !== talked[i],
    ).length;
    const against = "a simulated presystem";
    return [
      {
        name: NAME,
        value: seconds,
        unit: "s",
        against,
        ratio: seconds / directS,
        aim: null,
        reached: null,
      },
      {
        name: `${NAME}: commands that differ`,
        value: differing,
        unit: `of ${commands.length}`,
        against,
        ratio: differing / commands.length,
        aim: "0",
        reached: differing === 0,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function depotIn(folder: string, blocks: string, weekScenario: string) {
  const at = (name: string): string => path.join(folder, name);
  const { yaml, emulate } = presystemCalls(["dms"], at);
  const scenario = at("depot.yaml");
  writeFileSync(
    scenario,
    `extends: ${weekScenario}
timetable: { file: ${blocks}, depot: OH, leadInDays: 0 }
grid: { maxKw: 4000 }
control: { strategy: leastLaxityFirst }
${yaml}`,
  );
  return { scenario, emulate: emulate("dms", scenario) };
}

/** Both ends in this process, and all between them real; the journal in memory. */
async function talkedWeek(file: string, emulate: readonly string[]) {
  const live = new MemoryLive();
  const around = { live, journals: live.journals, clock: systemClock };
  const started = performance.now();
  const words = ["twin", file, "--lock-step", "--no-report", "--out", "a"];
  const [twin, emulated] = await Promise.all([
    busbar(words, around),
    busbar([...emulate, "--lock-step"]),
  ]);
  const seconds = (performance.now() - started) / 1000;
  if (twin.exitCode + emulated.exitCode > 0) throw new Error(twin.stderr + emulated.stderr);
  return { commands: commandsIn(live.journals("a/journal")), seconds };
}
