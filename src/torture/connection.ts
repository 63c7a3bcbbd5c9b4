import type { DepotPorts } from "../messages/index.ts";

/** What lies between a depot and one life of the process that charges in it. */
export interface Connection {
  /** The depot, from the far end. */
  readonly ports: DepotPorts;
  /** From now on both ends hear of each other, and of what they have missed. */
  begin(): void;
  /** All that was heard until now is kept for good. */
  kept(): void;
  /** The process is over: nothing more is heard. */
  end(): void;
}
