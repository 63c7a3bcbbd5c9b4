import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { dailyPlan } from "./dailyPlan.ts";
import { depotDays } from "./depotDays.ts";
import { depotYear } from "./depotYear.ts";
import { frames } from "./frames.ts";
import { forecasts } from "./forecasts.ts";
import { holdModel } from "./holdModel.ts";
import { journaling } from "./journaling.ts";
import { manyRuns } from "./manyRuns.ts";
import { calibration, type Line, medianMs } from "./measure.ts";
import { plans } from "./plans.ts";
import { presystems } from "./presystems.ts";
import { replications } from "./replications.ts";
import { sizing } from "./sizing.ts";
import { startUp } from "./startUp.ts";
import { tortured } from "./tortured.ts";
import { twin } from "./twin.ts";
import { twinWeek } from "./twinWeek.ts";
import { weekInStep } from "./weekInStep.ts";

const root = fileURLToPath(new URL("../../../../", import.meta.url));
const tables = `${root}../shared/data/peer-bench/`;

const calibrationMs = medianMs(calibration);
const lines: Line[] = [
  {
    name: "calibration",
    value: calibrationMs,
    unit: "ms",
    against: "calibration",
    ratio: 1,
    aim: null,
    reached: null,
  },
  ...holdModel(),
];
if (existsSync(tables)) {
  const read = (name: string): string => readFileSync(tables + name, "utf8");
  const [small, large] = [read("depot_100x7.csv"), read("depot_400x7.csv")];
  lines.push(...(await depotDays({ small, large }, calibrationMs)));
  lines.push(...depotYear(`${tables}depot_100x7.csv`, calibrationMs));
  lines.push(...(await dailyPlan(small)));
  lines.push(...(await sizing(small)));
} else {
  console.error("notice: left out the block tables, which are not at ../shared/data");
}
const blocks = `${root}../shared/data/timetables/nyc_stif/nyc_2021-01_blocks.csv`;
if (existsSync(blocks)) {
  lines.push(...(await weekInStep(blocks, `${root}scenarios/blocks-week.yaml`)));
}
lines.push(...(await plans()));
lines.push(...(await replications()));
lines.push(...(await manyRuns()));
lines.push(...journaling());
lines.push(...twin(calibrationMs));
lines.push(...twinWeek());
lines.push(...(await forecasts(calibrationMs)));
lines.push(...(await tortured(calibrationMs)));
lines.push(...frames());
lines.push(...(await presystems(calibrationMs)));
lines.push(...startUp(calibrationMs));

for (const { name, value, unit, ratio, against, aim, reached } of lines) {
  const figure = `${value.toPrecision(4)} ${unit}`.trim();
  const promise = aim === null ? "" : `${reached ? "reached" : "NOT reached"}: ${aim}`;
  console.log(`${name}\n  ${figure.padEnd(24)} ${ratio.toPrecision(3)} of ${against}  ${promise}`);
}
writeFileSync(`${root}reports/bench.json`, `${JSON.stringify(lines, null, 2)}\n`);
