import { InputProblem } from "../../scenario/index.ts";
import {
  Comparison,
  comparisonOf,
  type ComparisonSummary,
  NIGHT,
  nightText,
  planHash,
  readStudyManifest,
  type RunPlan,
  shownNight,
  type ShownNight,
  StudyFolder,
  studyManifest,
  Tally,
} from "../../study/index.ts";
import { writeWhole } from "../../record/index.ts";
import { comparisonReport, comparisonText, studyJunit } from "../../report/index.ts";
import { type ComparedVariants, comparedVariants } from "../comparedVariants.ts";
import { checkFile } from "../checkFile.ts";
import { exitCodes } from "../exitCodes.ts";
import type { CompareArguments } from "../options.ts";
import { shellCommand } from "../shellCommand.ts";
import type { Surroundings } from "../surroundings.ts";
import { goesOn, withAdvice } from "../withAdvice.ts";
import { specFiles } from "../writeCharts.ts";
import { folderName, work } from "./replications.ts";

const WHOLE = { index: 1, count: 1 } as const;

/** Simulates every variant in every night, and tells how they differ. */
export async function compare(args: CompareArguments, around: Surroundings): Promise<number> {
  const { store, nodeVersion: node } = around;
  const compared = await comparedVariants(args, around);
  if (args.junit !== undefined) await checkFile(around, "junit", args.junit);
  const plan = planOf(compared, args, around);
  const name = `compare-${plan.variants[0]!.name}`;
  const out = args.out ?? store.join("out", folderName(name, planHash(plan), WHOLE));
  await checkVersion(out, plan, args, around);
  const command = shellCommand(around.args);
  const varied =
    args.seeds === undefined ? `seed ${compared.seeds[0]}` : `seeds ${args.seeds.text}`;
  const manifest = studyManifest(plan, WHOLE, { node, command, varied, kind: "comparison" });
  const tally = new Tally();
  const folder = await StudyFolder.open(store, out, plan, manifest, tally.add.bind(tally));
  if (tally.rows > 0) around.stderr(`${tally.rows} runs are there already\n`);

  const comparison = new Comparison(manifest.study, compared);
  const isStopped = await withAdvice(goesOn(out, command), async () => {
    const stopped = await work(plan, folder, tally, { args, around });
    await folder.finish({
      add: comparison.add.bind(comparison),
      files: () => filesOf(comparison.summary, compared, stopped, args, command),
    });
    return stopped;
  });
  const { summary } = comparison;
  if (args.junit !== undefined) {
    await writeWhole(store, args.junit, junitOf(summary, compared));
  }
  if (args.json) around.stdout(jsonOf(summary));
  const page = args.report ? `report     ${store.join(out, "report.html")}\n` : "";
  around.stderr(`${comparisonText(summary)}${page}results    ${out}\n`);
  if (isStopped) around.stderr(`the same command goes on from here:\n  ${command}\n`);
  return exitCodeOf(summary, isStopped);
}

/** A run that failed is a bug; an assertion holds for every variant in every night. */
function exitCodeOf({ runs, variants }: ComparisonSummary, isStopped: boolean): number {
  if (isStopped) return exitCodes.interrupted;
  if (runs.failed > 0) return exitCodes.bug;
  const isBroken = variants.some(({ brokenAssertions }) => brokenAssertions.length > 0);
  return isBroken ? exitCodes.assertionFailed : exitCodes.ok;
}

function junitOf(
  { variants, varied, complete }: ComparisonSummary,
  compared: ComparedVariants,
): string {
  const suites = variants.map(({ name, brokenAssertions: broken, done }, i) => {
    const { assertions } = compared.variants[i]!;
    return { name, assertions, broken, done };
  });
  return studyJunit(suites, varied, complete);
}

function planOf(
  { variants, seeds }: ComparedVariants,
  { anchors }: CompareArguments,
  { engineVersion }: Surroundings,
): RunPlan {
  const all = variants.map(({ variant }) => variant);
  return comparisonOf(all, seeds, { version: engineVersion(), anchors });
}

/** @throws InputProblem for a folder with runs of another program, which may compute something else */
async function checkVersion(
  out: string,
  { version }: RunPlan,
  args: CompareArguments,
  { store }: Surroundings,
): Promise<void> {
  const before = await readStudyManifest(store, out);
  if (before === null || before.version === version || args["allow-differences"]) return;
  throw new InputProblem({
    place: { file: out },
    message: `found runs of busbar ${before.version}, this is ${version}`,
    mend: "name another folder with --out, or do them anew with --allow-differences",
  });
}

/** What follows from the rows. */
async function filesOf(
  summary: ComparisonSummary,
  compared: ComparedVariants,
  isStopped: boolean,
  args: CompareArguments,
  command: string,
): Promise<Record<string, string>> {
  const files = { "compare.json": jsonOf(summary), "compare.txt": comparisonText(summary) };
  if (!args.report) return files;
  const night = isStopped ? null : await nightOf(summary, compared);
  const { html, charts } = await comparisonReport({ summary, night, command }, args.lang);
  const shown = night === null ? {} : { [NIGHT]: nightText(night) };
  return { ...files, ...shown, "report.html": html, ...specFiles(charts) };
}

/** The worst night of the baseline, under every variant that can do it; null where there is none. */
async function nightOf(
  { variants, baseline }: ComparisonSummary,
  compared: ComparedVariants,
): Promise<ShownNight | null> {
  const worst = variants.find(({ name }) => name === baseline)?.worst ?? null;
  if (worst === null) return null;
  const able = compared.variants.filter((_, i) => variants[i]!.done > 0);
  const around = able.findIndex(({ name }) => name === baseline);
  return shownNight(able, worst.seed, around);
}

function jsonOf(summary: ComparisonSummary): string {
  return `${JSON.stringify(summary, null, 2)}\n`;
}
