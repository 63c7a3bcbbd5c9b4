import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { journalDisk } from "../../src/host/index.ts";
import { laws } from "../../src/planning/index.ts";
import { Journal } from "../../src/record/index.ts";
import { Twin } from "../../src/twin/index.ts";
import { smallDepot } from "../support/smallDepot.ts";
import type { Line } from "./measure.ts";

const BUSES = 50;
const DAYS = 7;
const DAY_MS = 86_400_000;
const MIB = 1 << 20;

/** Memory of a live week: what is left after each simulated day, as a twin that never ends must not grow. */
export function twinWeek(): Line[] {
  const days = memoryOfDays();
  const line = (what: string, mib: number, firstMib: number): Line => ({
    name: `twin of ${BUSES} buses, a week: ${what}`,
    value: mib,
    unit: "MiB",
    against: "the same after the first day",
    ratio: mib / firstMib,
    aim: null,
    reached: null,
  });
  const [first, last] = [days[0]!, days.at(-1)!];
  return [
    line("heap in use after the last day", last.heapMib, first.heapMib),
    line("resident after the last day", last.residentMib, first.residentMib),
  ];
}

interface Memory {
  readonly heapMib: number;
  readonly residentMib: number;
}

function memoryOfDays(): Memory[] {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const folder = mkdtempSync(path.join(os.tmpdir(), "busbar-bench-"));
  const disk = journalDisk(folder);
  try {
    const scenario = smallDepot({
      stays: Array.from({ length: BUSES * DAYS }, (_, i) => ({
        bus: `B${i % BUSES}`,
        arriveH: 24 * Math.floor(i / BUSES) + 17 + (i % 31) / 8,
        departH: 24 * Math.floor(i / BUSES) + 28 + (i % 29) / 8,
        usedKwh: 100 + (i % 151),
      })),
      stations: Array.from({ length: BUSES }, () => ({})),
      nodes: [{ id: "site", maxKw: 50 * BUSES }],
      law: laws.leastLaxityFirst,
    });
    const header = { scenarioHash: "0a1b2c3d", engineVersion: "1", startMs: 0, seed: 1 };
    const live = new Twin(scenario, Journal.open(disk, header));
    live.begin();
    return Array.from({ length: DAYS }, (_, day) => {
      const untilMs = scenario.run.fromMs + (day + 1) * DAY_MS;
      while (!live.isOver && live.nextAtMs <= untilMs) live.step();
      collect();
      const { heapUsed, rss } = process.memoryUsage();
      return { heapMib: heapUsed / MIB, residentMib: rss / MIB };
    });
  } finally {
    disk.release();
    rmSync(folder, { recursive: true });
  }
}
