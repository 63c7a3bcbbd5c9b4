/** What a twin was begun with, beside its journal: enough to read the scenario again. Plain JSON. */
export interface TwinOrigin {
  readonly schemaVersion: 1;
  /** Seen from the journal's folder. */
  readonly scenario: string;
  /** `path=value`, in order. */
  readonly settings: readonly string[];
  /** null: that of the scenario. */
  readonly seed: number | null;
}

/** Its name in the folder of the journal. */
export const ORIGIN = "origin.json";
