import { type FileStore, fillRunDirectory } from "../record/index.ts";
import { finishStudy } from "./finishStudy.ts";
import type { RowReport } from "./rowReport.ts";
import { InputProblem } from "../scenario/index.ts";
import { type RowLine, rowsOf, RUNS } from "./rowsOf.ts";
import { readStudyManifest, type StudyManifest } from "./studyManifest.ts";

/** Text is written in pieces of about this size. */
const PIECE = 1 << 16;
/** Shards named before the rest is counted. */
const NAMED = 10;

/** A folder and what its manifest says. */
interface ShardFolder {
  readonly folder: string;
  readonly manifest: StudyManifest;
}

/**
 * Holds folders against each other; returns all shards of one study, in their order.
 * @throws InputProblem for a folder of something else, of another study or version, one that was cut off,
 * a shard that is missing or there twice
 */
export async function checkShards(
  store: FileStore,
  folders: readonly string[],
): Promise<readonly ShardFolder[]> {
  const shards: ShardFolder[] = [];
  for (const folder of folders) {
    const manifest = await readStudyManifest(store, folder);
    if (manifest === null) {
      throw flaw(folder, "found no runs", "expected a folder that busbar run --seeds has written");
    }
    if (manifest.study.kind !== undefined) {
      throw flaw(
        folder,
        `found a ${manifest.study.kind}`,
        "expected a shard of busbar run --seeds; a comparison has none",
      );
    }
    shards.push({ folder, manifest });
  }
  const first = shards[0]!;
  for (const shard of shards) checkAlike(first, shard);
  checkAllThere(shards);
  return shards.toSorted((a, b) => a.manifest.study.shard.index - b.manifest.study.shard.index);
}

function checkAlike(first: ShardFolder, { folder, manifest }: ShardFolder): void {
  const { version, study } = first.manifest;
  const { shard, scenario, varied, planHash } = manifest.study;
  if (manifest.version !== version) {
    throw flaw(
      folder,
      `found runs of busbar ${manifest.version}, ${first.folder} has those of ${version}`,
      "do all shards with one version: another may compute something else",
    );
  }
  if (planHash !== study.planHash) {
    throw flaw(
      folder,
      `found another study (${scenario}, ${varied}) than in ${first.folder} ` +
        `(${study.scenario}, ${study.varied})`,
      "the scenario, a file it names, its settings or the seeds differ",
    );
  }
  if (shard.count !== study.shard.count) {
    const { index, count } = study.shard;
    throw flaw(
      folder,
      `found shard ${shard.index}/${shard.count}, ${first.folder} is ${index}/${count}`,
      "cut the study into one number of shards",
    );
  }
}

function checkAllThere(shards: readonly ShardFolder[]): void {
  const { count } = shards[0]!.manifest.study.shard;
  const byIndex = new Map<number, string>();
  for (const { folder, manifest } of shards) {
    const { index } = manifest.study.shard;
    const same = byIndex.get(index);
    if (same !== undefined) {
      throw flaw(folder, `found shard ${index}/${count}, which ${same} is, too`, "give it once");
    }
    byIndex.set(index, folder);
    if (!manifest.complete) {
      throw flaw(folder, "some of its runs are still to be done", `go on: ${manifest.command}`);
    }
  }
  const all = Array.from({ length: count }, (_, i) => i + 1);
  const missing = all.filter((index) => !byIndex.has(index)).map((index) => `${index}/${count}`);
  if (missing.length === 0) return;
  const named = missing.slice(0, NAMED).join(", ") + (missing.length > NAMED ? " …" : "");
  throw flaw(shards[0]!.folder, `found ${byIndex.size} of ${count} shards`, `missing: ${named}`);
}

function flaw(file: string, message: string, mend: string): InputProblem {
  return new InputProblem({ place: { file }, message, mend });
}

/** The manifest of the whole that shards are joined to. @param facts of the command that does it */
export function mergedManifest(
  shards: readonly ShardFolder[],
  facts: Pick<StudyManifest, "node" | "command">,
): StudyManifest {
  const { study, ...manifest } = shards[0]!.manifest;
  const shard = { index: 1, count: 1 };
  return { ...manifest, ...facts, digest: "", complete: false, study: { ...study, shard } };
}

/**
 * Writes the study whose shards these are, as one run of all would have.
 * @param shards in their order
 * @throws InputProblem for rows that are missing, damaged or there twice
 */
export async function mergeStudies(
  store: FileStore,
  out: string,
  shards: readonly ShardFolder[],
  manifest: StudyManifest,
  report: RowReport,
): Promise<void> {
  const { runs } = manifest.study;
  await fillRunDirectory(store, out, manifest, async (fresh) => {
    const file = store.join(fresh, RUNS);
    await store.write(file, "");
    let text = "";
    for await (const { line } of interleaved(store, shards, runs)) {
      text += line;
      if (text.length < PIECE) continue;
      await store.append(file, text);
      text = "";
    }
    if (text !== "") await store.append(file, text);
  });
  await finishStudy(store, out, manifest, runs, report);
}

/** Rows of all shards in the order of the plan: the shards take turns. */
async function* interleaved(
  store: FileStore,
  shards: readonly ShardFolder[],
  runs: number,
): AsyncGenerator<RowLine> {
  const readers = shards.map(({ folder }) => rowsOf(store, folder));
  const damaged = (turn: number, message: string): InputProblem =>
    flaw(
      store.join(shards[turn]!.folder, RUNS),
      message,
      "delete the folder and do its shard again",
    );
  for (let run = 1; run <= runs; run++) {
    const turn = (run - 1) % shards.length;
    const next = await readers[turn]!.next();
    const row = next.done === true ? null : next.value.row;
    if (next.done === true || row?.run !== run) {
      const found = row === null ? "no row that can be read" : `run ${row.run}`;
      throw damaged(turn, `found ${found}, expected run ${run}`);
    }
    yield next.value;
  }
  for (const [turn, reader] of readers.entries()) {
    const next = await reader.next();
    if (next.done !== true) throw damaged(turn, "found more rows than its shard has runs");
  }
}
