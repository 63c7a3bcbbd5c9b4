import { FileTrouble } from "../scenario/index.ts";
import type { Surroundings } from "./surroundings.ts";

/** Something that was recorded: the folder of a journal, or the file of a frame log. */
export interface RecordingAt {
  readonly kind: "journal" | "frameLog";
  readonly path: string;
}

/** What was recorded at a path, by what is there; null for anything else. A file of a journal stands for its folder. */
export async function recordingAt(
  path: string,
  { journals, files }: Pick<Surroundings, "journals" | "files">,
): Promise<RecordingAt | null> {
  const isJournal = journals(path)
    .list()
    .some((name) => /^journal-\d+\.ndjson$/.test(name));
  if (isJournal) return { kind: "journal", path };
  try {
    for await (const piece of files.readChunks(path)) {
      const text = new TextDecoder().decode(piece);
      if (/^\{"journal":\d/.test(text)) return { kind: "journal", path: files.resolve(".", path) };
      // Damaged it may be, too: any of the first lines will do.
      return /^\{"t":"\w+",/m.test(text) ? { kind: "frameLog", path } : null;
    }
  } catch (error) {
    // Whoever reads it next tells.
    if (!(error instanceof FileTrouble)) throw error;
  }
  return null;
}
