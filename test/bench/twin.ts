import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { performance } from "node:perf_hooks";
import { journalDisk } from "../../src/host/index.ts";
import { laws, strategies } from "../../src/planning/index.ts";
import { Journal } from "../../src/record/index.ts";
import type { Scenario } from "../../src/scenario/index.ts";
import { Twin } from "../../src/twin/index.ts";
import { smallDepot } from "../support/smallDepot.ts";
import type { Line } from "./measure.ts";

const BUSES = 200;
const HOURS = 14;

/** What a live night costs, with its journal on the disk that temporary files lie on. */
export function twin(calibrationMs: number): Line[] {
  return [
    ...linesOf("leastLaxityFirst", nightOf(), calibrationMs),
    ...linesOf("balanced, with plans", { ...nightOf(), ...strategies.balanced }, calibrationMs),
  ];
}

/** They come from 18:00 to 22:00 and leave from 4:00 to 8:00; what there is is enough for a third of them at once. */
function nightOf(): Scenario {
  return smallDepot({
    stays: Array.from({ length: BUSES }, (_, i) => ({
      bus: `B${i}`,
      arriveH: 18 + (i % 97) / 24.25,
      departH: 28 + (i % 61) / 15.25,
      usedKwh: 100 + (i % 151),
    })),
    nodes: [{ id: "site", maxKw: 50 * BUSES }],
    law: laws.leastLaxityFirst,
  });
}

function linesOf(name: string, scenario: Scenario, calibrationMs: number): Line[] {
  const { cpuMs, instantsMs } = measured(scenario);
  const line = (what: string, value: number): Line => ({
    name: `twin of ${BUSES} buses, ${name}: ${what}`,
    value,
    unit: "ms",
    against: "calibration",
    ratio: value / calibrationMs,
    aim: null,
    reached: null,
  });
  const sorted = instantsMs.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(share * sorted.length)]!;
  return [
    line("CPU per simulated hour, journal on disk", cpuMs / HOURS),
    line("from news to all commands kept and out, median", at(0.5)),
    line("from news to all commands kept and out, 99 of 100", at(0.99)),
  ];
}

/** One night, from its first instant to its last. */
function measured(scenario: Scenario): { cpuMs: number; instantsMs: number[] } {
  const folder = mkdtempSync(path.join(os.tmpdir(), "busbar-bench-"));
  const disk = journalDisk(folder);
  try {
    const header = { scenarioHash: "0a1b2c3d", engineVersion: "1", startMs: 0, seed: 1 };
    const live = new Twin(scenario, Journal.open(disk, header));
    live.begin();
    const instantsMs: number[] = [];
    const cpu = process.cpuUsage();
    while (!live.isOver) {
      const { seq } = live.kept;
      const startedMs = performance.now();
      live.step();
      if (live.kept.seq > seq) instantsMs.push(performance.now() - startedMs);
    }
    const { user, system } = process.cpuUsage(cpu);
    return { cpuMs: (user + system) / 1000, instantsMs };
  } finally {
    disk.release();
    rmSync(folder, { recursive: true });
  }
}
