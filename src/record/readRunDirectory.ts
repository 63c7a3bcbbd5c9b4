import { readRun } from "./readRun.ts";
import type { RunFiles } from "./runFiles.ts";
import type { RunRecord } from "./runRecord.ts";
import { UnreadableRun } from "./unreadableRun.ts";
import { type FileStore, isOurs, MANIFEST, type Manifest } from "./writeRunDirectory.ts";

/** Of `summary.json` and `depot.json`; what is newer is another program's. */
const SCHEMA_VERSION = 1;

const FILES = ["summary.json", "depot.json", "sessions.csv", "series.parquet", "points.parquet"];

/**
 * Reads a finished run from its folder.
 * @throws UnreadableRun for a folder of another kind, of a newer program, or damaged
 */
export async function readRunDirectory(store: FileStore, path: string): Promise<RunRecord> {
  const names = await listed(store, path);
  const text = names.includes(MANIFEST) ? await store.readText(store.join(path, MANIFEST)) : null;
  if (text === null) {
    const inner = await runsWithin(store, path, names);
    const mend = inner.length > 0 ? `; there are runs in it: ${inner.join(", ")}` : "";
    throw new UnreadableRun(`${path} is no folder of a run: there is no ${MANIFEST} in it${mend}`);
  }
  if (!isOurs(text)) throw new UnreadableRun(`${path} is no folder of a run of busbar`);
  const manifest = JSON.parse(text) as Manifest;
  const files: Record<string, Uint8Array | string> = {};
  for (const name of FILES.filter((each) => names.includes(each))) {
    const bytes = (await store.readBytes(store.join(path, name)))!;
    files[name] = name.endsWith(".parquet") ? bytes : new TextDecoder().decode(bytes);
  }
  try {
    checkVersions(files, manifest);
    return await readRun(manifest, files);
  } catch (error) {
    if (!(error instanceof UnreadableRun)) throw error;
    throw new UnreadableRun(`${path}: ${error.message}; make it again: ${manifest.command}`);
  }
}

/** @throws UnreadableRun for what is not there, or no folder */
async function listed(store: FileStore, path: string): Promise<readonly string[]> {
  const names = await store.list(path).catch((error: unknown) => {
    if ((error as { code?: string }).code !== "ENOTDIR") throw error;
    throw new UnreadableRun(`${path} is a file, expected the folder of a run`);
  });
  if (names === null) throw new UnreadableRun(`there is no folder ${path}`);
  return names;
}

/** Folders below that hold runs: people name `out` where they mean a run in it. */
async function runsWithin(
  store: FileStore,
  path: string,
  names: readonly string[],
): Promise<string[]> {
  const found: string[] = [];
  for (const name of names.slice(0, 100)) {
    const inner = store.join(path, name);
    const within = await store.list(inner).catch(() => null);
    if (within?.includes(MANIFEST) === true && found.length < 3) found.push(inner);
  }
  return found;
}

function checkVersions(files: RunFiles, { version }: Manifest): void {
  for (const name of ["summary.json", "depot.json"]) {
    const text = files[name];
    const found = typeof text === "string" ? versionIn(text) : null;
    if (found === null || found <= SCHEMA_VERSION) continue;
    throw new UnreadableRun(
      `${name} has schemaVersion ${found}, this program reads ${SCHEMA_VERSION}: ` +
        `it takes busbar ${version} or newer`,
    );
  }
}

function versionIn(text: string): number | null {
  try {
    const found = (JSON.parse(text) as { schemaVersion?: unknown }).schemaVersion;
    return typeof found === "number" ? found : null;
  } catch {
    return null;
  }
}
