import { performance } from "node:perf_hooks";
import { nightThreads, systemClock } from "../../src/host/index.ts";
import { Journal } from "../../src/record/index.ts";
import type { LoadedScenario } from "../../src/scenario/index.ts";
import { nightsAhead, openVariant } from "../../src/study/index.ts";
import { type Belief, Forecaster, Twin } from "../../src/twin/index.ts";
import { memoryFiles } from "../support/memoryFiles.ts";
import { MemoryDisk } from "../support/memoryDisk.ts";
import { type Line, onceMs } from "./measure.ts";
import { monthDepot } from "./monthDepot.ts";

const BUSES = 200;
const NIGHTS = 200;
/** Of the first night: some buses are plugged in, most are awaited. */
const ASKED_AT_MS = Date.UTC(2026, 2, 2, 19);
const AIM_FIRST_MS = 500;
const AIM_NIGHTS_MS = 10_000;

/** What a forecast takes: its first answer, and many nights on all CPUs, reading and threads included. */
export async function forecasts(calibrationMs: number): Promise<Line[]> {
  const files = memoryFiles(monthDepot(BUSES, 1));
  const command = "busbar run month.yaml";
  const { variant, loaded } = await openVariant(files, "month.yaml", [], command);
  const belief = believed(loaded);
  const startedMs = performance.now();
  const { loaded: again } = await openVariant(files, "month.yaml", [], command);
  Forecaster.of(again, belief).expected();
  const firstMs = performance.now() - startedMs;
  const { seed } = loaded.scenario;
  const plan = { variant, seed, belief, changes: [] };
  const workers = nightThreads();
  const nightsStartedMs = performance.now();
  await nightsAhead(plan, NIGHTS, {
    workers,
    count: workers.most,
    clock: systemClock,
    signal: new AbortController().signal,
    take: async () => {},
  });
  const nightsMs = performance.now() - nightsStartedMs;
  const forecaster = Forecaster.of(loaded, belief);
  for (let night = 1; night <= 5; night++) forecaster.night(night, []);
  const drawMs = onceMs(() => forecaster.drawn(6));
  const nightMs = onceMs(() => forecaster.night(6, []));
  const line = (what: string, value: number, aimMs: number | null): Line => ({
    name: `forecast of ${BUSES} buses: ${what}`,
    value,
    unit: "ms",
    against: "calibration",
    ratio: value / calibrationMs,
    aim: aimMs === null ? null : `≤ ${aimMs} ms`,
    reached: aimMs === null ? null : value <= aimMs,
  });
  return [
    line("first answer, scenario in memory", firstMs, AIM_FIRST_MS),
    line(`${NIGHTS} nights, ${workers.most} threads`, nightsMs, AIM_NIGHTS_MS),
    line("a night", nightMs, null),
    line("of that, drawing it", drawMs, null),
  ];
}

function believed({ scenario }: LoadedScenario): Belief {
  const header = { scenarioHash: "0a1b2c3d", engineVersion: "1", startMs: 0, seed: 1 };
  const live = new Twin(scenario, Journal.open(new MemoryDisk(), header));
  live.begin();
  while (!live.isOver && live.nextAtMs <= ASKED_AT_MS) live.step();
  return live.beliefAt(ASKED_AT_MS);
}
