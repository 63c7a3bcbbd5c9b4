import { peakBounds, plugAndCharge } from "../../bounds/index.ts";
import { pace, type PacingOptions } from "../../engine/index.ts";
import { judged, noPeakBounds, type RunResult, type Summary, summarise } from "../../kpi/index.ts";
import {
  checkRunDirectory,
  digest,
  type Manifest,
  readRun,
  type RunFiles,
  runFiles,
  type RunRecord,
  shortHash,
  writeRunDirectory,
  writeWhole,
} from "../../record/index.ts";
import type { ChargingPlan, PlanningProblem } from "../../messages/index.ts";
import { junit, report, terminalSummary } from "../../report/index.ts";
import { type LoadedScenario, loadScenario, type Scenario } from "../../scenario/index.ts";
import { Simulation } from "../../simulation/index.ts";
import { checkFile } from "../checkFile.ts";
import { closerLook } from "../closerLook.ts";
import { depotFacts } from "../depotFacts.ts";
import { drawSitePower } from "../drawSitePower.ts";
import { exitCodes } from "../exitCodes.ts";
import type { RunArguments } from "../options.ts";
import { linksText } from "../linksText.ts";
import { PlannedShort } from "../plannedShort.ts";
import { ProblemDump } from "../problemDump.ts";
import { Progress } from "../progress.ts";
import { shellCommand } from "../shellCommand.ts";
import type { Surroundings } from "../surroundings.ts";
import { targetText } from "../targetText.ts";
import { specFiles } from "../writeCharts.ts";

/** Runs that report more than this keep what single points gave only when a report is asked for. */
const LONG_MS = 31 * 86_400_000;

/** What is run: a simulation, or as much of one as is in this process. */
type Moved = Pick<Simulation, "nowMs" | "nextAtMs" | "step" | "finish"> &
  Pick<PacingOptions, "quiet">;

/**
 * Simulates a scenario, writes its folder and tells what came of it.
 * @param open gives what is run where it is not all of it
 */
export async function run(
  args: RunArguments,
  around: Surroundings,
  open?: (loaded: LoadedScenario, metersPoints: boolean) => Promise<Moved>,
): Promise<number> {
  const loaded = await loadScenario(around.files, args.scenario, {
    settings: args.set,
    seed: args.seed ?? null,
  });
  const { scenario, calendar, warnings, resolved, assertions } = loaded;
  const out = args.out ?? around.store.join("out", `${scenario.name}-${shortHash(resolved)}`);
  await checkRunDirectory(around.store, out);
  if (args.svg !== undefined) await checkFile(around, "svg", args.svg);
  if (args.png !== undefined) await checkFile(around, "png", args.png);
  if (args.junit !== undefined) await checkFile(around, "junit", args.junit);
  const dump = dumpOf(args, around, scenario.name);
  await dump?.check(out);
  for (const warning of warnings) around.stderr(`warning: ${warning}\n`);

  let stopped = false;
  around.onInterrupt(() => {
    stopped = true;
  });
  const short = new PlannedShort();
  const hear = (problem: PlanningProblem, plan: ChargingPlan): void => {
    dump?.add(problem);
    short.hear(problem, plan);
  };
  const points = metersPoints(args, scenario);
  const simulation =
    (await open?.(loaded, points)) ?? new Simulation(scenario, undefined, { onPlan: hear }, points);
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
  const sentences = reasons.map(({ sentence }) => sentence);
  const { says: strategySays } = scenario.law;
  const told = { calendar, strategySays, links: linksText(scenario.links), reasons: sentences };
  const text = terminalSummary(summary, result, told);
  const manifest = manifestOf(summary, around);
  const facts = depotFacts(
    loaded,
    result,
    reasons.map(({ foreseen }) => foreseen),
  );
  const files = await runFiles(result, summary, facts, calendar);
  await write(args, around, loaded, out, { files, summary, text, manifest });
  const problems = await dump?.write(manifest);
  if (args.json) around.stdout(`${JSON.stringify(summary, null, 2)}\n`);
  around.stderr(`${text}${lookCloser(args, around, out, stopped)}results    ${out}\n`);
  if (problems !== undefined) around.stderr(`problems   ${problems} in ${args["dump-problems"]}\n`);
  if (stopped) return exitCodes.interrupted;
  const failed = summary.assertions.some(({ holds }) => holds === false);
  return failed ? exitCodes.assertionFailed : exitCodes.ok;
}

/** Where more is to be seen than the summary tells. */
function lookCloser(
  { report: wanted, svg }: RunArguments,
  { args, store }: Surroundings,
  out: string,
  stopped: boolean,
): string {
  if (wanted !== false) return `closer     ${store.join(out, "report.html")}\n`;
  return svg === undefined && !stopped ? closerLook(args) : "";
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
  simulation: Moved,
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
    quiet: () => simulation.quiet?.() ?? null,
  });
  progress.clear();
  if (latestMs > 0) {
    around.stderr(`warning: fell up to ${Math.ceil(latestMs)} ms behind the wall clock\n`);
  }
  return simulation.finish();
}

/** Whether what single points give is kept: nobody looks at it where there is no report. */
function metersPoints({ report: wanted }: RunArguments, { window }: Scenario): boolean {
  return wanted ?? window.toMs - window.fromMs <= LONG_MS;
}

/** What a run leaves on disk. */
interface Written {
  readonly files: RunFiles;
  readonly summary: Summary;
  readonly text: string;
  readonly manifest: Manifest;
}

async function write(
  args: RunArguments,
  around: Surroundings,
  { calendar }: LoadedScenario,
  out: string,
  { files, summary, text, manifest }: Written,
): Promise<void> {
  // As a report would find it on disk later.
  const record = isDrawn(args) ? await readRun(manifest, files) : null;
  const withReport = record !== null && args.report !== false;
  await writeRunDirectory(around.store, out, manifest, {
    ...files,
    "summary.txt": text,
    ...(withReport ? await reportFiles(record, calendar) : {}),
  });
  if (args.junit !== undefined) {
    await writeWhole(around.store, args.junit, junit(summary, summary.assertions));
  }
  if (record !== null) await drawSitePower(args, around, record, calendar);
}

/** Whether anything is to be drawn. */
function isDrawn({ report: wanted, svg, png }: RunArguments): boolean {
  return wanted !== false || svg !== undefined || png !== undefined;
}

/** The report of a run, and its charts as people can edit them. */
async function reportFiles(
  record: RunRecord,
  calendar: LoadedScenario["calendar"],
): Promise<Record<string, string>> {
  const { html, charts } = await report(record, calendar, "en");
  return { "report.html": html, ...specFiles(charts) };
}
