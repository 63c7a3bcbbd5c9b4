import type { FileStore } from "./writeRunDirectory.ts";

/**
 * Writes a file: aside first, then moved when whole, so that no half of one is ever read.
 * @throws what the store throws; what was there is then as it was
 */
export async function writeWhole(
  store: FileStore,
  file: string,
  content: string | Uint8Array,
): Promise<void> {
  const fresh = store.aside(file);
  try {
    await store.write(fresh, content);
    await store.move(fresh, file);
  } catch (error) {
    // What went wrong first is what people need to hear of.
    await store.remove(fresh).catch(() => {});
    throw error;
  }
}
