import { type Manifest, UnreadableRun } from "../record/index.ts";
import {
  comparisonReport,
  type Report,
  sizePage,
  studyReport,
  studyText,
} from "../report/index.ts";
import {
  type ComparisonSummary,
  eachRow,
  NIGHT,
  nightOf,
  readStudyManifest,
  Replications,
  type SizeReport,
  type StudyManifest,
  Tally,
} from "../study/index.ts";
import type { ReportArguments } from "./options.ts";
import type { Surroundings } from "./surroundings.ts";

/** A page made from the folder of many runs, and whether all of them are done. */
interface StudyPage extends Report {
  readonly complete: boolean;
}

/** What is asked for, and from where. */
interface Asked {
  readonly args: Pick<ReportArguments, "folder" | "lang">;
  readonly around: Pick<Surroundings, "store" | "stderr">;
  readonly names: readonly string[];
}

/**
 * The page of many runs, a comparison or a size, from what is on disk; null for a folder of something else.
 * @throws UnreadableRun for a file that is missing or damaged, with the command that makes it
 */
export async function studyPage(
  args: Asked["args"],
  around: Asked["around"],
): Promise<StudyPage | null> {
  const { store } = around;
  const { folder } = args;
  // What is no folder is told of by whoever reads runs.
  const names = (await store.list(folder).catch(() => null)) ?? [];
  const asked = { args, around, names };
  const manifest = names.includes("manifest.json") ? await readStudyManifest(store, folder) : null;
  if (manifest?.study.kind === "comparison") return comparisonPage(asked, manifest);
  if (manifest !== null) return nightsPage(asked, manifest);
  return names.includes("sizes.json") ? pageOfSize(asked) : null;
}

async function nightsPage(asked: Asked, manifest: StudyManifest): Promise<StudyPage> {
  const { args, around, names } = asked;
  if (!names.includes("runs.ndjson")) throw missing(asked, "runs.ndjson", manifest);
  const replications = new Replications(manifest, studyText);
  const tally = new Tally();
  await eachRow(around.store, args.folder, (row) => {
    replications.add(row);
    tally.add(row);
  });
  const { summary } = replications;
  const told = { summary, command: manifest.command };
  return { ...(await studyReport(told, tally.peaksKw, args.lang)), complete: summary.complete };
}

async function comparisonPage(asked: Asked, manifest: StudyManifest): Promise<StudyPage> {
  const { args, around, names } = asked;
  const { store, stderr } = around;
  const summary = await readJson<ComparisonSummary>(asked, "compare.json", manifest);
  const { command } = manifest;
  const text = names.includes(NIGHT) ? await store.readText(store.join(args.folder, NIGHT)) : null;
  const night = text === null ? null : nightOf(text);
  if (night === null && summary.complete) {
    const lacks = text === null ? "there is no" : "damaged:";
    stderr(`warning: ${lacks} ${NIGHT}, so no night is shown; make it again: ${command}\n`);
  }
  const page = await comparisonReport({ summary, night, command }, args.lang);
  return { ...page, complete: summary.complete };
}

async function pageOfSize(asked: Asked): Promise<StudyPage> {
  const manifest = await readJson<Manifest>(asked, "manifest.json", null);
  const report = await readJson<SizeReport>(asked, "sizes.json", manifest);
  return { ...(await sizePage(report, manifest, asked.args.lang)), complete: report.complete };
}

/** @param manifest knows what makes it again; null: nobody does */
async function readJson<T extends object>(
  asked: Asked,
  name: string,
  manifest: Pick<Manifest, "command"> | null,
): Promise<T> {
  const { args, around, names } = asked;
  const { store } = around;
  const text = names.includes(name) ? await store.readText(store.join(args.folder, name)) : null;
  if (text === null) throw missing(asked, name, manifest);
  try {
    const value = JSON.parse(text) as T | null;
    if (typeof value === "object" && value !== null) return value;
  } catch {
    // Told below.
  }
  throw new UnreadableRun(`${args.folder}: ${name} is damaged${again(manifest)}`);
}

function missing(
  { args }: Asked,
  name: string,
  manifest: Pick<Manifest, "command"> | null,
): UnreadableRun {
  return new UnreadableRun(`${args.folder}: ${name} is missing${again(manifest)}`);
}

function again(manifest: Pick<Manifest, "command"> | null): string {
  return manifest === null ? "" : `; make it again: ${manifest.command}`;
}
