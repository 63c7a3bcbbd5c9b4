import type { PowerTree } from "../../physics/index.ts";
import type { ChargingSession } from "../chargingSession.ts";
import { Headroom } from "../headroom.ts";
import type { Law } from "../law.ts";
import { ModuleRoom } from "../moduleRoom.ts";
import { fillAsPlanned } from "./fillAsPlanned.ts";
import { fillEqually } from "./fillEqually.ts";
import { fillInOrder } from "./fillInOrder.ts";
import { fillInRounds } from "./fillInRounds.ts";

/** The grid and its cabinets at one moment. */
export interface Grid {
  readonly tree: PowerTree;
  /** What charging may draw, per node [kW]; Infinity where nothing binds; used up by the call. */
  readonly freeKw: Float64Array;
  /** Power modules that each cabinet can give; used up by the call. */
  readonly freeModules: Float64Array;
  /** What a plan wants charging to draw at most at the connection [kW]; none: without a plan. */
  readonly plannedPeakKw?: number;
}

/**
 * Gives power to sessions under a tree of limits, minimum powers, the modules of
 * cabinets and what each can use. The one place that knows them all. At a cabinet
 * a grant is any power, and the whole modules that grants take fit its bank:
 * whole modules would waste at the grid what the last one does not need.
 *
 * @param sessions in the law's order
 * @param grantsKw out: grid power of each session, 0 or at least its minimum
 * @param incrementKw of a round, for laws that share in rounds
 */
export function allocate(
  law: Law,
  sessions: readonly ChargingSession[],
  { tree, freeKw, freeModules, plannedPeakKw = Infinity }: Grid,
  grantsKw: Float64Array,
  incrementKw: number,
): void {
  const headroom = new Headroom(tree, law.keepsLimits ? freeKw : freeKw.fill(Infinity));
  const modules = new ModuleRoom(law.keepsLimits ? freeModules : freeModules.fill(Infinity));
  switch (law.share) {
    case "inOrder":
      return fillInOrder(sessions, headroom, modules, grantsKw);
    case "equally":
      return fillEqually(sessions, headroom, modules, grantsKw, tree.size);
    case "inRounds":
      return fillInRounds(sessions, headroom, modules, grantsKw, tree.size, incrementKw);
    case "asPlanned":
      return fillAsPlanned(sessions, headroom, modules, grantsKw, plannedPeakKw);
  }
}
