import { writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { peakBounds } from "../../src/bounds/index.ts";
import {
  codeHash,
  diskFiles,
  diskStore,
  systemClock,
  threadWorkers,
} from "../../src/host/index.ts";
import { sizeLine } from "../../src/report/index.ts";
import { loadScenario, quantityAt } from "../../src/scenario/index.ts";
import {
  openVariant,
  SizeFolder,
  type SizeQuestion,
  type SizeReport,
  type SizeResult,
  sizeStudy,
} from "../../src/study/index.ts";

/** Run from the top of the repository, as npm does. */
const root = process.cwd();
const SCENARIO = "scenarios/blocks-week.yaml";
const STRATEGIES = ["earliestDeadlineFirst", "leastLaxityFirst", "equalShare"];
const SHARE = 0.95;
/** More than any of these weeks has. */
const MOST_CELLS = 20_000_000;
/** A line of progress no more often than this [ms]. */
const TELL_MS = 10_000;
/** Buses named. */
const NAMED = 3;

/** Writes reports/sizes.md: how big the connection of each of four depots must be. It takes hours, and goes on where it was stopped. */
const { values: options } = parseArgs({
  options: {
    folder: { type: "string" },
    replications: { type: "string", default: "200" },
    depot: { type: "string" },
    out: { type: "string", default: path.join(root, "reports/sizes.md") },
    jobs: { type: "string" },
  },
});
const replications = Number(options.replications);
if (options.folder === undefined || !Number.isInteger(replications) || replications < 1) {
  throw new Error(
    "usage: npm run sizes -- --folder DIR [--replications N] [--depot OH] [--jobs N] [--out FILE]",
  );
}
const { folder } = options;

const timetables = path.join(root, "../shared/data/timetables");
const nyc = (depot: string): string[] => [
  `timetable.file=${timetables}/nyc_stif/nyc_2021-01_blocks.csv`,
  `timetable.depot=${depot}`,
];

/** By the name of their folder. */
const depots: Readonly<
  Record<string, { readonly name: string; readonly settings: readonly string[] }>
> = {
  OH: { name: "OH Tuskegee", settings: nyc("OH") },
  MQ: { name: "MQ Quill", settings: nyc("MQ") },
  EC: { name: "EC Eastchester", settings: nyc("EC") },
  AF: {
    name: "Alt Friedrichsfelde",
    settings: [
      `timetable.file=${timetables}/berlin_eflips/berlin_2025-06-17_blocks.csv`,
      "timetable.depot=Alt Friedrichsfelde",
      "timetable.calendar=WKD_2025-06-17",
    ],
  },
};

interface Sized {
  readonly name: string;
  readonly report: SizeReport;
  readonly exactKw: number | null;
  readonly carriedKw: number | null;
  /** Why there is no such bound, and what else they leave open. */
  readonly reasons: readonly string[];
  /** Simulated here and now, and how long each took on one thread [s]. */
  readonly fresh: number;
  readonly secondsPerRun: number;
}

const stop = new AbortController();
process.once("SIGINT", () => stop.abort());
process.once("SIGTERM", () => stop.abort());

async function questionOf(settings: readonly string[]): Promise<SizeQuestion> {
  const sets = ["operations.requestLeadMin=1440", "uncertainty=typical", ...settings];
  const command = ["busbar run", SCENARIO, ...sets.map((one) => `--set '${one}'`)].join(" ");
  const { variant, loaded } = await openVariant(diskFiles(root), SCENARIO, sets, command);
  const quantity = quantityAt(loaded.resolved, "grid.contractKw");
  return {
    version: codeHash(),
    seasons: [{ variant, loaded, quantity }],
    strategies: STRATEGIES,
    seeds: Array.from({ length: replications }, (_, i) => i + 1),
    varied: `1..${replications}`,
    share: SHARE,
  };
}

async function sized(key: string): Promise<Sized> {
  const { name, settings } = depots[key]!;
  const question = await questionOf(settings);
  const manifest = {
    tool: "busbar" as const,
    version: question.version,
    node: process.version,
    command: `npm run sizes -- --folder ${folder}`,
    digest: "",
    complete: false,
  };
  const { kept, ...trials } = await openFolder(path.join(folder, key), manifest);
  const workers = threadWorkers();
  const count = options.jobs === undefined ? workers.most : Number(options.jobs);
  const startMs = systemClock.nowMs();
  let [toldMs, fresh] = [startMs, 0];
  const asked = {
    workers,
    count,
    clock: systemClock,
    signal: stop.signal,
    kept,
    keep: trials.keep,
  };
  const { report } = await sizeStudy(question, asked, (progress) => {
    fresh = progress.runs;
    const nowMs = systemClock.nowMs();
    if (nowMs - toldMs < TELL_MS) return;
    toldMs = nowMs;
    process.stderr.write(`${name}, ${sizeLine(progress, nowMs - startMs)}\n`);
  });
  const tookS = (systemClock.nowMs() - startMs) / 1000;
  const planned = await loadScenario(diskFiles(root), SCENARIO, { settings, seed: null });
  const bounds = report.complete ? peakBounds(planned.scenario, MOST_CELLS) : null;
  return {
    name,
    report,
    exactKw: bounds?.exactMinPeakKw ?? null,
    carriedKw: bounds?.carriedMinPeakKw ?? null,
    reasons: bounds?.reasons ?? [],
    fresh,
    secondsPerRun: fresh === 0 ? 0 : (tookS * count) / fresh,
  };
}

async function openFolder(where: string, manifest: Parameters<typeof SizeFolder.open>[2]) {
  const opened = await SizeFolder.open(diskStore(root), where, manifest);
  return { kept: opened.kept, keep: opened.add.bind(opened) };
}

const cell = (kw: number | null): string =>
  kw === null ? "–" : kw.toLocaleString("en", { maximumFractionDigits: 0 });
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const line = (cells: readonly (string | number)[]): string => `| ${cells.join(" | ")} |`;

function rowOf({ name, report, exactKw, carriedKw }: Sized, size: SizeResult): string {
  const { value, strategy, interval, served, nights, marginal } = size;
  return line([
    name,
    strategy,
    cell(value),
    `${served} of ${nights}`,
    interval === null ? "–" : `${percent(interval.low)} to ${percent(interval.high)}`,
    cell(exactKw),
    cell(carriedKw),
    cell(report.bounds.plugAndChargePeak15Kw),
    marginal === null ? "–" : `−${marginal.lastNights} / +${marginal.nextNights}`,
  ]);
}

function whyOf({ name }: Sized, { strategy, limitedBy }: SizeResult): string[] {
  return limitedBy.map(({ seed, night, vehicles, lackingKwh, node, from, to }) =>
    line([
      name,
      strategy,
      seed,
      night ?? "–",
      vehicles.slice(0, NAMED).join(", ") +
        (vehicles.length > NAMED ? ` +${vehicles.length - NAMED}` : ""),
      node === null
        ? "–"
        : `${node} ${from?.slice(5, 16).replace("T", " ")} – ${to?.slice(5, 16).replace("T", " ")}`,
      lackingKwh.toFixed(1),
    ]),
  );
}

function openOf({ name, reasons }: Sized): string[] {
  return reasons.map((reason) => `- ${name}: ${reason}.`);
}

function runsOf({ name, report: { runs, bruteForceRuns } }: Sized): string {
  return line([name, cell(runs), cell(bruteForceRuns)]);
}

function page(all: readonly Sized[]): string {
  const each = all.flatMap((one) => one.report.sizes.map((size) => [one, size] as const));
  return `# How big the connection of a depot must be

A recorded week of each depot through \`${SCENARIO}\` (as in weeks.md), \`uncertainty: typical\`, ${replications}
replications (\`--seeds 1..${replications}\`), each of them a whole week. The size is the smallest whole
\`grid.contractKw\` L such that L, ⌈1.01·L⌉ … ⌈1.10·L⌉ all serve ${100 * SHARE} % of the weeks: in a week that is served
every bus leaves as ready and as punctual as on an unlimited connection. The interval is Wilson's, at 95 %. Smallest
peaks are those of the planned week, without chance: with each stay by itself, and with energy carried
from stay to stay. The last column is what 100 kW less or more are worth, in weeks. \`peakShaving\` is not here: it plans
anew whenever something changes, which takes too long for so many weeks. \`npm run sizes -- --folder DIR\` writes this
table; it keeps its runs in that folder and goes on when it was stopped.

| depot | strategy | size, kW | weeks served | true share | smallest peak, each stay | carried | plug and charge, worst week | 100 kW |
| --- | --- | --: | --: | --: | --: | --: | --: | --: |
${each.map(([one, size]) => rowOf(one, size)).join("\n")}

Of the smallest peaks of the planned weeks:

${all.flatMap(openOf).join("\n")}

## What limits one kilowatt below

| depot | strategy | seed | night of | buses | nothing left | lacking, kWh |
| --- | --- | --: | --- | --- | --- | --: |
${each.flatMap(([one, size]) => whyOf(one, size)).join("\n")}

## What it took

| depot | runs | every size in every week would be |
| --- | --: | --: |
${all.map(runsOf).join("\n")}
`;
}

const all: Sized[] = [];
for (const key of Object.keys(depots)) {
  if ((options.depot ?? key) !== key) continue;
  const one = await sized(key);
  process.stderr.write(
    `${one.name}: ${one.fresh} runs, ${one.secondsPerRun.toFixed(2)} s each on one thread\n`,
  );
  if (!one.report.complete) {
    process.stderr.write("stopped; the same command goes on from here\n");
    process.exitCode = 130;
    break;
  }
  all.push(one);
  writeFileSync(options.out, page(all));
}
