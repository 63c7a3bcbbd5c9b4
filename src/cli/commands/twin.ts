import { addToRunDirectory, readJournal, readRun, writeWhole } from "../../record/index.ts";
import { junit } from "../../report/index.ts";
import type { OfficialSchemas, Version } from "../../protocols/vdv463/index.ts";
import type { Scenario } from "../../scenario/index.ts";
import { type InStep, LiveRun, plansIn, Twin } from "../../twin/index.ts";
import { attachedTwin } from "../attachedTwin.ts";
import { checkFile } from "../checkFile.ts";
import { exitCodes } from "../exitCodes.ts";
import { type JudgedRun, judgedRun } from "../judgedRun.ts";
import { metersPoints } from "../metersPoints.ts";
import { type OpenFolder, openTwin } from "../openTwin.ts";
import { PlannedShort } from "../plannedShort.ts";
import { reportFiles } from "../reportFiles.ts";
import { serveLive } from "../serveLive.ts";
import { shellCommand } from "../shellCommand.ts";
import type { Surroundings } from "../surroundings.ts";
import { UsageProblem } from "../tellFailure.ts";
import type { TwinArguments } from "../twinOptions.ts";
import { type TwinPresystems, twinPresystems } from "../twinPresystems.ts";
import { TwinStatus } from "../twinStatus.ts";
import { userSchemas } from "../userSchemas.ts";

/** The twin of a scenario in its folder. */
interface OpenTwin extends OpenFolder {
  readonly twin: Twin;
  /** What frames of presystems are held against; null: nothing. */
  readonly official: ReadonlyMap<Version, OfficialSchemas> | null;
}

/** Runs a scenario live, or goes on where it was, and writes what came of it. */
export async function twin(args: TwinArguments, around: Surroundings): Promise<number> {
  checkTogether(args);
  if (args.junit !== undefined) await checkFile(around, "junit", args.junit);
  const folder = await openTwin(args, around);
  try {
    const { scenario } = folder.loaded;
    const official = await officialOf(args, scenario, around);
    if (args.depot !== undefined) {
      return await attachedTwin({ ...folder, official }, args, around);
    }
    if (args["lock-step"] && scenario.presystems === null) {
      throw new UsageProblem("--lock-step goes with --depot, or with a scenario of `presystems`");
    }
    const kernel = new Twin(scenario, folder.opened, metersPoints(scenario));
    return await runOpened({ ...folder, twin: kernel, official }, args, around);
  } finally {
    folder.release();
  }
}

/** @throws UsageProblem */
function checkTogether(args: TwinArguments): void {
  if (args.depot === undefined) return;
  const own = [
    ...(args.speed === undefined ? [] : ["--speed: the depot says how time goes"]),
    ...(args.junit === undefined ? [] : ["--junit: busbar depot judges what came of it"]),
  ];
  if (own[0] !== undefined) throw new UsageProblem(`--depot does not go with ${own[0]}`);
}

/** @throws UsageProblem where no presystem calls, InputProblem for a folder that cannot be used */
async function officialOf(
  { schemas, depot, "lock-step": isLockStep }: TwinArguments,
  { presystems }: Scenario,
  around: Surroundings,
): Promise<OpenTwin["official"]> {
  if (schemas === undefined) return null;
  if (depot !== undefined && isLockStep) {
    throw new UsageProblem(
      "--schemas does not go with --depot --lock-step: no presystem calls there",
    );
  }
  if (presystems === null) {
    throw new UsageProblem("--schemas goes with presystems, and the scenario has none");
  }
  return userSchemas(schemas, presystems.rules.editions, around);
}

async function runOpened(
  opened: OpenTwin,
  args: TwinArguments,
  around: Surroundings,
): Promise<number> {
  const { loaded, twin: kernel, folder } = opened;
  for (const warning of loaded.warnings) around.stderr(`warning: ${warning}\n`);
  const stop = { asked: false, wake: () => {} };
  around.onInterrupt(() => {
    stop.asked = true;
    stop.wake();
  });
  const isLive = await live(opened, args, around, stop);
  const isComplete = kernel.isOver;
  kernel.mark("stopped", isComplete ? "the scenario is over" : undefined);
  kernel.saveSnapshot();
  const judged = await judgedRun(loaded, kernel.finish(), plansOf(opened, around), around, () =>
    stop.asked ? true : !isComplete,
  );
  await write(opened, args, around, judged);
  const { summary, text } = judged;
  if (args.json) around.stdout(`${JSON.stringify(summary, null, 2)}\n`);
  const goOn = isComplete ? "" : `goes on    ${shellCommand(around.args)}\n`;
  around.stderr(`${text}results    ${folder}\n${goOn}`);
  if (!isLive) return exitCodes.interrupted;
  const failed = summary.assertions.some(({ holds }) => holds === false);
  return failed ? exitCodes.assertionFailed : exitCodes.ok;
}

/** Runs until the end, or until people stop it; false: they did. */
async function live(
  opened: OpenTwin,
  args: TwinArguments,
  around: Surroundings,
  stop: { readonly asked: boolean; wake: () => void },
): Promise<boolean> {
  const { loaded, twin: kernel, official } = opened;
  const { speed, until, "lock-step": isLockStep } = args;
  const { scenario, calendar } = loaded;
  kernel.begin();
  const untilMs = Math.min(until ?? Infinity, scenario.run.toMs);
  const status = new TwinStatus(around, (atMs) => calendar.iso(atMs).slice(0, 16));
  return serveLive(opened, args, around, async (log, serve) => {
    const run: LiveRun = new LiveRun(kernel, around.clock, {
      speed: speed ?? (isLockStep ? Infinity : 1),
      untilMs,
      log,
      stopped: () => {
        status.show(run);
        return stop.asked;
      },
    });
    stop.wake = () => run.wake();
    let presystems: TwinPresystems | null = null;
    try {
      await serve(run);
      const keepStep = isLockStep ? (others: InStep) => run.keepStepWith(others) : null;
      presystems = await twinPresystems({ scenario, run, log, official, keepStep }, around);
      around.stderr(`live       from ${calendar.iso(kernel.nowMs)} in ${opened.folder}\n`);
      const reached = await run.run();
      if (kernel.isOver) await presystems?.over();
      log.info(reached ? "ended" : "stopped", { atMs: kernel.nowMs, ...kernel.kept });
      return reached;
    } finally {
      status.clear();
      await presystems?.end();
    }
  });
}

/** Plans are read from the journal: some of them an earlier process may have heard. */
function plansOf({ journalFolder }: OpenTwin, { journals }: Surroundings): PlannedShort {
  const short = new PlannedShort();
  const { records } = readJournal(journals(journalFolder));
  for (const { problem, plan } of plansIn(records)) short.hear(problem, plan);
  return short;
}

async function write(
  { loaded, folder }: OpenTwin,
  { report: withReport, junit: junitFile }: TwinArguments,
  around: Surroundings,
  { files, summary, text, manifest }: JudgedRun,
): Promise<void> {
  const drawn = withReport
    ? await reportFiles(await readRun(manifest, files), loaded.calendar)
    : {};
  const all = { ...files, "summary.txt": text, ...drawn };
  await addToRunDirectory(around.store, folder, manifest, all);
  if (junitFile === undefined) return;
  await writeWhole(around.store, junitFile, junit(summary, summary.assertions));
}
