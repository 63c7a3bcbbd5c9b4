import type { Scenario } from "../scenario/index.ts";
import type { SimulatedDepot } from "../simulation/index.ts";
import type { Troubles } from "./troubles.ts";
import type { Violation } from "./violation.ts";

/** Rounding in sums of powers [kW]. */
const SLACK_KW = 1e-5;

/** What is seen of a node. */
interface Seen {
  /** Room for charging at the last look, and when it was last more than that. */
  roomKw: number;
  fellAtMs: number;
  /** When power came to be above the limit; null: it is not. */
  overSinceMs: number | null;
}

/**
 * Sees to it that no node's power is above its limit: but for where the limit has fallen or base load
 * risen a moment ago, as long as it takes to react. Whoever cannot be reached has until its limits
 * end; where a meter is wrong or the charge management is not there that holds, too.
 */
export class LimitWatch {
  readonly #depot: SimulatedDepot;
  readonly #tree: Scenario["tree"];
  readonly #troubles: Troubles;
  readonly #reactionMs: number;
  readonly #lifetimeMs: number;
  /** Flows when nobody is in control [kW]. */
  readonly #fallbackKw: Float64Array;
  readonly #nodes: Seen[];

  constructor(
    depot: SimulatedDepot,
    { tree, control, stations }: Scenario,
    troubles: Troubles,
    reactionMs: number,
  ) {
    this.#depot = depot;
    this.#tree = tree;
    this.#troubles = troubles;
    this.#reactionMs = reactionMs;
    this.#lifetimeMs = control.limitLifetimeMs;
    this.#fallbackKw = new Float64Array(tree.size);
    for (const { node, loss, fallbackKw } of stations) {
      tree.addAbove(this.#fallbackKw, node, loss.acKw(fallbackKw));
    }
    this.#nodes = tree.ids.map(() => ({
      roomKw: -Infinity,
      fellAtMs: -Infinity,
      overSinceMs: null,
    }));
  }

  /** Looks at an instant when all of it has happened. */
  look(nowMs: number): Violation | null {
    for (const [node, seen] of this.#nodes.entries()) {
      const found = this.#lookAt(node, seen, nowMs);
      if (found !== null) return found;
    }
    return null;
  }

  #lookAt(node: number, seen: Seen, nowMs: number): Violation | null {
    const { limitKw, baseKw } = this.#depot.limitsAt(node);
    const roomKw = limitKw - baseKw;
    if (roomKw < seen.roomKw - SLACK_KW) seen.fellAtMs = nowMs;
    seen.roomKw = roomKw;
    const powerKw = this.#depot.powerKw(node);
    const allowedKw = Math.max(limitKw, baseKw + this.#fallbackKw[node]!);
    const isOver = powerKw > allowedKw + SLACK_KW;
    if (!isOver) {
      seen.overSinceMs = null;
      return null;
    }
    seen.overSinceMs ??= nowMs;
    const { fellAtMs } = seen;
    const untilMs = Math.min(
      this.#troubles.untilMs(node, fellAtMs + this.#reactionMs),
      fellAtMs + this.#lifetimeMs + this.#reactionMs,
    );
    if (nowMs <= untilMs || this.#troubles.isDeceived(node, nowMs)) return null;
    const id = this.#tree.ids[node]!;
    const ago =
      fellAtMs === -Infinity ? "which never fell" : `which fell ${seconds(nowMs - fellAtMs)} ago`;
    return {
      rule: "limit",
      atMs: nowMs,
      found: `${id} draws ${powerKw.toFixed(3)} kW of ${limitKw.toFixed(3)} kW, ${ago}`,
    };
  }
}

function seconds(durationMs: number): string {
  return `${(durationMs / 1000).toFixed(0)} s`;
}
