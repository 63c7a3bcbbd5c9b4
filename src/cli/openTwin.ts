import {
  addToRunDirectory,
  checkRunDirectory,
  ForeignJournal,
  JOURNAL,
  Journal,
  type JournalDisk,
  type JournalHeader,
  type OpenedJournal,
  shortHash,
} from "../record/index.ts";
import { type LoadedScenario, loadScenario } from "../scenario/index.ts";
import { openVariant, type Variant } from "../study/index.ts";
import { ORIGIN, type TwinOrigin } from "../twin/index.ts";
import { parsedOrigin } from "./readOrigin.ts";
import { shellCommand } from "./shellCommand.ts";
import type { Surroundings } from "./surroundings.ts";
import type { TwinArguments } from "./twinOptions.ts";

/** The folder of a twin, with its journal open. */
export interface OpenFolder {
  readonly loaded: LoadedScenario;
  readonly opened: OpenedJournal;
  /** Of the run. */
  readonly folder: string;
  readonly journalFolder: string;
  /** Lets another process have the folder. */
  readonly release: () => void;
}

/** Opens the folder of a twin, new or to be gone on with. */
export async function openTwin(args: TwinArguments, around: Surroundings): Promise<OpenFolder> {
  const { store, live } = around;
  const { variant, loaded } = await variantOf(args, around);
  const { scenario, resolved } = loaded;
  const kind = args.depot === undefined ? "twin" : "attached";
  const folder = args.out ?? store.join("out", `${kind}-${scenario.name}-${shortHash(resolved)}`);
  await checkRunDirectory(store, folder, true);
  const isNew = (await store.list(folder)) === null;
  if (isNew) await addToRunDirectory(store, folder, begun(around), {});
  const journalFolder = store.join(folder, JOURNAL);
  const disk = live.journalDisk(journalFolder);
  try {
    keepOrigin(args, around, disk, journalFolder);
    const header: JournalHeader = {
      scenarioHash: variant.hash,
      engineVersion: around.engineVersion(),
      startMs: scenario.run.fromMs,
      seed: scenario.seed,
    };
    const opened = Journal.open(disk, header, { wallMs: () => live.wallMs() });
    return { loaded, opened, folder, journalFolder, release: () => disk.release() };
  } catch (error) {
    disk.release();
    throw error;
  }
}

/** @throws ForeignJournal where the depot was in this process, and now is not, or the other way round */
function keepOrigin(
  { scenario, set, seed, depot }: TwinArguments,
  { store, files }: Surroundings,
  disk: JournalDisk,
  journalFolder: string,
): void {
  const file = store.join(journalFolder, ORIGIN);
  const isAttached = depot !== undefined;
  if (disk.list().includes(ORIGIN)) {
    const before = parsedOrigin(new TextDecoder().decode(disk.read(ORIGIN)), file);
    if ((before.isAttached ?? false) !== isAttached) {
      const [had, option] = isAttached
        ? ["its own depot", "without"]
        : ["a depot elsewhere", "with"];
      throw new ForeignJournal(
        `the journal in ${journalFolder} is of a twin with ${had}; go on ${option} --depot, or take another --out`,
      );
    }
  }
  const origin: TwinOrigin = {
    schemaVersion: 1,
    scenario: files.seenFrom(scenario, file),
    settings: set,
    seed: seed ?? null,
    ...(isAttached ? { isAttached } : {}),
  };
  disk.replace(ORIGIN, new TextEncoder().encode(`${JSON.stringify(origin, null, 2)}\n`));
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
