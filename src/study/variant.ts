import { canonicalJson } from "../planning/index.ts";
import { hashOf } from "../record/index.ts";
import {
  type Files,
  type LoadedScenario,
  type PreparedScenario,
  prepareScenario,
} from "../scenario/index.ts";
import { filesOf, KeepingFiles, type KeptFiles } from "./keptFiles.ts";

/** One way a depot may be: a scenario and what is set in it, all its files read. Plain data. */
export interface Variant {
  readonly path: string;
  /** `path=value`, in order. */
  readonly settings: readonly string[];
  readonly name: string;
  readonly strategy: string;
  readonly files: KeptFiles;
  /** The command of one run, up to its seed. */
  readonly command: string;
  /** Of all that decides a run but its seed and the version of Busbar. */
  readonly hash: string;
  /** Of the same but its strategy: variants that share it share plug and charge and the smallest peaks. */
  readonly depotHash: string;
}

/**
 * Reads a variant and checks that it can be run.
 * @param command the command of one run, up to its seed
 * @throws InputProblem with everything that is wrong, at its place
 */
export async function openVariant(
  files: Files,
  path: string,
  settings: readonly string[],
  command: string,
): Promise<{ readonly variant: Variant; readonly loaded: LoadedScenario }> {
  const keeping = new KeepingFiles(files);
  const loaded = (await prepareScenario(keeping, path, settings)).withSeed(null);
  const { scenario, resolved } = loaded;
  const { kept } = keeping;
  // The scenario itself counts as it was understood: comments decide nothing.
  const others = [...kept.contents].filter(([file]) => file !== path);
  const hashed = (what: object): string =>
    hashOf([canonicalJson({ ...what, seed: null }), ...others.map(([, content]) => content)]);
  const hash = hashed(resolved);
  const depotHash = hashed({ ...resolved, control: { ...resolved.control, strategy: null } });
  const { name } = scenario;
  const strategy = scenario.law.name;
  const variant = { path, settings, name, strategy, files: kept, command, hash, depotHash };
  return { variant, loaded };
}

/** Reads a variant again, wherever it was sent. */
export function preparedVariant({
  files,
  path,
  settings,
}: Pick<Variant, "files" | "path" | "settings">): Promise<PreparedScenario> {
  return prepareScenario(filesOf(files), path, settings);
}
