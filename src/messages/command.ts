import type { PointId, SessionId } from "./id.ts";
import type { PlanningProblem } from "./planningProblem.ts";

/** Everything the controller asks. Each is answered by a commandResult with its id, but for plans. */
export type Command =
  | SetLimit
  | Start
  | Stop
  | Precondition
  | RequestPlan
  | RaiseAlarm
  | ClearAlarm;

interface Asked {
  /** Rises by one with every command. */
  readonly commandId: number;
  readonly atMs: number;
}

/**
 * The most a point may give to this session. It ends at `untilMs` or with the
 * session, whichever is first, and falls through to the station's fallback.
 */
export interface SetLimit extends Asked {
  readonly kind: "setLimit";
  readonly pointId: PointId;
  readonly sessionId: SessionId;
  /** At the outlet; 0 pauses. */
  readonly limitKw: number;
  readonly untilMs: number;
}

/** Let energy flow in a session that was stopped. */
export interface Start extends Asked {
  readonly kind: "start";
  readonly pointId: PointId;
  readonly sessionId: SessionId;
}

/** End the flow of energy until started again. */
export interface Stop extends Asked {
  readonly kind: "stop";
  readonly pointId: PointId;
  readonly sessionId: SessionId;
}

/**
 * Have the cabin of the bus in this session warmed or cooled by what its plug gives, before its battery
 * gets any of that. It ends at `finishAtMs` or with the session, whichever is first; a later one takes its place.
 */
export interface Precondition extends Asked {
  readonly kind: "precondition";
  readonly pointId: PointId;
  readonly sessionId: SessionId;
  readonly startAtMs: number;
  readonly finishAtMs: number;
  /** The most it may take, at the outlet; 0: nothing any more. */
  readonly powerKw: number;
}

/** Solve a planning problem outside; the answer, if one comes, is a planReady with this id. */
export interface RequestPlan extends Asked {
  readonly kind: "requestPlan";
  readonly problem: PlanningProblem;
}

/** Tell people. */
export interface RaiseAlarm extends Asked {
  readonly kind: "raiseAlarm";
  readonly alarm: string;
  readonly reason: string;
}

/** It is over. */
export interface ClearAlarm extends Asked {
  readonly kind: "clearAlarm";
  readonly alarm: string;
}
