import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import { diskFiles } from "../../src/host/index.ts";
import { prepareScenario, type Scenario } from "../../src/scenario/index.ts";
import { Torture } from "../../src/torture/index.ts";
import type { Line } from "./measure.ts";

const root = fileURLToPath(new URL("../../../../", import.meta.url));
const NIGHTS = 10;
/** As `busbar torture` has it. */
const REACTION_MS = 30_000;

/** How fast nights go in which everything goes wrong. */
export async function tortured(calibrationMs: number): Promise<Line[]> {
  const prepared = await prepareScenario(diskFiles(root), "scenarios/torture.yaml", []);
  const scenarioOf = (seed: number): Scenario => prepared.withSeed(seed).scenario;
  const torture = new Torture(scenarioOf, REACTION_MS, () => "direct");
  torture.night(NIGHTS + 1, torture.faults(NIGHTS + 1));
  const startedMs = performance.now();
  for (let seed = 1; seed <= NIGHTS; seed++) torture.night(seed, torture.faults(seed));
  const nightMs = (performance.now() - startedMs) / NIGHTS;
  return [
    {
      name: "torture of 20 buses, one thread",
      value: 1000 / nightMs,
      unit: "nights/s",
      against: "a night to calibration",
      ratio: nightMs / calibrationMs,
      aim: null,
      reached: null,
    },
  ];
}
