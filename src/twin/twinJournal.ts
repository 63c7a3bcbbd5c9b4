import type { Command, Observation, FromOutside } from "../messages/index.ts";
import type { Journal, JournalEntry, JournalRecord, Mark, OpenedJournal } from "../record/index.ts";
import type { ControlJournal } from "../simulation/index.ts";
import { isFromOutside } from "./isFromOutside.ts";
import { JournalDiffers } from "./journalDiffers.ts";

/**
 * Keeps what the charge management hears and asks. After a restart the same is derived once more:
 * then it is held against what the journal has, until that is all read, and only what is new is kept.
 */
export class TwinJournal implements ControlJournal {
  readonly #journal: Journal;
  readonly #recorded: Iterator<JournalRecord>;
  /** What has to be derived again next, as far as it was looked at. */
  readonly #next: JournalRecord[] = [];
  readonly #isPresystemElsewhere: boolean;

  constructor({ journal, recovered }: OpenedJournal, isPresystemElsewhere: boolean) {
    this.#isPresystemElsewhere = isPresystemElsewhere;
    this.#journal = journal;
    this.#recorded = recovered.entries[Symbol.iterator]();
  }

  /** What the journal has next that is not yet derived again; null: nothing. */
  get ahead(): JournalRecord | null {
    return this.#peek(0);
  }

  /**
   * What came from outside, at one instant, and is next in the journal; empty: something else is.
   * @param after so many others, which wait to be heard with it
   */
  ordersAhead(after: number): FromOutside[] {
    const orders: FromOutside[] = [];
    for (;;) {
      const entry = this.#peek(after + orders.length)?.entry;
      if (entry?.kind !== "observation") return orders;
      const { observation } = entry;
      const atMs = orders[0]?.knownAtMs ?? observation.knownAtMs;
      if (observation.knownAtMs !== atMs) return orders;
      if (!isFromOutside(observation, this.#isPresystemElsewhere)) return orders;
      orders.push(observation);
    }
  }

  observed(observation: Observation): void {
    this.#keep({ kind: "observation", observation }, observation.knownAtMs);
  }

  commanded(command: Command): void {
    this.#keep({ kind: "command", command }, command.atMs);
  }

  /** Says what befell the process. Only when nothing is ahead. */
  mark(mark: Mark, atMs: number, note?: string): void {
    const entry = { kind: "mark", mark } as const;
    this.#journal.append(note === undefined ? entry : { ...entry, note }, atMs);
    this.#journal.commit();
  }

  /** @throws what the disk throws: a depot that is ours stands still until it goes on */
  commit(): boolean {
    if (this.ahead === null) this.#journal.commit();
    return true;
  }

  /** @throws JournalDiffers when the journal has something else */
  #keep(entry: JournalEntry, atMs: number): void {
    const recorded = this.ahead;
    if (recorded === null) {
      this.#journal.append(entry, atMs);
      return;
    }
    if (JSON.stringify(recorded.entry) !== JSON.stringify(entry)) {
      throw new JournalDiffers(recorded, entry);
    }
    this.#next.shift();
  }

  /** What befell the process is not derived. */
  #peek(i: number): JournalRecord | null {
    while (this.#next.length <= i) {
      const { done, value } = this.#recorded.next();
      if (done === true) return null;
      if (value.entry.kind !== "mark") this.#next.push(value);
    }
    return this.#next[i]!;
  }
}
