import { peakBounds, plugAndCharge } from "../../bounds/index.ts";
import { pace } from "../../engine/index.ts";
import { judged, noPeakBounds, type RunResult, type Summary, summarise } from "../../kpi/index.ts";
import {
  checkRunDirectory,
  digest,
  type Manifest,
  sessionsCsv,
  seriesParquet,
  shortHash,
  writeRunDirectory,
  writeWhole,
} from "../../record/index.ts";
import { junit, renderSvg, sitePower, terminalSummary } from "../../report/index.ts";
import { type LoadedScenario, loadScenario, type Scenario } from "../../scenario/index.ts";
import { Simulation } from "../../simulation/index.ts";
import { checkFile } from "../checkFile.ts";
import { closerLook } from "../closerLook.ts";
import { exitCodes } from "../exitCodes.ts";
import type { RunArguments } from "../options.ts";
import { PlannedShort } from "../plannedShort.ts";
import { ProblemDump } from "../problemDump.ts";
import { Progress } from "../progress.ts";
import { shellCommand } from "../shellCommand.ts";
import type { Surroundings } from "../surroundings.ts";
import { targetText } from "../targetText.ts";

/** Simulates a scenario, writes its folder and tells what came of it. */
export async function run(args: RunArguments, around: Surroundings): Promise<number> {
  const loaded = await loadScenario(around.files, args.scenario, {
    settings: args.set,
    seed: args.seed ?? null,
  });
  const { scenario, calendar, warnings, resolved, assertions } = loaded;
  const out = args.out ?? around.store.join("out", `${scenario.name}-${shortHash(resolved)}`);
  await checkRunDirectory(around.store, out);
  if (args.svg !== undefined) await checkFile(around, "svg", args.svg);
  if (args.junit !== undefined) await checkFile(around, "junit", args.junit);
  const dump = dumpOf(args, around, scenario.name);
  await dump?.check(out);
  for (const warning of warnings) around.stderr(`warning: ${warning}\n`);

  let stopped = false;
  around.onInterrupt(() => {
    stopped = true;
  });
  const short = new PlannedShort();
  const simulation = new Simulation(scenario, undefined, (problem, plan) => {
    dump?.add(problem);
    short.hear(problem, plan);
  });
  const isStopped = (): boolean => stopped;
  const speed = args.speed ?? Infinity;
  const result = await simulate(simulation, scenario, speed, around, isStopped);
  const bare = scenario.law.keepsLimits
    ? await simulateBare(plugAndCharge(scenario), around, isStopped)
    : result;
  const figures = summarise(result, calendar, {
    name: scenario.name,
    strategy: scenario.law.name,
    target: targetText(scenario.yard),
    seed: scenario.seed,
    plugAndCharge: bare.complete ? bare : null,
    smallestPeaks: stopped ? noPeakBounds("the run was interrupted") : peakBounds(scenario),
    digest: digest(result),
  });
  const summary = judged(figures, result, assertions, !stopped);
  const reasons = short.reasons(result, scenario.presystem.unplugBeforeMs, (atMs) =>
    calendar.iso(atMs).slice(11, 16),
  );
  const told = { calendar, strategySays: scenario.law.says, reasons };
  const text = terminalSummary(summary, result, told);
  const manifest = manifestOf(summary, around);
  await write(args, around, loaded, out, { result, summary, text, manifest });
  const problems = await dump?.write(manifest);
  if (args.json) around.stdout(`${JSON.stringify(summary, null, 2)}\n`);
  const closer = args.svg === undefined && !stopped ? closerLook(around.args) : "";
  around.stderr(`${text}${closer}results    ${out}\n`);
  if (problems !== undefined) around.stderr(`problems   ${problems} in ${args["dump-problems"]}\n`);
  if (stopped) return exitCodes.interrupted;
  const failed = summary.assertions.some(({ holds }) => holds === false);
  return failed ? exitCodes.assertionFailed : exitCodes.ok;
}

function dumpOf(
  { "dump-problems": folder }: RunArguments,
  { store }: Surroundings,
  name: string,
): ProblemDump | null {
  return folder === undefined ? null : new ProblemDump(store, folder, name);
}

function manifestOf({ digest, complete }: Summary, around: Surroundings): Manifest {
  const { args, version, nodeVersion: node } = around;
  return { tool: "busbar", version, node, command: shellCommand(args), digest, complete };
}

async function simulateBare(
  scenario: Scenario,
  around: Surroundings,
  stopped: () => boolean,
): Promise<RunResult> {
  return simulate(new Simulation(scenario), scenario, Infinity, around, stopped);
}

async function simulate(
  simulation: Simulation,
  scenario: Scenario,
  speed: number,
  around: Surroundings,
  stopped: () => boolean,
): Promise<RunResult> {
  const { fromMs, toMs } = scenario.run;
  const progress = new Progress(around, scenario.law.name, toMs - fromMs);
  let latestMs = 0;
  await pace(simulation, around.clock, {
    speed,
    untilMs: toMs,
    stopped: () => {
      progress.show((simulation.nowMs - fromMs) / (toMs - fromMs));
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

/** What a run leaves on disk. */
interface Written {
  readonly result: RunResult;
  readonly summary: Summary;
  readonly text: string;
  readonly manifest: Manifest;
}

async function write(
  args: RunArguments,
  around: Surroundings,
  { calendar }: LoadedScenario,
  out: string,
  { result, summary, text, manifest }: Written,
): Promise<void> {
  await writeRunDirectory(around.store, out, manifest, {
    "summary.json": `${JSON.stringify(summary, null, 2)}\n`,
    "summary.txt": text,
    "sessions.csv": sessionsCsv(result, calendar),
    "series.parquet": await seriesParquet(result),
  });
  if (args.junit !== undefined) {
    await writeWhole(around.store, args.junit, junit(summary, summary.assertions));
  }
  if (args.svg === undefined) return;
  const svg = await renderSvg(sitePower(result, summary, calendar));
  await around.store.write(args.svg, svg);
}
