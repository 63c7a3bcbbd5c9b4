import type { Scenario } from "../scenario/index.ts";
import type { Fault } from "./fault.ts";
import { isOfPresystem } from "./presystem/presystemFault.ts";

/** A span in which something is not as it should be. */
interface Trouble {
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * When the charge management could not do its work for a node of the grid: a station below it could
 * not be reached, its meter was wrong, or there was nobody at work at all.
 */
export class Troubles {
  readonly #byNode: readonly Trouble[][];
  readonly #reactionMs: number;
  readonly #deceptions: readonly (readonly Trouble[])[];

  /** @param reactionMs a trouble is over only so long after its cause is */
  constructor(faults: readonly Fault[], { stations, tree }: Scenario, reactionMs: number) {
    this.#reactionMs = reactionMs;
    this.#byNode = tree.ids.map((_, node) =>
      faults
        .filter((fault) => troubles(fault, node))
        .map(({ fromMs, durationMs }) => ({ fromMs, toMs: fromMs + durationMs + reactionMs })),
    );

    // A load with the wrong sign may be the sun's: nobody can know better.
    const deceives = (fault: Fault, node: number): boolean =>
      fault.kind === "meter" && fault.says === "negative" && tree.isBelow(fault.node, node);
    this.#deceptions = tree.ids.map((_, node) =>
      faults
        .filter((fault) => deceives(fault, node))
        .map(({ fromMs, durationMs }) => ({ fromMs, toMs: fromMs + durationMs + reactionMs })),
    );

    function troubles(fault: Fault, node: number): boolean {
      // Limits are kept whatever is known of what is wanted.
      if (isOfPresystem(fault)) return false;
      switch (fault.kind) {
        case "linkLoss":
        case "reboot":
          return fault.points.some((point) => tree.isBelow(stations[point]!.node, node));
        case "readings":
          return tree.isBelow(stations[fault.point]!.node, node);
        case "meter":
          return tree.isBelow(fault.node, node);
        case "reconnectStorm":
        case "planner":
        case "diskFull":
          return true;
        // Only once it has happened.
        case "kill":
        case "limit":
        case "clock":
        case "lateBus":
          return false;
      }
    }
  }

  /** Nobody is at work for a while. */
  add({ fromMs, toMs }: Trouble): void {
    for (const troubles of this.#byNode) troubles.push({ fromMs, toMs: toMs + this.#reactionMs });
  }

  /** Whether a meter says something wrong that might be true, or did a moment ago. */
  isDeceived(node: number, atMs: number): boolean {
    return this.#deceptions[node]!.some(({ fromMs, toMs }) => atMs >= fromMs && atMs <= toMs);
  }

  /** Until when there is trouble for a node without a break, at an instant; that instant: there is none. */
  untilMs(node: number, atMs: number): number {
    let untilMs = atMs;
    for (let grown = true; grown;) {
      grown = false;
      for (const { fromMs, toMs } of this.#byNode[node]!) {
        if (fromMs > untilMs || toMs <= untilMs) continue;
        untilMs = toMs;
        grown = true;
      }
    }
    return untilMs;
  }
}
