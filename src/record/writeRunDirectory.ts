/** Write access to a disk, given from outside. */
export interface FileStore {
  /** Text of a file, null when there is none. */
  readText(path: string): Promise<string | null>;
  /** Content of a file, null when there is none. */
  readBytes(path: string): Promise<Uint8Array | null>;
  /** Names in a folder, null when there is none. */
  list(path: string): Promise<readonly string[] | null>;
  makeFolder(path: string): Promise<void>;
  /** A file, and the folders above it. */
  write(path: string, content: string | Uint8Array): Promise<void>;
  /** Text at the end of a file, which is made when there is none. */
  append(path: string, text: string): Promise<void>;
  /** A file piece by piece; throws when there is none. */
  pieces(path: string): AsyncIterable<Uint8Array>;
  move(from: string, to: string): Promise<void>;
  /** A folder and all in it; nothing when it is not there. */
  remove(path: string): Promise<void>;
  /** @throws when a file or folder there could not be made or replaced */
  checkWritable(path: string): Promise<void>;
  join(...parts: readonly string[]): string;
  /** A path beside this one that nobody else uses. */
  aside(path: string): string;
}

/** `manifest.json`: whose folder this is, and how to get it again. */
export interface Manifest {
  readonly tool: "busbar";
  readonly version: string;
  readonly node: string;
  /** The command that makes this folder again. */
  readonly command: string;
  readonly digest: string;
  /** false: the run was interrupted, the results are partial. */
  readonly complete: boolean;
}

/** Its name, in every folder of a run. */
export const MANIFEST = "manifest.json";

/** Folder of the journal within that of a run. */
export const JOURNAL = "journal";

/** A folder that holds something other than a run of ours. */
export class ForeignFolder extends Error {
  constructor(path: string, what = "files that busbar did not make") {
    super(`${path} holds ${what}`);
    this.name = "ForeignFolder";
  }
}

/**
 * @throws ForeignFolder unless a run may be written there: no folder, an empty one,
 * one of ours without a journal; what the store throws when it could not be
 * @param keepsJournal whether a journal in it is left as it is
 */
export async function checkRunDirectory(
  store: FileStore,
  path: string,
  keepsJournal = false,
): Promise<void> {
  await store.checkWritable(path);
  const names = await store.list(path);
  if (names === null || names.length === 0) return;
  const manifest = await store.readText(store.join(path, MANIFEST));
  if (manifest === null || !isOurs(manifest)) throw new ForeignFolder(path);
  if (names.includes(JOURNAL) && !keepsJournal) {
    throw new ForeignFolder(path, "the journal of a twin");
  }
}

/**
 * Writes a run folder: aside first, then moved when whole, so that no half of
 * one is ever seen. What was there of our own making is replaced.
 *
 * @throws ForeignFolder, or what the store throws; the old folder is then as it was,
 * or the new one is whole where all that failed was to take the old one away
 */
export async function writeRunDirectory(
  store: FileStore,
  path: string,
  manifest: Manifest,
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<void> {
  await fillRunDirectory(store, path, manifest, async (folder) => {
    for (const [name, content] of Object.entries(files)) {
      await store.write(store.join(folder, name), content);
    }
  });
}

/**
 * As `writeRunDirectory`, for files that come piece by piece.
 * @param fill writes everything but the manifest into a folder
 */
export async function fillRunDirectory(
  store: FileStore,
  path: string,
  manifest: Manifest,
  fill: (folder: string) => Promise<void>,
): Promise<void> {
  await checkRunDirectory(store, path);
  const fresh = store.aside(path);
  const old = store.aside(path);
  try {
    await store.makeFolder(fresh);
    await fill(fresh);
    await store.write(store.join(fresh, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
    await replace(store, path, fresh, old);
  } catch (error) {
    // What went wrong first is what people need to hear of.
    await store.remove(fresh).catch(() => {});
    throw error;
  }
  await store.remove(old);
}

/** Moves the fresh folder to its place, and what was there to `old`. */
async function replace(store: FileStore, path: string, fresh: string, old: string): Promise<void> {
  const hadOne = (await store.list(path)) !== null;
  if (hadOne) await store.move(path, old);
  try {
    await store.move(fresh, path);
  } catch (error) {
    if (!hadOne) throw error;
    await store.move(old, path).catch(() => {
      const { code } = error as { code?: string };
      const told = new Error(`${path}, and what was there is now ${old}`, { cause: error });
      throw Object.assign(told, { code });
    });
    throw error;
  }
}

/** Whether that is a manifest of ours. */
export function isOurs(manifest: string): boolean {
  try {
    return (JSON.parse(manifest) as Partial<Manifest>).tool === "busbar";
  } catch {
    return false;
  }
}
