import { JOURNAL, UnreadableRun } from "../record/index.ts";
import { ORIGIN, type TwinOrigin } from "../twin/index.ts";
import type { Surroundings } from "./surroundings.ts";

/** The folder of a twin's journal, and what it was begun with. */
export interface FoundTwin {
  readonly journalFolder: string;
  readonly origin: TwinOrigin;
  /** Where its scenario lies. */
  readonly scenario: string;
}

/**
 * Finds the journal of a twin.
 * @param folder of the run, or of the journal
 * @throws UnreadableRun when there is none
 */
export function readOrigin(folder: string, { journals, store, files }: Surroundings): FoundTwin {
  for (const journalFolder of [store.join(folder, JOURNAL), folder]) {
    const journal = journals(journalFolder);
    if (!journal.list().includes(ORIGIN)) continue;
    const text = new TextDecoder().decode(journal.read(ORIGIN));
    const origin = parsed(text, store.join(journalFolder, ORIGIN));
    const scenario = files.resolve(origin.scenario, store.join(journalFolder, ORIGIN));
    return { journalFolder, origin, scenario };
  }
  throw new UnreadableRun(
    `${folder} is no folder of a twin: there is no journal in it; busbar twin makes one`,
  );
}

function parsed(text: string, file: string): TwinOrigin {
  try {
    const origin = JSON.parse(text) as Partial<TwinOrigin>;
    if (origin.schemaVersion === 1) return origin as TwinOrigin;
  } catch {
    // Told below, as what is of another version.
  }
  throw new UnreadableRun(`${file} is not as this busbar writes it`);
}
