import type { Controller } from "../control/index.ts";
import type { Command, Observation } from "../messages/index.ts";
import {
  ForeignJournal,
  type JournalFiles,
  readJournal,
  readSnapshot,
  snapshotsIn,
} from "../record/index.ts";
import type { TwinSnapshot } from "./twinSnapshot.ts";

/** What came of feeding a journal to a controller. */
export type Replayed =
  | {
      readonly kind: "same";
      readonly commands: number;
      readonly observations: number;
      /** The record before the first that was fed: its state was there, the journal before it is not; 0: all is. */
      readonly fromSeq: number;
    }
  | {
      readonly kind: "differs";
      /** The record that should have been. */
      readonly seq: number;
      readonly atMs: number;
      /** What it was an answer to. */
      readonly cause: Observation | null;
      /** null: nothing was asked. */
      readonly recorded: Command | null;
      readonly derived: Command | null;
    };

/**
 * Feeds the observations of a journal to a controller, which must ask for the same, byte for byte.
 * @param controller before anything has happened
 * @throws DamagedJournal, ForeignJournal
 */
export function replayed(controller: Controller, files: JournalFiles): Replayed {
  const { records, firstSeq } = readJournal(files);
  const fromSeq = firstSeq === 1 ? 0 : restoredSeq(controller, files, firstSeq);
  const derived: Command[] = [];
  const counts = { commands: 0, observations: 0 };
  let cause: Observation | null = null;
  let end = { seq: fromSeq, atMs: 0 };
  for (const { seq, atMs, entry } of records) {
    end = { seq, atMs };
    if (seq <= fromSeq || entry.kind === "mark") continue;
    const recorded = entry.kind === "command" ? entry.command : null;
    const expected = derived.shift() ?? null;
    if (JSON.stringify(recorded) !== JSON.stringify(expected)) {
      return { kind: "differs", seq, atMs, cause, recorded, derived: expected };
    }
    if (entry.kind === "command") {
      counts.commands++;
      continue;
    }
    counts.observations++;
    cause = entry.observation;
    controller.step(cause, (command) => derived.push(command));
  }
  const { seq, atMs } = end;
  if (derived[0] !== undefined) {
    return { kind: "differs", seq: seq + 1, atMs, cause, recorded: null, derived: derived[0] };
  }
  return { kind: "same", ...counts, fromSeq };
}

/** Has the controller begin with the first snapshot that is kept, and says after which record that was made. */
function restoredSeq(controller: Controller, files: JournalFiles, firstSeq: number): number {
  for (const seq of snapshotsIn(files.list()).toReversed()) {
    const snapshot = seq >= firstSeq - 1 ? readSnapshot(files, seq) : null;
    if (snapshot === null) continue;
    controller.restore((snapshot.state as TwinSnapshot).simulation.management.controller);
    return seq;
  }
  throw new ForeignJournal(
    `the journal begins with record ${firstSeq}, and there is no snapshot to begin with`,
  );
}
