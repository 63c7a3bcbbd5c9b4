import { addToRunDirectory, shortHash } from "../record/index.ts";
import { type AttachedEnd, AttachedRun } from "../twin/index.ts";
import { exitCodes } from "./exitCodes.ts";
import type { OpenFolder } from "./openTwin.ts";
import { serveLive } from "./serveLive.ts";
import { shellCommand } from "./shellCommand.ts";
import type { Surroundings } from "./surroundings.ts";
import type { TwinArguments } from "./twinOptions.ts";
import { TwinStatus } from "./twinStatus.ts";

/** What was believed in the end, in the folder of the run. */
const STATE = "state.json";
const UNCALLED =
  "nobody of `presystems` can call: with --depot the depot has its own presystem, which says what is wanted";

/** Charges in a depot that another process has, which judges what comes of it; or goes on with that. */
export async function attachedTwin(
  opened: OpenFolder,
  args: TwinArguments,
  around: Surroundings,
): Promise<number> {
  const { loaded, folder } = opened;
  for (const warning of loaded.warnings) around.stderr(`warning: ${warning}\n`);
  if (loaded.scenario.presystems !== null) around.stderr(`warning: ${UNCALLED}\n`);
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
  opened: OpenFolder,
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
    try {
      await serve(run);
      const { lastInstantAtMs: fromMs } = run;
      around.stderr(`live       from ${calendar.iso(fromMs)} in ${opened.folder}\n`);
      const end = await run.run();
      const state = `${JSON.stringify(run.view(), null, 2)}\n`;
      run.close(end === "over" ? "the scenario is over" : undefined);
      log.info(end === "over" ? "ended" : end, { atMs: run.lastInstantAtMs, ...run.kept });
      return { end, state };
    } finally {
      status.clear();
    }
  });
}
