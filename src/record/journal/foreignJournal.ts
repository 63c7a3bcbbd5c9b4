import type { JournalHeader } from "./journalHeader.ts";

/** A folder with the journal of something else, or with none. */
export class ForeignJournal extends Error {
  override readonly name = "ForeignJournal";
}

/** @throws ForeignJournal unless a journal with that header can be gone on with */
export function checkSameJournal(file: string, found: JournalHeader, wanted: JournalHeader): void {
  const elsewhere =
    "go on with the scenario it was begun with, or begin a journal in another folder";
  const differs = (what: string, is: unknown, not: unknown, mend: string): ForeignJournal =>
    new ForeignJournal(`${file} belongs to ${what} ${String(is)}, this is ${String(not)}; ${mend}`);
  for (const [key, what] of [
    ["scenarioHash", "the scenario with hash"],
    ["seed", "seed"],
    ["startMs", "a run that starts at"],
  ] as const) {
    if (found[key] !== wanted[key]) throw differs(what, found[key], wanted[key], elsewhere);
  }
  if (found.engineVersion === wanted.engineVersion) return;
  throw differs(
    "busbar",
    found.engineVersion,
    wanted.engineVersion,
    "go on with that version, or begin a journal in another folder (this one can still be read)",
  );
}
