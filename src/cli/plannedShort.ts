import { departures, isShort, type RunResult, type StayOutcome } from "../kpi/index.ts";
import type { ChargingPlan, PlanningProblem } from "../messages/index.ts";
import type { ForeseenShort } from "../record/index.ts";
import { explained } from "../planning/index.ts";
import { shortfallText } from "../report/index.ts";

/** Buses whose reasons are told: those that are shortest. */
const TOLD = 2;

/** A session that a plan leaves short. */
interface Foreseen {
  readonly problem: PlanningProblem;
  readonly plan: ChargingPlan;
  readonly index: number;
}

/** Why a bus was short: for people, and for what makes other words of it. */
export interface Reason {
  readonly sentence: string;
  readonly foreseen: ForeseenShort;
}

/** Keeps in mind which stays plans foresee to be short, and says why when they were. */
export class PlannedShort {
  /** Of every stay that the last plan leaves short, the first plan since which all did: later ones are too late. */
  readonly #foreseen = new Map<string, Foreseen>();

  readonly hear = (problem: PlanningProblem, plan: ChargingPlan): void => {
    for (const [index, { id, unmetKwh }] of plan.sessions.entries()) {
      if (unmetKwh === 0) this.#foreseen.delete(id);
      else if (!this.#foreseen.has(id)) this.#foreseen.set(id, { problem, plan, index });
    }
  };

  /**
   * Why the shortest buses were short, as plans foresaw it; nothing of one that none did.
   * @param unplugBeforeMs between the end of a planned stay and departure
   * @param at writes an instant
   */
  reasons(run: RunResult, unplugBeforeMs: number, at: (atMs: number) => string): Reason[] {
    const short = departures(run).filter(isShort);
    const worst = short.toSorted((a, b) => b.unmetKwh - a.unmetKwh).slice(0, TOLD);
    return worst.flatMap((stay) => {
      const { vehicleId, plannedDepartureAtMs } = stay;
      const foreseen = [...this.#foreseen.entries()].find(
        ([id, { problem, index }]) =>
          id.startsWith(`${vehicleId}/`) &&
          problem.sessions[index]!.toMs + unplugBeforeMs === plannedDepartureAtMs,
      );
      return foreseen === undefined ? [] : reasonsOf(stay, foreseen[1], at);
    });
  }
}

/** None where no limit is known to be in the way: turns at a cabinet may be, or least powers. */
function reasonsOf(
  { vehicleId, plannedDepartureAtMs }: StayOutcome,
  { problem, plan, index }: Foreseen,
  at: (atMs: number) => string,
): Reason[] {
  // How much more would do takes a dozen plans; where plans follow curves that is too long to wait.
  const mended = plan.relaxed.length === 0 ? undefined : 0;
  const { sessions } = explained(problem, plan, mended);
  const session = { ...problem.sessions[index]!, id: vehicleId };
  const planned = sessions[index]!;
  const { shortfall } = planned;
  if (shortfall === null) return [];
  const isCabinet = problem.cabinets.some(({ id }) => id === shortfall.nodeId);
  const foreseen = {
    vehicleId,
    plannedDepartureAtMs: plannedDepartureAtMs ?? session.toMs,
    isCabinet,
    ...shortfall,
  };
  return [{ sentence: shortfallText(problem, session, planned, at), foreseen }];
}
