import { peakBounds, plugAndCharge } from "../../bounds/index.ts";
import { pace } from "../../engine/index.ts";
import { noPeakBounds, peak15, type RunResult, type Summary, summarise } from "../../kpi/index.ts";
import {
  checkRunDirectory,
  digest,
  sessionsCsv,
  seriesParquet,
  shortHash,
  writeRunDirectory,
} from "../../record/index.ts";
import { renderSvg, sitePower, terminalSummary } from "../../report/index.ts";
import { type LoadedScenario, loadScenario, type Scenario } from "../../scenario/index.ts";
import { Simulation } from "../../simulation/index.ts";
import { exitCodes } from "../exitCodes.ts";
import type { RunArguments } from "../options.ts";
import { Progress } from "../progress.ts";
import { shellCommand } from "../shellCommand.ts";
import type { Surroundings } from "../surroundings.ts";
import { UsageProblem } from "../tellFailure.ts";

/** Simulates a scenario, writes its folder and tells what came of it. */
export async function run(args: RunArguments, around: Surroundings): Promise<number> {
  const loaded = await loadScenario(around.files, args.scenario, {
    settings: args.set,
    seed: args.seed ?? null,
  });
  const { scenario, calendar, warnings, resolved } = loaded;
  const out = args.out ?? around.store.join("out", `${scenario.name}-${shortHash(resolved)}`);
  await checkRunDirectory(around.store, out);
  if (args.svg !== undefined) await checkDrawing(around, args.svg);
  for (const warning of warnings) around.stderr(`warning: ${warning}\n`);

  let stopped = false;
  around.onInterrupt(() => {
    stopped = true;
  });
  const result = await simulate(scenario, args.speed ?? Infinity, around, () => stopped);
  const bare = scenario.law.keepsLimits
    ? await simulate(plugAndCharge(scenario), Infinity, around, () => stopped)
    : result;
  const summary = summarise(result, calendar, {
    name: scenario.name,
    strategy: scenario.law.name,
    target: resolved.charging.target,
    seed: scenario.seed,
    plugAndChargePeak15Kw: bare.complete ? (peak15(bare)?.meanKw ?? 0) : null,
    smallestPeaks: stopped ? noPeakBounds("the run was interrupted") : peakBounds(scenario),
    digest: digest(result),
  });
  const text = terminalSummary(summary, result, scenario.law.says);
  await write(args, around, loaded, out, { result, summary, text });
  if (args.json) around.stdout(`${JSON.stringify(summary, null, 2)}\n`);
  around.stderr(`${text}results    ${out}\n`);
  return stopped ? exitCodes.interrupted : exitCodes.ok;
}

/** @throws UsageProblem for a folder, what the store throws for a file that could not be written */
async function checkDrawing({ store }: Surroundings, file: string): Promise<void> {
  await store.checkWritable(file);
  // A file cannot be listed.
  const isFolder = await store.list(file).then(
    (names) => names !== null,
    () => false,
  );
  if (isFolder) throw new UsageProblem(`--svg: found ${file}, which is a folder, expected a file`);
}

async function simulate(
  scenario: Scenario,
  speed: number,
  around: Surroundings,
  stopped: () => boolean,
): Promise<RunResult> {
  const simulation = new Simulation(scenario);
  const { fromMs, toMs } = scenario.run;
  const progress = new Progress(around);
  let latestMs = 0;
  await pace(simulation, around.clock, {
    speed,
    untilMs: toMs,
    stopped: () => {
      progress.show((simulation.nowMs - fromMs) / (toMs - fromMs), scenario.law.name);
      return stopped();
    },
    late: (behindMs) => {
      latestMs = Math.max(latestMs, behindMs);
    },
  });
  progress.clear();
  if (latestMs > 0) {
    around.stderr(`warning: fell up to ${Math.ceil(latestMs)} ms behind the wall clock\n`);
  }
  return simulation.finish();
}

async function write(
  args: RunArguments,
  around: Surroundings,
  { calendar }: LoadedScenario,
  out: string,
  { result, summary, text }: { result: RunResult; summary: Summary; text: string },
): Promise<void> {
  await writeRunDirectory(
    around.store,
    out,
    {
      tool: "busbar",
      version: around.version,
      node: around.nodeVersion,
      command: shellCommand(around.args),
      digest: summary.digest,
      complete: summary.complete,
    },
    {
      "summary.json": `${JSON.stringify(summary, null, 2)}\n`,
      "summary.txt": text,
      "sessions.csv": sessionsCsv(result, calendar),
      "series.parquet": await seriesParquet(result),
    },
  );
  if (args.svg === undefined) return;
  const svg = await renderSvg(sitePower(result, summary, calendar));
  await around.store.write(args.svg, svg);
}
