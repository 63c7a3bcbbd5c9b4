import {
  addToRunDirectory,
  checkRunDirectory,
  JOURNAL,
  Journal,
  type JournalHeader,
  type Recovered,
  shortHash,
} from "../record/index.ts";
import { type LoadedScenario, loadScenario } from "../scenario/index.ts";
import { openVariant, type Variant } from "../study/index.ts";
import { ORIGIN, Twin, type TwinOrigin } from "../twin/index.ts";
import { metersPoints } from "./metersPoints.ts";
import { shellCommand } from "./shellCommand.ts";
import type { Surroundings } from "./surroundings.ts";
import type { TwinArguments } from "./twinOptions.ts";

/** A twin in its folder, ready to begin. */
export interface OpenTwin {
  readonly loaded: LoadedScenario;
  readonly twin: Twin;
  readonly recovered: Recovered;
  /** Of the run. */
  readonly folder: string;
  readonly journalFolder: string;
  /** Lets another process have the folder. */
  readonly release: () => void;
}

/** Opens the twin of a scenario in a folder of its own, new or to be gone on with. */
export async function openTwin(args: TwinArguments, around: Surroundings): Promise<OpenTwin> {
  const { store, files, live } = around;
  const { variant, loaded } = await variantOf(args, around);
  const { scenario, resolved } = loaded;
  const folder = args.out ?? store.join("out", `twin-${scenario.name}-${shortHash(resolved)}`);
  await checkRunDirectory(store, folder, true);
  const isNew = (await store.list(folder)) === null;
  if (isNew) await addToRunDirectory(store, folder, begun(around), {});
  const journalFolder = store.join(folder, JOURNAL);
  const disk = live.journalDisk(journalFolder);
  try {
    const header: JournalHeader = {
      scenarioHash: variant.hash,
      engineVersion: around.engineVersion(),
      startMs: scenario.run.fromMs,
      seed: scenario.seed,
    };
    const opened = Journal.open(disk, header, { wallMs: () => live.wallMs() });
    const origin: TwinOrigin = {
      schemaVersion: 1,
      scenario: files.seenFrom(args.scenario, store.join(journalFolder, ORIGIN)),
      settings: args.set,
      seed: args.seed ?? null,
    };
    disk.replace(ORIGIN, new TextEncoder().encode(`${JSON.stringify(origin, null, 2)}\n`));
    const twin = new Twin(scenario, opened, metersPoints(scenario));
    const { recovered } = opened;
    return { loaded, twin, recovered, folder, journalFolder, release: () => disk.release() };
  } catch (error) {
    disk.release();
    throw error;
  }
}

/** A scenario as a variant, whose hash is of all that decides its run but the seed; with that seed. */
export async function variantOf(
  { scenario: path, set, seed }: Pick<TwinArguments, "scenario" | "set" | "seed">,
  { files }: Surroundings,
): Promise<{ readonly variant: Variant; readonly loaded: LoadedScenario }> {
  const { variant, loaded } = await openVariant(files, path, set, "");
  if (seed === undefined || seed === loaded.scenario.seed) return { variant, loaded };
  return { variant, loaded: await loadScenario(files, path, { settings: set, seed }) };
}

/** What says that the folder is ours before there is a result. */
function begun({ args, version, nodeVersion: node }: Surroundings) {
  const command = shellCommand(args);
  return { tool: "busbar", version, node, command, digest: "", complete: false } as const;
}
