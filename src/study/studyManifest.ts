import type { FileStore, Manifest } from "../record/index.ts";
import type { RunPlan, Shard } from "./runPlan.ts";
import { planHash } from "./runPlan.ts";

/** `manifest.json` of many runs. */
export interface StudyManifest extends Manifest {
  readonly study: {
    /** Left out: one depot on many nights. */
    readonly kind?: "comparison";
    /** Of the whole plan, whatever shard this is. */
    readonly planHash: string;
    readonly scenario: string;
    readonly strategies: readonly string[];
    /** What was varied, in words: `seeds 1..200`. */
    readonly varied: string;
    /** Of the whole plan. */
    readonly runs: number;
    readonly shard: Shard;
  };
}

/** What a command knows of the folder it fills. */
export interface StudyFacts {
  readonly node: string;
  readonly command: string;
  /** What was varied, in words. */
  readonly varied: string;
  readonly kind?: "comparison";
}

/** The manifest of a study that has just begun. */
export function studyManifest(plan: RunPlan, shard: Shard, facts: StudyFacts): StudyManifest {
  const { node, command, varied, kind } = facts;
  return {
    tool: "busbar",
    version: plan.version,
    node,
    command,
    digest: "",
    complete: false,
    study: {
      ...(kind === undefined ? {} : { kind }),
      planHash: planHash(plan),
      scenario: plan.variants[0]!.name,
      strategies: [...new Set(plan.variants.map(({ strategy }) => strategy))],
      varied,
      runs: plan.jobs.length,
      shard,
    },
  };
}

/** The manifest of a folder, null where there is none of many runs. */
export async function readStudyManifest(
  store: FileStore,
  folder: string,
): Promise<StudyManifest | null> {
  const text = await store.readText(store.join(folder, "manifest.json"));
  try {
    const manifest = JSON.parse(text ?? "null") as Partial<StudyManifest> | null;
    return manifest?.tool === "busbar" && manifest.study !== undefined
      ? (manifest as StudyManifest)
      : null;
  } catch {
    return null;
  }
}
