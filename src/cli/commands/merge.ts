import { studyText } from "../../report/index.ts";
import { checkShards, mergedManifest, mergeStudies, Replications } from "../../study/index.ts";
import type { MergeArguments } from "../options.ts";
import { shellCommand } from "../shellCommand.ts";
import type { Surroundings } from "../surroundings.ts";
import { withAdvice } from "../withAdvice.ts";
import { exitCodeOf, folderName, tell } from "./replications.ts";

/** Joins the shards of a study into what one run of all would have written. */
export async function merge(args: MergeArguments, around: Surroundings): Promise<number> {
  const { store, nodeVersion: node } = around;
  const shards = await checkShards(store, args.folders);
  const command = shellCommand(around.args);
  const manifest = mergedManifest(shards, { node, command });
  const { scenario, planHash, shard } = manifest.study;
  const out = args.out ?? store.join("out", folderName(scenario, planHash, shard));
  const report = new Replications(manifest, studyText);
  const advice = `the shards are as they were; once that is mended:\n  ${command}`;
  await withAdvice(advice, () => mergeStudies(store, out, shards, manifest, report));
  tell(report.summary, out, args.json, around);
  return exitCodeOf(report.summary, false);
}
