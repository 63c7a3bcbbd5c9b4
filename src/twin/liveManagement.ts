import type { ControlView } from "../control/index.ts";
import type { OperatorOrder } from "../messages/index.ts";
import type { Journal } from "../record/index.ts";
import type { Belief } from "./forecast/belief.ts";

/** An order before it is known when it comes. */
export type NewOrder<Order extends OperatorOrder = OperatorOrder> = Order extends OperatorOrder
  ? Omit<Order, "kind" | "atMs" | "knownAtMs">
  : never;

/** Something that keeps a live charge management from its work for now. */
export type Trouble = "depot away" | "disk full";

/** A charge management that runs, as others see it: whoever moves the depot. */
export interface LiveManagement {
  /** The last instant at which something was done. */
  readonly lastInstantAtMs: number;
  /** How late the last instant came [wall ms]; 0: in time. */
  readonly behindMs: number;
  readonly troubles: readonly Trouble[];
  /** How the journal is: of the last record, of the last that is kept for good, and what it takes of the disk. */
  readonly kept: Pick<Journal, "seq" | "committedSeq" | "bytes">;
  /** What is believed right now. */
  view(): ControlView;
  /** The same, for a forecast. */
  belief(): Belief;
  /**
   * Takes in what somebody on duty wants, now; it is kept for good when this returns.
   * @throws OrderRefused
   */
  order(order: NewOrder): OperatorOrder;
}

/** An order cannot be taken in right now. */
export class OrderRefused extends Error {
  override readonly name = "OrderRefused";
}
