import type {
  ChargingPlan,
  PlannedSession,
  PlanningProblem,
  PlanReady,
} from "../messages/index.ts";
import { PlanInForce } from "./planInForce.ts";

/** A problem that is with the planner, and the command that asked for a plan of it. */
interface Question {
  readonly commandId: number;
  readonly problem: PlanningProblem;
}

/** Plain JSON. */
export interface PlanBookSnapshot {
  readonly asked: Question | null;
  readonly problem: PlanningProblem | null;
  readonly plan: ChargingPlan | null;
  readonly paidPeakKw: number;
}

/** What was asked of the planner, and what it last answered. */
export class PlanBook {
  readonly #lastLookMs: number;
  #asked: Question | null = null;
  #inForce: PlanInForce | null = null;
  /** By id, as of the last problem. */
  #foreseen = new Map<string, PlannedSession>();
  /** The highest power at the connection that was planned and has come, or has come unplanned [kW]. */
  paidPeakKw = 0;

  /** @param lastLookMs so long before its end every session is looked at once more */
  constructor(lastLookMs: number) {
    this.#lastLookMs = lastLookMs;
  }

  /** The plan to follow; null: none was ever made. */
  get inForce(): PlanInForce | null {
    return this.#inForce;
  }

  /** What the last problem says of a session. */
  foreseen(id: string): PlannedSession | undefined {
    return this.#foreseen.get(id);
  }

  /** A problem goes to the planner. */
  asked(question: Question): void {
    this.#asked = question;
    this.#foreseen = byId(question.problem);
  }

  /** An answer; false: not to the last question, which changes nothing. */
  answered({ commandId, plan }: PlanReady): boolean {
    if (this.#asked?.commandId !== commandId) return false;
    this.#inForce = new PlanInForce(this.#asked.problem, plan, this.#lastLookMs);
    this.#asked = null;
    return true;
  }

  snapshot(): PlanBookSnapshot {
    return {
      asked: this.#asked,
      problem: this.#inForce?.problem ?? null,
      plan: this.#inForce?.plan ?? null,
      paidPeakKw: this.paidPeakKw,
    };
  }

  restore({ asked, problem, plan, paidPeakKw }: PlanBookSnapshot): void {
    const last = asked?.problem ?? problem;
    this.#asked = asked;
    this.#foreseen = last === null ? new Map() : byId(last);
    this.#inForce =
      problem === null || plan === null ? null : new PlanInForce(problem, plan, this.#lastLookMs);
    this.paidPeakKw = paidPeakKw;
  }
}

function byId({ sessions }: PlanningProblem): Map<string, PlannedSession> {
  return new Map(sessions.map((session) => [session.id, session]));
}
