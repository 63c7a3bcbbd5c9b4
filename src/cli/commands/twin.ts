import { addToRunDirectory, readJournal, readRun, writeWhole } from "../../record/index.ts";
import { junit } from "../../report/index.ts";
import { LiveRun, noLog, plansIn, type Serving, twinAnswers, twinPages } from "../../twin/index.ts";
import { checkFile } from "../checkFile.ts";
import { exitCodes } from "../exitCodes.ts";
import { type JudgedRun, judgedRun } from "../judgedRun.ts";
import { type OpenTwin, openTwin } from "../openTwin.ts";
import { PlannedShort } from "../plannedShort.ts";
import { reportFiles } from "../reportFiles.ts";
import { shellCommand } from "../shellCommand.ts";
import type { Surroundings } from "../surroundings.ts";
import type { TwinArguments } from "../twinOptions.ts";
import { twinPresystems } from "../twinPresystems.ts";
import { TwinStatus } from "../twinStatus.ts";

/** Runs a scenario live, or goes on where it was, and writes what came of it. */
export async function twin(args: TwinArguments, around: Surroundings): Promise<number> {
  if (args.junit !== undefined) await checkFile(around, "junit", args.junit);
  const opened = await openTwin(args, around);
  try {
    return await runOpened(opened, args, around);
  } finally {
    opened.release();
  }
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
  { speed, until, http, log: logFile }: TwinArguments,
  around: Surroundings,
  stop: { readonly asked: boolean; wake: () => void },
): Promise<boolean> {
  const { loaded, twin: kernel, recovered, journalFolder } = opened;
  const { scenario, calendar } = loaded;
  const host = around.live;
  const log =
    logFile === undefined ? noLog : await host.openLog(logFile === "stderr" ? null : logFile);
  kernel.begin();
  const { tornBytes } = recovered;
  log.info("begun", { atMs: kernel.nowMs, scenario: scenario.name, tornBytes, ...kernel.kept });
  for (const name of recovered.brokenSnapshots) {
    around.stderr(`warning: ${name} is not as it was written; the one before it was used\n`);
  }
  const untilMs = Math.min(until ?? Infinity, scenario.run.toMs);
  const status = new TwinStatus(around, (atMs) => calendar.iso(atMs).slice(0, 16));
  const run: LiveRun = new LiveRun(kernel, around.clock, {
    speed,
    untilMs,
    log,
    stopped: () => {
      status.show(run);
      return stop.asked;
    },
  });
  stop.wake = () => run.wake();
  const servings: Serving[] = [];
  try {
    servings.push(await host.serveQuestions(journalFolder, twinAnswers(scenario, run)));
    if (http !== undefined) {
      const pages = await host.servePages(http, twinPages(run, kernel));
      servings.push(pages);
      around.stderr(`http       http://localhost:${pages.port}/state\n`);
      log.info("serving", { port: pages.port });
    }
    const presystems = await twinPresystems(scenario, run, log, around);
    if (presystems !== null) {
      servings.push(presystems);
      around.stderr(`vdv463     ${presystems.url}\n`);
    }
    around.stderr(`live       from ${calendar.iso(kernel.nowMs)} in ${opened.folder}\n`);
    const reached = await run.run();
    log.info(reached ? "ended" : "stopped", { atMs: kernel.nowMs, ...kernel.kept });
    return reached;
  } finally {
    status.clear();
    for (const serving of servings) await serving.end();
  }
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
