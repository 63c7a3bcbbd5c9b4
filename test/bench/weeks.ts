import { writeFileSync } from "node:fs";
import path from "node:path";
import { peakBounds, plugAndCharge } from "../../src/bounds/index.ts";
import { diskFiles } from "../../src/host/index.ts";
import { departures, isShort, peak15, type RunResult } from "../../src/kpi/index.ts";
import { energy } from "../../src/kpi/energy.ts";
import { limitBreaches } from "../../src/kpi/limitBreaches.ts";
import { unserved } from "../../src/kpi/served.ts";
import { strategies, type StrategyName } from "../../src/planning/index.ts";
import { digest } from "../../src/record/index.ts";
import { loadScenario, type Scenario } from "../../src/scenario/index.ts";
import { Simulation } from "../../src/simulation/index.ts";

/** Run from the top of the repository, as npm does. */
const root = process.cwd();

/** Writes reports/weeks.md: a recorded week of four depots, whatever time it takes. */

const timetables = path.join(root, "../shared/data/timetables");

/** Of the stations of scenarios/blocks-week.yaml. */
const EFFICIENCY = 0.95;
/** More than any of these weeks has. */
const MOST_CELLS = 20_000_000;

const nyc = (depot: string): string[] => [
  `timetable.file=${timetables}/nyc_stif/nyc_2021-01_blocks.csv`,
  `timetable.depot=${depot}`,
];

const depots: readonly (readonly [name: string, settings: readonly string[]])[] = [
  ["OH Tuskegee", nyc("OH")],
  ["MQ Quill", nyc("MQ")],
  ["EC Eastchester", nyc("EC")],
  [
    "Alt Friedrichsfelde",
    [
      `timetable.file=${timetables}/berlin_eflips/berlin_2025-06-17_blocks.csv`,
      "timetable.depot=Alt Friedrichsfelde",
      "timetable.calendar=WKD_2025-06-17",
    ],
  ],
];

async function scenarioOf(...settings: readonly string[]): Promise<Scenario> {
  const file = path.join(root, "scenarios/blocks-week.yaml");
  const announced = ["operations.requestLeadMin=1440", ...settings];
  return (await loadScenario(diskFiles(root), file, { settings: announced, seed: null })).scenario;
}

const ran = (scenario: Scenario): RunResult => new Simulation(scenario).run();

/** Every departure as on an unlimited connection, and no limit exceeded. */
function isServed(run: RunResult, unlimited: RunResult): boolean {
  const { contractBreaches, maxBreaches } = limitBreaches(run);
  return contractBreaches + maxBreaches === 0 && unserved(run, unlimited).length === 0;
}

/** The smallest contract found by halving; laws are not monotone, so another may be smaller still. */
async function smallestCapKw(
  settings: readonly string[],
  fromKw: number,
  toKw: number,
  unlimited: RunResult,
): Promise<number> {
  let [fails, serves] = [Math.floor(fromKw) - 1, Math.ceil(toKw)];
  while (serves - fails > 1) {
    const kw = Math.floor((fails + serves) / 2);
    const strategy = "control.strategy=leastLaxityFirst";
    const run = ran(await scenarioOf(...settings, strategy, `grid.contractKw=${kw}`));
    if (isServed(run, unlimited)) serves = kw;
    else fails = kw;
  }
  return serves;
}

/** A run at that cap, whatever its strategy: what it drew and whom it left short. */
async function cappedRow(
  name: string,
  settings: readonly string[],
  strategy: StrategyName,
  capKw: number,
  unlimited: RunResult,
): Promise<string> {
  const scenario = await scenarioOf(
    ...settings,
    `control.strategy=${strategy}`,
    `grid.contractKw=${capKw}`,
  );
  const run = ran(scenario);
  const { contractBreaches, maxBreaches } = limitBreaches(run);
  if (strategies[strategy].law.keepsLimits && contractBreaches + maxBreaches > 0) {
    throw new Error(`${name}: ${strategy} exceeds ${capKw} kW`);
  }
  const hash = digest(run);
  if (digest(ran(scenario)) !== hash) throw new Error(`${name}: ${strategy} is not the same again`);
  const openKwh = notBalancedKwh(run);
  if (openKwh > 1e-6) throw new Error(`${name}: ${strategy} loses ${openKwh} kWh`);
  const lacking = unserved(run, unlimited).length;
  const peakKw = cell(peak15(run)!.meanKw);
  return `| ${[name, cell(capKw), strategy, peakKw, lacking, hash.slice(0, 8)].join(" | ")} |`;
}

/** By how much what points gave, what batteries took and what was lost differ [kWh]. */
function notBalancedKwh(run: RunResult): number {
  const { gridKwh, batteryKwh, lossKwh, baseLoadKwh } = energy(run);
  const stored = run.stays.reduce((sum, stay) => sum + stay.batteryKwh, 0);
  const metered = run.batteryKwh.reduce((sum, kwh) => sum + kwh, 0);
  return Math.max(
    Math.abs(gridKwh - batteryKwh - lossKwh - baseLoadKwh),
    Math.abs(batteryKwh - (batteryKwh + lossKwh) * EFFICIENCY),
    Math.abs(stored - metered),
  );
}

const cell = (kw: number | null | undefined): string =>
  kw === null || kw === undefined ? "–" : kw.toLocaleString("en", { maximumFractionDigits: 1 });

async function weekOf(
  name: string,
  settings: readonly string[],
): Promise<{ readonly row: string; readonly capped: readonly string[] }> {
  const scenario = await scenarioOf(...settings);
  const unlimited = ran(plugAndCharge(scenario));
  const most = peak15(unlimited)!.meanKw;
  const bounds = peakBounds(scenario, MOST_CELLS);
  const planned = await Promise.all(
    ["balanced", "peakShaving"].map(async (word) =>
      ran(await scenarioOf(...settings, `control.strategy=${word}`)),
    ),
  );
  const capKw = await smallestCapKw(settings, bounds.exactMinPeakKw ?? 0, most, unlimited);
  const left = departures(unlimited);
  const deficitKwh = left.reduce((sum, stay) => sum + stay.deficitKwh, 0);
  const peaks = planned.map((run) => {
    const lacking = unserved(run, unlimited).length;
    return cell(peak15(run)!.meanKw) + (lacking === 0 ? "" : ` (${lacking} unserved)`);
  });
  const capped: string[] = [];
  for (const strategy of Object.keys(strategies) as StrategyName[]) {
    capped.push(await cappedRow(name, settings, strategy, capKw, unlimited));
  }
  const row = `| ${[
    name,
    left.length,
    left.filter(isShort).length,
    cell(deficitKwh / 1000),
    cell(most),
    peaks[0],
    cell(capKw),
    peaks[1],
    cell(bounds.exactMinPeakKw),
    cell(bounds.carriedMinPeakKw),
  ].join(" | ")} |`;
  return { row, capped };
}

const weeks = [];
for (const [name, settings] of depots) weeks.push(await weekOf(name, settings));
const head = [
  "depot",
  "departures",
  "short at any connection",
  "deficit, MWh",
  "plug and charge",
  "balanced",
  "leastLaxityFirst, smallest cap",
  "peakShaving",
  "smallest peak, each stay",
  "smallest peak, carried",
];
writeFileSync(
  path.join(root, "reports/weeks.md"),
  `# A recorded week of four depots

Five weekdays, a Saturday and a Sunday through \`scenarios/blocks-week.yaml\` (Berlin repeats the one day there
is): buses of 336, 480 and 384 kWh by class, 150 kW points for all, efficiency 0.95, target full, fifo, stays
announced a day ahead. Quarter-hour peaks of the connection in kW. The cap of leastLaxityFirst is the smallest
\`grid.contractKw\` found by halving at which every bus leaves no shorter and no later than on an unlimited
connection. A deficit is what blocks take beyond what batteries hold. \`npm run weeks\` writes this table.

| ${head.join(" | ")} |
| ${head.map((_, i) => (i === 0 ? "---" : "--:")).join(" | ")} |
${weeks.map(({ row }) => row).join("\n")}

## Every strategy under that cap

No limit is exceeded (\`immediate\` knows none), energy balances to 1e-6 kWh, a second run has the same digest:
else there would be no table. Unserved are departures that leave shorter or later than on an unlimited connection.

| depot | cap, kW | strategy | peak, kW | unserved | digest |
| --- | --: | --- | --: | --: | --- |
${weeks.flatMap(({ capped }) => capped).join("\n")}
`,
);
