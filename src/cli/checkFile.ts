import type { Surroundings } from "./surroundings.ts";
import { UsageProblem } from "./tellFailure.ts";

/**
 * Makes sure of a file before the work that ends in it.
 * @throws UsageProblem for a folder, what the store throws for a file that could not be written
 */
export async function checkFile(around: Surroundings, option: string, file: string): Promise<void> {
  await around.store.checkWritable(file);
  if (await isFolder(around, file)) {
    throw new UsageProblem(`--${option}: found ${file}, which is a folder, expected a file`);
  }
}

export async function isFolder({ store }: Surroundings, path: string): Promise<boolean> {
  // A file cannot be listed.
  return store.list(path).then(
    (names) => names !== null,
    () => false,
  );
}
