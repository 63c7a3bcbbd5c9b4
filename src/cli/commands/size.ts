import { hashOf, type Manifest, writeRunDirectory } from "../../record/index.ts";
import { sizePage, sizeText } from "../../report/index.ts";
import { quantityAt } from "../../scenario/index.ts";
import {
  openVariant,
  type Season,
  SizeFolder,
  type SizeOutcome,
  type SizeQuestion,
  type SizeReport,
  sizeStudy,
} from "../../study/index.ts";
import { exitCodes } from "../exitCodes.ts";
import { shellCommand } from "../shellCommand.ts";
import type { SizeArguments } from "../sizeOptions.ts";
import { SizeProgress } from "../sizeProgress.ts";
import type { Surroundings } from "../surroundings.ts";
import { goesOn, withAdvice } from "../withAdvice.ts";
import { UsageProblem } from "../tellFailure.ts";
import { specFiles } from "../writeCharts.ts";

const HASH_DIGITS = 8;

/** Finds how big the connection, or something else of a depot, must be. */
export async function size(args: SizeArguments, around: Surroundings): Promise<number> {
  checkTogether(args);
  const seasons: Season[] = [];
  for (const path of [args.scenario, ...args.season]) {
    seasons.push(await seasonOf(path, args, around));
  }
  const question = questionOf(args, seasons, around.engineVersion());
  const out = args.out ?? around.store.join("out", folderName(question));
  const folder = await SizeFolder.open(around.store, out, manifestOf(around, "", false));
  const { kept } = folder;
  if (kept.length > 0) around.stderr(`${kept.length} runs are there already\n`);

  const stop = new AbortController();
  around.onInterrupt(() => stop.abort());
  const progress = new SizeProgress(around);
  const { workers, clock } = around;
  const count = args.jobs ?? workers.most;
  const command = shellCommand(around.args);
  const report = await withAdvice(goesOn(out, command), async () => {
    let outcome: SizeOutcome;
    try {
      const keep = folder.add.bind(folder);
      const options = { workers, count, clock, signal: stop.signal, kept, keep };
      outcome = await sizeStudy(question, options, (state) => progress.show(state));
    } finally {
      progress.clear();
    }
    // Hours of work: whatever the disk does, people have the answer.
    if (args.json) around.stdout(jsonOf(outcome.report));
    around.stderr(sizeText(outcome.report));
    await write(outcome, out, args, around);
    return outcome.report;
  });
  const closer = args.report ? `closer     ${around.store.join(out, "report.html")}\n` : "";
  around.stderr(`${closer}results    ${out}\n`);
  if (!report.complete) around.stderr(`the same command goes on from here:\n  ${command}\n`);
  return exitCodeOf(report);
}

async function seasonOf(
  path: string,
  { set, quantity }: SizeArguments,
  { files, stderr }: Surroundings,
): Promise<Season> {
  const sets = set.flatMap((setting) => ["--set", setting]);
  const command = shellCommand(["run", path, ...sets]);
  const { variant, loaded } = await openVariant(files, path, set, command);
  for (const warning of loaded.warnings) stderr(`warning: ${warning}\n`);
  const sized = quantityAt(loaded.resolved, quantity);
  const again = set.map((setting) => setting.split("=", 1)[0]).find((path) => path === sized.path);
  if (again !== undefined) {
    throw new UsageProblem(`--set ${again} is what is sized: leave it out`);
  }
  return { variant, loaded, quantity: sized };
}

/** @throws UsageProblem for words that contradict each other */
function checkTogether({ scenario, season, set, strategy }: SizeArguments): void {
  const paths = [scenario, ...season];
  const twice = paths.find((path, i) => paths.indexOf(path) < i);
  if (twice !== undefined) throw new UsageProblem(`${twice} is given twice`);
  if (strategy !== undefined && set.some((setting) => setting.startsWith("control.strategy="))) {
    throw new UsageProblem(
      "--set control.strategy and --strategy say different things: give one of them",
    );
  }
}

function questionOf(
  { strategy, seeds, share }: SizeArguments,
  seasons: readonly Season[],
  version: string,
): SizeQuestion {
  const { resolved, scenario } = seasons[0]!.loaded;
  return {
    version,
    seasons,
    strategies: strategy ?? [resolved.control.strategy],
    seeds: seeds?.list ?? [scenario.seed],
    varied: seeds?.text ?? String(scenario.seed),
    share,
  };
}

/** `night-size-1a2b3c4d`. */
function folderName({ seasons, strategies, seeds, share }: SizeQuestion): string {
  const what = seasons.map(({ variant, quantity }) => [variant.hash, quantity.path]);
  const hash = hashOf([JSON.stringify([what, strategies, seeds, share])]);
  return `${seasons[0]!.variant.name}-size-${hash.slice(0, HASH_DIGITS)}`;
}

async function write(
  { report, rows, others }: SizeOutcome,
  out: string,
  { report: wanted, lang }: SizeArguments,
  around: Surroundings,
): Promise<void> {
  const { complete, sizes } = report;
  // Whoever goes on from here may need the others.
  const all = complete ? rows : [...rows, ...others];
  const runs = all.map((row) => `${JSON.stringify(row)}\n`).join("");
  const curve = sizes.flatMap(({ strategy, curve }) =>
    curve.map((point) => `${JSON.stringify({ strategy, ...point })}\n`),
  );
  const manifest = manifestOf(around, hashOf([runs]), complete);
  const drawn = wanted ? await sizePage(report, manifest, lang) : null;
  await writeRunDirectory(around.store, out, manifest, {
    "sizes.json": jsonOf(report),
    "summary.txt": sizeText(report),
    "curve.ndjson": curve.join(""),
    "runs.ndjson": runs,
    ...(drawn === null ? {} : { "report.html": drawn.html, ...specFiles(drawn.charts) }),
  });
}

function manifestOf(
  { args, version, nodeVersion: node }: Surroundings,
  digest: string,
  complete: boolean,
): Manifest {
  return { tool: "busbar", version, node, command: shellCommand(args), digest, complete };
}

function jsonOf(report: SizeReport): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}

/** A run that failed is a bug, and yet no reason to lose the others. */
function exitCodeOf({ complete, sizes, failures }: SizeReport): number {
  if (!complete) return exitCodes.interrupted;
  if (failures.length > 0) return exitCodes.bug;
  return sizes.some(({ value }) => value === null) ? exitCodes.infeasible : exitCodes.ok;
}
