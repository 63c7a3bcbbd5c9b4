import { command, type PlanReady } from "../messages/index.ts";
import { bestOutlet } from "../physics/index.ts";
import type { Emit } from "./enforcement.ts";
import { PlanBook, type PlanBookSnapshot } from "./planBook.ts";
import type { PlanInForce } from "./planInForce.ts";
import { PlanTracking } from "./planTracking.ts";
import type { Belief } from "./belief.ts";
import { problemOf } from "./problemOf.ts";
import { Replanning, type ReplanningSnapshot } from "./replanning.ts";

/** Plain JSON. */
export interface PlanningSnapshot {
  readonly book: PlanBookSnapshot;
  readonly replanning: ReplanningSnapshot;
}

/** All that a controller needs to have its plans made elsewhere: when to ask, what for, what of it. */
export class Planning {
  readonly tracking: PlanTracking;
  readonly replanning: Replanning;
  readonly #belief: Belief;
  readonly #book: PlanBook;

  constructor(known: Omit<Belief, "anyOutlet">) {
    const { model } = known;
    this.#belief = { ...known, anyOutlet: bestOutlet(model.tree, model.points) };
    this.#book = new PlanBook(model.options.quantumMs);
    this.replanning = new Replanning(this.#belief, this.#book);
    this.tracking = new PlanTracking({
      ...known,
      book: this.#book,
      onBehind: (nowMs) => this.replanning.behind(nowMs),
    });
  }

  /** The plan that is carried out; null: none was ever made. */
  get inForce(): PlanInForce | null {
    return this.#book.inForce;
  }

  /**
   * Asks for a plan if one is due.
   * @param nextCommandId called once for each command
   * @returns whether it did: then the answer may come at once
   */
  ask(nowMs: number, nextCommandId: () => number, emit: Emit): boolean {
    if (nowMs < this.replanning.dueAtMs) return false;
    const problem = problemOf(this.#belief, this.#book.paidPeakKw, nowMs);
    const isIdle = problem.sessions.length === 0;
    this.replanning.asked(nowMs, isIdle);
    if (isIdle) return false;
    const commandId = nextCommandId();
    this.#book.asked({ commandId, problem });
    emit(command({ kind: "requestPlan", commandId, atMs: nowMs, problem }));
    return true;
  }

  /** Takes a plan; false: nobody waits for it. */
  ready(planReady: PlanReady): boolean {
    return this.#book.answered(planReady);
  }

  snapshot(): PlanningSnapshot {
    return { book: this.#book.snapshot(), replanning: this.replanning.snapshot() };
  }

  restore({ book, replanning }: PlanningSnapshot): void {
    this.#book.restore(book);
    this.replanning.restore(replanning);
  }
}
