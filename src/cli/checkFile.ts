import type { Surroundings } from "./surroundings.ts";
import { UsageProblem } from "./tellFailure.ts";

/**
 * Makes sure of a file before the work that ends in it.
 * @throws UsageProblem for a folder, what the store throws for a file that could not be written
 */
export async function checkFile(
  { store }: Surroundings,
  option: string,
  file: string,
): Promise<void> {
  await store.checkWritable(file);
  // A file cannot be listed.
  const isFolder = await store.list(file).then(
    (names) => names !== null,
    () => false,
  );
  if (isFolder) {
    throw new UsageProblem(`--${option}: found ${file}, which is a folder, expected a file`);
  }
}
