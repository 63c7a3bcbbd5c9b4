import type { Scenario } from "../scenario/index.ts";
import type { SimulatedDepot } from "../simulation/index.ts";
import type { Fault } from "./fault.ts";
import type { Violation } from "./violation.ts";

/** Rounding [kW]. */
const SLACK_KW = 1e-6;

/**
 * Sees to it that a point which hears nothing for as long as a limit lasts draws no more than its
 * fallback: limits are renewed from time to time, and end where they are not.
 */
export class FallbackWatch {
  readonly #depot: SimulatedDepot;
  readonly #stations: Scenario["stations"];
  /** For every point when it must have fallen back, from and to. */
  readonly #spans: readonly (readonly (readonly [fromMs: number, toMs: number])[])[];

  constructor(
    depot: SimulatedDepot,
    { stations, control }: Scenario,
    faults: readonly Fault[],
    reactionMs: number,
  ) {
    this.#depot = depot;
    this.#stations = stations;
    const longestMs = control.limitLifetimeMs + reactionMs;
    const losses = faults.filter((fault) => fault.kind === "linkLoss");
    this.#spans = stations.map((_, point) =>
      losses
        .filter(({ points, durationMs }) => points.includes(point) && durationMs > longestMs)
        .map(({ fromMs, durationMs }) => [fromMs + longestMs, fromMs + durationMs] as const),
    );
  }

  /** Looks at an instant when all of it has happened. */
  look(nowMs: number): Violation | null {
    for (const [point, spans] of this.#spans.entries()) {
      if (!spans.some(([fromMs, toMs]) => nowMs > fromMs && nowMs < toMs)) continue;
      const { id, loss, fallbackKw } = this.#stations[point]!;
      const kw = this.#depot.pointKw(point);
      if (kw <= loss.acKw(fallbackKw) + SLACK_KW) continue;
      const found = `${id} draws ${kw.toFixed(3)} kW and hears nothing, its fallback is ${fallbackKw} kW`;
      return { rule: "fallback", atMs: nowMs, found };
    }
    return null;
  }
}
