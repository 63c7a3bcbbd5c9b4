import type { Command, Observation } from "../../messages/index.ts";

/** What befell the process itself. */
export type Mark = "started" | "restarted" | "stopped" | "fellBehind" | "clockStepped" | "diskFull";

/** One thing that a live kernel learned, asked, or met with. */
export type JournalEntry =
  | {
      readonly kind: "observation";
      readonly observation: Observation;
      /** Where it came over a pipe: what is kept together with this is all that was said up to this instant. */
      readonly upTo?: number;
    }
  | { readonly kind: "command"; readonly command: Command }
  | { readonly kind: "mark"; readonly mark: Mark; readonly note?: string };

/** An entry as it stands in the journal. */
export interface JournalRecord {
  /** 1, 2, 3, … without a gap. */
  readonly seq: number;
  /** Virtual time. */
  readonly atMs: number;
  /** What the clock on the wall said; nothing is decided by it. */
  readonly wallMs: number | null;
  readonly entry: JournalEntry;
}
