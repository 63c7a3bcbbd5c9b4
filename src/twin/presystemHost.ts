import type { ControlView, RequestsSnapshot } from "../control/index.ts";
import type { FromOutside } from "../messages/index.ts";

/** A live charge management that presystems can call, instead of that of the depot being heard. */
export interface PresystemHost {
  /** Whether it knows what time it is, and can keep what they say. */
  readonly canHear: boolean;
  /** The virtual instant that it is now. */
  readonly nowMs: number;
  readonly lastInstantAtMs: number;
  /** @param atMs before which nothing is due; now, if it is left out */
  view(atMs?: number): ControlView;
  /** All that presystems want, as far as is known. */
  requests(): RequestsSnapshot;
  /**
   * Takes in what they say, all of it now; it is kept for good when this returns, with all that was said before.
   * @throws NotKept
   */
  hear(words: readonly FromOutside[]): void;
  /** Ends with what went wrong elsewhere. */
  fail(error: unknown): void;
}

/** There is no room to keep what a presystem says: whoever said it is told nothing, and will say it again. */
export class NotKept extends Error {
  override readonly name = "NotKept";
}
