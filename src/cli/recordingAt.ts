import { FileTrouble } from "../scenario/index.ts";
import type { Surroundings } from "./surroundings.ts";

/** What was recorded there. */
export type RecordingAt = "journal" | "frameLog" | null;

/** The folder of a journal, a frame log, or null for anything else, by what is in it. */
export async function recordingAt(
  path: string,
  { journals, files }: Pick<Surroundings, "journals" | "files">,
): Promise<RecordingAt> {
  if (
    journals(path)
      .list()
      .some((name) => /^journal-\d+\.ndjson$/.test(name))
  )
    return "journal";
  try {
    for await (const piece of files.readChunks(path)) {
      // Damaged it may be, too: any of the first lines will do.
      return /^\{"t":"\w+",/m.test(new TextDecoder().decode(piece)) ? "frameLog" : null;
    }
  } catch (error) {
    // Whoever reads it next tells.
    if (!(error instanceof FileTrouble)) throw error;
  }
  return null;
}
