import type { ChargingTarget } from "./chargingTarget.ts";
import type { PointRule } from "./pointAssignment.ts";
import type { Service } from "./service.ts";
import type { Carry } from "./timetable.ts";

/** How people work. */
export interface YardOptions extends ChargingTarget {
  readonly carry: Carry;
  /** Whether a bus below its target leaves all the same. */
  readonly departure: "onTime" | "wait";
  /** From the cable's being pulled to departure; whoever is not plugged in is let go then, too [ms]. */
  readonly unplugBeforeMs: number;
  /** What is done to buses before they are plugged in, in order. */
  readonly services: readonly Service[];
  readonly pointAssignment: PointRule;
  /**
   * How long it takes until a bus that has what it should leave with has made room for another
   * [ms]; null: it stays plugged in.
   */
  readonly swapMs: number | null;
}
