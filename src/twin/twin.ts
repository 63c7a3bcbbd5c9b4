import type { ControlView, RequestsSnapshot } from "../control/index.ts";
import type { Steppable } from "../engine/index.ts";
import type { RunResult } from "../kpi/index.ts";
import type { FromOutside } from "../messages/index.ts";
import type { Journal, Mark, OpenedJournal } from "../record/index.ts";
import type { Scenario } from "../scenario/index.ts";
import { Simulation } from "../simulation/index.ts";
import { type Belief, beliefOf } from "./forecast/belief.ts";
import { JournalDiffers } from "./journalDiffers.ts";
import { TwinJournal } from "./twinJournal.ts";
import type { TwinSnapshot } from "./twinSnapshot.ts";

/**
 * The charge management of a scenario and the depot that it works on, here a simulated one, with a journal of
 * all that it hears and asks. It can end at any moment, even without being told, and goes on from its journal to
 * the same commands and results.
 */
export class Twin implements Steppable {
  readonly #spec: Scenario;
  readonly #simulation: Simulation;
  readonly #disk: Journal;
  readonly #journal: TwinJournal;
  /** Whether the journal had anything when it was opened. */
  readonly #isBegun: boolean;

  /** @param metersPoints whether the result holds what each point gave; the same at every start */
  constructor(spec: Scenario, opened: OpenedJournal, metersPoints = false) {
    this.#spec = spec;
    this.#disk = opened.journal;
    this.#isBegun = opened.journal.seq > 0;
    const isPresystemElsewhere = spec.presystems !== null;
    this.#journal = new TwinJournal(opened, isPresystemElsewhere);
    const listeners = { journal: this.#journal, isPresystemElsewhere };
    this.#simulation = new Simulation(spec, undefined, listeners, metersPoints);
    const saved = opened.recovered.snapshot as TwinSnapshot | null;
    if (saved !== null) this.#simulation.restore(saved.simulation);
  }

  get nowMs(): number {
    return this.#simulation.nowMs;
  }

  get nextAtMs(): number {
    return this.#simulation.nextAtMs;
  }

  /** Whether all has happened that is to. */
  get isOver(): boolean {
    return this.nextAtMs > this.#spec.run.toMs;
  }

  /** How the journal is: of the last record, of the last that is kept for good, and what it takes of the disk. */
  get kept(): Pick<Journal, "seq" | "committedSeq" | "bytes"> {
    const { seq, committedSeq, bytes } = this.#disk;
    return { seq, committedSeq, bytes };
  }

  /**
   * Comes to where the journal ends, and says in it that it has begun. Once, before anything else.
   * @throws JournalDiffers when something else is derived than was recorded
   */
  begin(): void {
    while (this.#journal.ahead !== null) this.#deriveNext();
    this.mark(this.#isBegun ? "restarted" : "started");
  }

  /** All that is due at the next instant; false when nothing is. */
  step(): boolean {
    const { nextAtMs } = this;
    if (nextAtMs === Infinity) return false;
    this.#instant();
    if (this.#disk.isSnapshotDue) this.saveSnapshot();
    return true;
  }

  /**
   * Takes in what somebody outside wants, known at one instant, together with what else happens then; it
   * is kept for good when this returns.
   */
  order(...orders: readonly FromOutside[]): void {
    const [first] = orders;
    if (first === undefined) return;
    while (this.nextAtMs < first.knownAtMs) this.step();
    for (const order of orders) this.#simulation.order(order);
    this.step();
  }

  mark(mark: Mark, note?: string): void {
    this.#journal.mark(mark, this.nowMs, note);
  }

  snapshot(): TwinSnapshot {
    return { simulation: this.#simulation.snapshot() };
  }

  /** Keeps the state as it is between two instants. */
  saveSnapshot(): void {
    this.#disk.saveSnapshot(this.snapshot());
  }

  /** What is believed at an instant before which nothing is due. */
  viewAt(atMs: number): ControlView {
    return this.#simulation.view(atMs);
  }

  /** All that presystems want, as far as is known. */
  requests(): RequestsSnapshot {
    return this.#simulation.managementSnapshot().controller.requests;
  }

  /** What is believed at an instant, for a forecast. */
  beliefAt(atMs: number): Belief {
    return beliefOf(
      {
        view: () => this.viewAt(atMs),
        snapshot: () => this.#simulation.managementSnapshot().controller,
      },
      atMs,
    );
  }

  /** What has happened so far; nothing more can after that. */
  finish(): RunResult {
    return this.#simulation.finish();
  }

  #instant(): void {
    const { nextAtMs } = this;
    while (this.nextAtMs === nextAtMs) this.#simulation.step();
  }

  /** Orders come from outside: they are given once more as they were recorded. */
  #deriveNext(): void {
    const orders = this.#journal.ordersAhead(this.#simulation.waiting);
    const [first] = orders;
    if (first !== undefined && this.nextAtMs >= first.knownAtMs) {
      for (const order of orders) this.#simulation.order(order);
    } else if (this.isOver) throw new JournalDiffers(this.#journal.ahead!, null);
    this.#instant();
  }
}
