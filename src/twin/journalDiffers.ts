import type { JournalEntry, JournalRecord } from "../record/index.ts";

/** What a journal has is not what the same engine makes of the same scenario: a bug. */
export class JournalDiffers extends Error {
  override readonly name = "JournalDiffers";

  /** @param derived what comes instead; null: nothing does any more */
  constructor({ seq, entry }: JournalRecord, derived: JournalEntry | null) {
    super(
      `record ${seq} of the journal is not what is derived again\n` +
        `  recorded  ${JSON.stringify(entry)}\n` +
        `  derived   ${derived === null ? "nothing" : JSON.stringify(derived)}`,
    );
  }
}
