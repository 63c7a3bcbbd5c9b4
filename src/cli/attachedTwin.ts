import { addToRunDirectory, shortHash } from "../record/index.ts";
import { type AttachedEnd, AttachedRun, type LiveManagement, type TwinLog } from "../twin/index.ts";
import { exitCodes } from "./exitCodes.ts";
import type { OpenFolder } from "./openTwin.ts";
import { serveLive } from "./serveLive.ts";
import { shellCommand } from "./shellCommand.ts";
import type { Surroundings } from "./surroundings.ts";
import type { TwinArguments } from "./twinOptions.ts";
import { type PresystemsCalled, twinPresystems } from "./twinPresystems.ts";
import { TwinStatus } from "./twinStatus.ts";

/** What was believed in the end, in the folder of the run. */
const STATE = "state.json";
const UNCALLED =
  "nobody of `presystems` can call: in lock-step with --depot it is the depot's own that says what is wanted";

/** What such a twin is opened with. */
interface OpenAttached extends OpenFolder {
  /** What frames of presystems are held against; null: nothing. */
  readonly official: PresystemsCalled["official"];
}

/** Charges in a depot that another process has, which judges what comes of it; or goes on with that. */
export async function attachedTwin(
  opened: OpenAttached,
  args: TwinArguments,
  around: Surroundings,
): Promise<number> {
  const { loaded, folder } = opened;
  for (const warning of loaded.warnings) around.stderr(`warning: ${warning}\n`);
  const isUncalled = loaded.scenario.presystems !== null && args["lock-step"];
  if (isUncalled) around.stderr(`warning: ${UNCALLED}\n`);
  const { end, state } = await live(opened, args, around);
  const { args: words, version, nodeVersion: node } = around;
  const command = shellCommand(words);
  const manifest = { tool: "busbar", version, node, command, digest: "", complete: end === "over" };
  await addToRunDirectory(
    around.store,
    folder,
    { ...manifest, tool: "busbar" },
    { [STATE]: state },
  );
  if (args.json) around.stdout(state);
  const goOn = end === "over" ? "" : `goes on    ${command}\n`;
  around.stderr(
    `results    are with the depot; what was believed in the end is in ${folder}\n${goOn}`,
  );
  if (end === "refused") return exitCodes.failure;
  return end === "over" ? exitCodes.ok : exitCodes.interrupted;
}

async function live(
  opened: OpenAttached,
  args: TwinArguments,
  around: Surroundings,
): Promise<{ readonly end: AttachedEnd; readonly state: string }> {
  const { scenario, calendar, resolved } = opened.loaded;
  const warn = (text: string): void => around.stderr(`warning: ${text}\n`);
  const status = new TwinStatus(around, (atMs) => calendar.iso(atMs).slice(0, 16));
  let isStopped = false;
  return serveLive(opened, args, around, async (log, serve) => {
    const run: AttachedRun = new AttachedRun(scenario, opened.opened, around.clock, {
      scenario: shortHash(resolved),
      isLockStep: args["lock-step"],
      untilMs: Math.min(args.until ?? Infinity, scenario.run.toMs),
      connect: () => around.channels.connect(args.depot!, warn),
      log,
      warn,
      stopped: () => {
        status.show(run);
        return isStopped;
      },
    });
    around.onInterrupt(() => {
      isStopped = true;
      run.wake();
    });
    const end = await ended(opened, args, around, { run, log, serve }).finally(() =>
      status.clear(),
    );
    const state = `${JSON.stringify(run.view(), null, 2)}\n`;
    run.close(end === "over" ? "the scenario is over" : undefined);
    log.info(end === "over" ? "ended" : end, { atMs: run.lastInstantAtMs, ...run.kept });
    return { end, state };
  });
}

interface Live {
  readonly run: AttachedRun;
  readonly log: TwinLog;
  readonly serve: (run: LiveManagement) => Promise<void>;
}

/** Lets others in, and goes on until the end. */
async function ended(
  { loaded: { scenario, calendar }, folder, official }: OpenAttached,
  args: TwinArguments,
  around: Surroundings,
  { run, log, serve }: Live,
): Promise<AttachedEnd> {
  await serve(run);
  const called = { scenario, run, log, official, keepStep: null };
  const presystems = args["lock-step"] ? null : await twinPresystems(called, around);
  try {
    around.stderr(`live       from ${calendar.iso(run.lastInstantAtMs)} in ${folder}\n`);
    return await run.run();
  } finally {
    await presystems?.end();
  }
}
