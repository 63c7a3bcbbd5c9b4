import { studyJunit, studyText } from "../../report/index.ts";
import {
  openVariant,
  planHash,
  Replications,
  replicationsOf,
  runAll,
  type RunPlan,
  type Shard,
  StudyFolder,
  studyManifest,
  type StudySummary,
  Tally,
} from "../../study/index.ts";
import { writeWhole } from "../../record/index.ts";
import { checkFile } from "../checkFile.ts";
import { exitCodes } from "../exitCodes.ts";
import type { ManyRuns } from "../manyRuns.ts";
import { shellCommand } from "../shellCommand.ts";
import { StudyProgress } from "../studyProgress.ts";
import type { Surroundings } from "../surroundings.ts";
import { goesOn, withAdvice } from "../withAdvice.ts";

const HASH_DIGITS = 8;

/** Simulates a scenario once for each seed, side by side, and tells how its figures are spread. */
export async function replications(args: ManyRuns, around: Surroundings): Promise<number> {
  const { store, nodeVersion: node } = around;
  const sets = args.set.flatMap((setting) => ["--set", setting]);
  const one = shellCommand(["run", args.scenario, ...sets]);
  const { variant, loaded } = await openVariant(around.files, args.scenario, args.set, one);
  if (args.junit !== undefined) await checkFile(around, "junit", args.junit);
  for (const warning of loaded.warnings) around.stderr(`warning: ${warning}\n`);
  const plan = replicationsOf(variant, args.seeds.list, {
    version: around.engineVersion(),
    anchors: args.anchors === true,
  });
  const shard = args.shard ?? { index: 1, count: 1 };
  const out = args.out ?? store.join("out", folderName(variant.name, planHash(plan), shard));
  const command = shellCommand(around.args);
  const facts = { node, command, varied: `seeds ${args.seeds.text}` };
  const tally = new Tally();
  const keep = tally.add.bind(tally);
  const manifest = studyManifest(plan, shard, facts);
  const folder = await StudyFolder.open(store, out, plan, manifest, keep);
  if (tally.rows > 0) around.stderr(`${tally.rows} runs are there already\n`);

  const report = new Replications(manifest, studyText);
  const isStopped = await withAdvice(goesOn(out, command), async () => {
    const stopped = await work(plan, folder, tally, { args, around });
    await folder.finish(report);
    return stopped;
  });
  const { summary } = report;
  if (args.junit !== undefined) {
    const assertions = loaded.assertions.map(({ text }) => text);
    const { varied, complete, nights, runs } = summary;
    const broken = nights.brokenAssertions;
    const asserted = { name: variant.name, assertions, broken, done: runs.done };
    await writeWhole(store, args.junit, studyJunit([asserted], varied, complete));
  }
  tell(summary, out, args.json, around);
  if (isStopped) around.stderr(`the same command goes on from here:\n  ${command}\n`);
  return exitCodeOf(summary, isStopped);
}

/** Where the runs of a plan go: `night-1a2b3c4d`, and which part of them these are. */
export function folderName(name: string, hash: string, { index, count }: Shard): string {
  const part = count === 1 ? "" : `-${index}of${count}`;
  return `${name}-${hash.slice(0, HASH_DIGITS)}${part}`;
}

/** Does what is left of a plan. @returns whether people stopped it */
export async function work(
  plan: RunPlan,
  folder: StudyFolder,
  tally: Tally,
  { args, around }: { readonly args: Pick<ManyRuns, "jobs">; readonly around: Surroundings },
): Promise<boolean> {
  const stop = new AbortController();
  around.onInterrupt(() => stop.abort());
  const planned = tally.rows + folder.todo.length;
  const progress = new StudyProgress(around, tally, planned);
  try {
    await runAll(plan, folder.todo, {
      workers: around.workers,
      count: args.jobs ?? around.workers.most,
      clock: around.clock,
      signal: stop.signal,
      take: async (rows) => {
        await folder.add(rows);
        progress.add(rows);
      },
    });
  } finally {
    progress.clear();
  }
  return tally.rows < planned;
}

/** Tells people, and programs, what came of many runs. */
export function tell(
  summary: StudySummary,
  out: string,
  json: boolean,
  { stdout, stderr }: Pick<Surroundings, "stdout" | "stderr">,
): void {
  if (json) stdout(`${JSON.stringify(summary, null, 2)}\n`);
  stderr(`${studyText(summary)}results    ${out}\n`);
}

/** A run that failed is a bug, and yet no reason to lose the others; an assertion holds for every night. */
export function exitCodeOf({ runs, nights }: StudySummary, isStopped: boolean): number {
  if (isStopped) return exitCodes.interrupted;
  if (runs.failed > 0) return exitCodes.bug;
  return nights.withBrokenAssertion > 0 ? exitCodes.assertionFailed : exitCodes.ok;
}
