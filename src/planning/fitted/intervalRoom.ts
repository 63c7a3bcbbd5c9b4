import type { PlanningProblem } from "../../messages/index.ts";
import type { PowerTree } from "../../physics/index.ts";
import { Headroom } from "../headroom.ts";

/** So near a whole number of modules is that number. */
const MODULE_ROUNDING = 1e-9;

/** What grid and cabinets can still give in one interval. */
export class IntervalRoom {
  readonly #headroom: Headroom;
  readonly #problem: PlanningProblem;
  /** Per cabinet: modules not in use, and outlets that may still begin. */
  readonly #modules: number[];
  readonly #outlets: number[];
  readonly #outletKw: number[];
  /** Per session, the modules and the power it has [kW, outlet side]. */
  readonly #held: Float64Array;
  readonly #heldKw: Float64Array;

  /** @param freeKw per node and cabinet; taken over and changed */
  constructor(problem: PlanningProblem, tree: PowerTree, freeKw: Float64Array) {
    this.#problem = problem;
    this.#headroom = new Headroom(tree, freeKw);
    this.#modules = problem.cabinets.map(({ ratedKw, moduleKw }) =>
      moduleKw === null ? Infinity : Math.floor(ratedKw / moduleKw + MODULE_ROUNDING),
    );
    this.#outlets = problem.cabinets.map(({ outletsAtOnce }) => outletsAtOnce ?? Infinity);
    this.#outletKw = problem.cabinets.map(({ ratedKw }) => ratedKw);
    const shared = problem.cabinets.length > 0 ? problem.sessions.length : 0;
    this.#held = new Float64Array(shared);
    this.#heldKw = new Float64Array(shared);
  }

  /** Grid power that a session's node can still pass on [kW]. */
  gridKw(i: number): number {
    return this.#headroom.at(this.#node(i));
  }

  /** The most that a session's cabinet can give it, what it has included [kW, outlet side]. */
  outletKw(i: number): number {
    const { cabinet } = this.#problem.sessions[i]!;
    if (cabinet === null) return Infinity;
    const heldKw = this.#heldKw[i]!;
    if (heldKw === 0 && this.#outlets[cabinet] === 0) return 0;
    const { moduleKw } = this.#problem.cabinets[cabinet]!;
    const modulesKw =
      moduleKw === null ? Infinity : (this.#modules[cabinet]! + this.#held[i]!) * moduleKw;
    return Math.min(modulesKw, this.#outletKw[cabinet]! + heldKw);
  }

  /** Gives a session more grid power, so that it has so much at its outlet [kW]. */
  take(i: number, moreGridKw: number, outletKw: number): void {
    this.#headroom.take(this.#node(i), moreGridKw);
    const { cabinet } = this.#problem.sessions[i]!;
    if (cabinet === null) return;
    if (this.#heldKw[i] === 0) this.#outlets[cabinet]!--;
    this.#outletKw[cabinet]! -= outletKw - this.#heldKw[i]!;
    this.#heldKw[i] = outletKw;
    const { moduleKw } = this.#problem.cabinets[cabinet]!;
    if (moduleKw === null) return;
    const modules = Math.ceil(outletKw / moduleKw - MODULE_ROUNDING);
    this.#modules[cabinet]! -= modules - this.#held[i]!;
    this.#held[i] = modules;
  }

  #node(i: number): number {
    const { cabinet, node } = this.#problem.sessions[i]!;
    return cabinet === null ? node : this.#problem.nodes.length + cabinet;
  }
}
