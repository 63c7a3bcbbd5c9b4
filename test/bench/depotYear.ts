import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Simulation } from "../../src/simulation/index.ts";
import { depotOf } from "./depotBlocks.ts";
import { type Line, median, onceMs } from "./measure.ts";

/** What the child that runs the year says. */
interface Year {
  readonly ms: number;
  readonly maxRssMb: number;
}

/** A year of a hundred buses, each run in a process of its own: memory counts, too. */
export function depotYear(path: string, calibrationMs: number): Line[] {
  const years = Array.from({ length: 3 }, () => inChild(path));
  const ms = median(years.map((year) => year.ms));
  const maxRssMb = median(years.map((year) => year.maxRssMb));
  const name = "100 buses, 52 weeks, leastLaxityFirst under 2 MW";
  const against = "calibration";
  return [
    {
      name,
      value: ms,
      unit: "ms",
      against,
      ratio: ms / calibrationMs,
      aim: "≤ 1000 ms",
      reached: ms <= 1000,
    },
    {
      name: `${name}: memory`,
      value: maxRssMb,
      unit: "MB",
      against: "200 MB",
      ratio: maxRssMb / 200,
      aim: "< 200 MB",
      reached: maxRssMb < 200,
    },
  ];
}

function inChild(path: string): Year {
  const child = spawnSync(process.execPath, [fileURLToPath(import.meta.url), path], {
    encoding: "utf8",
  });
  if (child.status !== 0) throw new Error(child.stderr);
  return JSON.parse(child.stdout) as Year;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const scenario = await depotOf(readFileSync(process.argv[2]!, "utf8"), {
    strategy: "leastLaxityFirst",
    maxKw: 2_000,
    weeks: 52,
  });
  const ms = onceMs(() => new Simulation(scenario).run());
  console.log(JSON.stringify({ ms, maxRssMb: process.resourceUsage().maxRSS / 1024 }));
}
