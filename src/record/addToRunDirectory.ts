import { checkRunDirectory, type FileStore, MANIFEST, type Manifest } from "./writeRunDirectory.ts";
import { writeWhole } from "./writeWhole.ts";

/**
 * Writes files of a run into its folder and leaves what else is there: each as a whole, the manifest last.
 * @throws ForeignFolder, or what the store throws; some of the files may then be new
 */
export async function addToRunDirectory(
  store: FileStore,
  path: string,
  manifest: Manifest,
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<void> {
  await checkRunDirectory(store, path, true);
  await store.makeFolder(path);
  for (const [name, content] of Object.entries(files)) {
    await writeWhole(store, store.join(path, name), content);
  }
  await writeWhole(store, store.join(path, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
}
