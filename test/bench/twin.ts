import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { performance } from "node:perf_hooks";
import { journalDisk } from "../../src/host/index.ts";
import { laws, strategies } from "../../src/planning/index.ts";
import { Journal, readJournal } from "../../src/record/index.ts";
import type { Scenario } from "../../src/scenario/index.ts";
import { Twin } from "../../src/twin/index.ts";
import { smallDepot } from "../support/smallDepot.ts";
import type { Line } from "./measure.ts";

const BUSES = 200;
/** From the first arrival on. */
const HOURS = 12;
const HOUR_MS = 3_600_000;
/** Of simulated time over wall time, at which a twin is watched. */
const SPEED = 60;

/** Of a core, when it is watched. */
const AIM_SHARE = 0.2;

/** What a live night costs, with its journal on the disk that temporary files lie on. */
export function twin(calibrationMs: number): Line[] {
  return [
    ...linesOf("leastLaxityFirst", nightOf(), calibrationMs, 5),
    ...linesOf("balanced, with plans", { ...nightOf(), ...strategies.balanced }, calibrationMs, 50),
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

function linesOf(name: string, scenario: Scenario, calibrationMs: number, aimMs: number): Line[] {
  // A twin that runs for weeks has its code compiled.
  measured(scenario);
  const { cpuMs, beginMs, heardMs } = measured(scenario);
  const share = (cpuMs * SPEED) / (HOURS * HOUR_MS);
  const line = (what: string, value: number): Line => ({
    name: `twin of ${BUSES} buses, ${name}: ${what}`,
    value,
    unit: "ms",
    against: "calibration",
    ratio: value / calibrationMs,
    aim: null,
    reached: null,
  });
  const at = (quantile: number): number => heardMs[Math.floor(quantile * heardMs.length)]!;
  return [
    line("CPU per simulated hour, journal on disk", cpuMs / HOURS),
    {
      ...line(`share of a core at ${SPEED} times wall time`, 100 * share),
      unit: "%",
      against: "a core",
      ratio: share,
      aim: `< ${100 * AIM_SHARE} %`,
      reached: share < AIM_SHARE,
    },
    line(`begins, with ${BUSES} requests at once`, beginMs),
    line("from an observation to all commands kept and out, median", at(0.5)),
    {
      ...line("from an observation to all commands kept and out, 99 of 100", at(0.99)),
      aim: `< ${aimMs} ms`,
      reached: at(0.99) < aimMs,
    },
  ];
}

/** Twelve hours of a night; `heardMs` has what each observation took until all was answered, in order of size. At the first instant, apart, all is told that holds. */
function measured(scenario: Scenario): { cpuMs: number; beginMs: number; heardMs: number[] } {
  const folder = mkdtempSync(path.join(os.tmpdir(), "busbar-bench-"));
  const disk = journalDisk(folder);
  try {
    const header = { scenarioHash: "0a1b2c3d", engineVersion: "1", startMs: 0, seed: 1 };
    const live = new Twin(scenario, Journal.open(disk, header));
    live.begin();
    const untilMs = scenario.run.fromMs + HOURS * HOUR_MS;
    const tookMs = new Map<number, number>();
    const cpu = process.cpuUsage();
    while (!live.isOver && live.nextAtMs <= untilMs) {
      const startedMs = performance.now();
      live.step();
      tookMs.set(live.nowMs, performance.now() - startedMs);
    }
    const { user, system } = process.cpuUsage(cpu);
    const [[fromMs, beginMs] = [NaN, NaN]] = tookMs;
    // All that is heard at an instant is answered when that is over.
    const heardMs = [...readJournal(disk).records].flatMap(({ entry, atMs }) => {
      const isNews = entry.kind === "observation" && entry.observation.kind !== "tick";
      return isNews && atMs > fromMs ? (tookMs.get(atMs) ?? []) : [];
    });
    return { cpuMs: (user + system) / 1000, beginMs, heardMs: heardMs.toSorted((a, b) => a - b) };
  } finally {
    disk.release();
    rmSync(folder, { recursive: true });
  }
}
