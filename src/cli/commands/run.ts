import type { ChargingPlan, PlanningProblem } from "../../messages/index.ts";
import {
  checkRunDirectory,
  readRun,
  shortHash,
  writeRunDirectory,
  writeWhole,
} from "../../record/index.ts";
import { junit } from "../../report/index.ts";
import { type LoadedScenario, loadScenario } from "../../scenario/index.ts";
import { Simulation } from "../../simulation/index.ts";
import { checkFile } from "../checkFile.ts";
import { closerLook } from "../closerLook.ts";
import { drawSitePower } from "../drawSitePower.ts";
import { exitCodes } from "../exitCodes.ts";
import { type JudgedRun, judgedRun } from "../judgedRun.ts";
import { metersPoints } from "../metersPoints.ts";
import type { RunArguments } from "../options.ts";
import { type Moved, pacedResult } from "../pacedResult.ts";
import { PlannedShort } from "../plannedShort.ts";
import { ProblemDump } from "../problemDump.ts";
import { reportFiles } from "../reportFiles.ts";
import type { Surroundings } from "../surroundings.ts";

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
  const { scenario, warnings, resolved } = loaded;
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
  const points = metersPoints(scenario, args.report);
  const simulation =
    (await open?.(loaded, points)) ?? new Simulation(scenario, undefined, { onPlan: hear }, points);
  const isStopped = (): boolean => stopped;
  const speed = args.speed ?? Infinity;
  const result = await pacedResult(simulation, scenario, speed, around, isStopped);
  const judged = await judgedRun(loaded, result, short, around, isStopped);
  const { summary, text, manifest } = judged;
  await write(args, around, loaded, out, judged);
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

async function write(
  args: RunArguments,
  around: Surroundings,
  { calendar }: LoadedScenario,
  out: string,
  { files, summary, text, manifest }: JudgedRun,
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
