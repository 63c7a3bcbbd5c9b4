/** Whose journal it is: stands at the head of each of its files. */
export interface JournalHeader {
  readonly scenarioHash: string;
  /** What decides results: the version and a hash of the code. */
  readonly engineVersion: string;
  /** Virtual time at which the run begins. */
  readonly startMs: number;
  readonly seed: number;
}

/** The header alone, of what holds more. */
export function journalHeader(more: JournalHeader): JournalHeader {
  const { scenarioHash, engineVersion, startMs, seed } = more;
  return { scenarioHash, engineVersion, startMs, seed };
}
