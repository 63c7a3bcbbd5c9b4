import type { Command, Observation } from "../../messages/index.ts";

/** Of this format. */
export const PIPE_VERSION = 2;

/**
 * How time goes. In lock-step the depot's stands still until an instant is answered, and the
 * controller's goes by it; paced, each end has a clock of its own.
 */
export type Pacing = "lockStep" | "paced";

/** The first word of the depot's end. */
export interface DepotHello {
  readonly kind: "depotHello";
  readonly version: number;
  /** Hash of what both ends must agree on. */
  readonly scenario: string;
  readonly pacing: Pacing;
  /** Virtual time at the depot. */
  readonly nowMs: number;
  /** Virtual seconds per second; null in lock-step. */
  readonly speed: number | null;
  /** Number of the last instant; 0: none. */
  readonly lastNumber: number;
}

/** What the controller's end answers. */
export interface ControlHello {
  readonly kind: "controlHello";
  readonly version: number;
  readonly scenario: string;
  /** All instants up to this number are kept. */
  readonly keptUpTo: number;
}

/** One end will not talk with the other. */
export interface Refused {
  readonly kind: "refused";
  readonly reason: string;
}

/** What devices said at an instant; numbers rise. In lock-step it is answered by an `Asked`. */
export interface Instant {
  readonly kind: "instant";
  readonly number: number;
  readonly atMs: number;
  readonly observations: readonly Observation[];
}

/** All that holds, for a listener who may have missed something. It needs no answer. */
export interface FullReport {
  readonly kind: "fullReport";
  readonly number: number;
  readonly atMs: number;
  readonly observations: readonly Observation[];
}

/** Nothing more will come: the depot's time is over. */
interface Over {
  readonly kind: "over";
}

/** The controller's end could not read what came: all after this number is to be told again, and then what holds. */
interface Again {
  readonly kind: "again";
  readonly after: number;
}

/** The controller's end will never need these again. */
export interface Kept {
  readonly kind: "kept";
  readonly upTo: number;
}

/** What the controller asks. */
export interface Asked {
  readonly kind: "asked";
  /** In lock-step the instant that it answers; otherwise null. */
  readonly answers: number | null;
  readonly commands: readonly Command[];
  /** When it wants to be told the time; null: only news can change anything. */
  readonly wakeAtMs: number | null;
}

/** What goes over a pipe, a line each. */
export type Frame =
  | DepotHello
  | ControlHello
  | Refused
  | Instant
  | FullReport
  | Over
  | Kept
  | Again
  | Asked;
