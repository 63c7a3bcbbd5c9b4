import { peakBounds, plugAndCharge } from "../bounds/index.ts";
import type { PeakBounds, RunResult } from "../kpi/index.ts";
import type { Scenario } from "../scenario/index.ts";
import { Simulation } from "../simulation/index.ts";

/** What one night of a depot is held against, whatever the strategy; each computed when it is first asked for. */
export class NightAnchors {
  #bare: RunResult | null = null;
  #bounds: PeakBounds | null = null;

  /** The same night under plug and charge. @param result of the night as it is */
  plugAndCharge(scenario: Scenario, result: RunResult): RunResult {
    if (!scenario.law.keepsLimits) return result;
    this.#bare ??= new Simulation(plugAndCharge(scenario)).run();
    return this.#bare;
  }

  smallestPeaks(scenario: Scenario): PeakBounds {
    this.#bounds ??= peakBounds(scenario);
    return this.#bounds;
  }
}

/** Keeps the anchors of the night that was done last: strategies side by side meet it one after another. */
export class Anchors {
  #night = "";
  #kept = new NightAnchors();

  /** @param depotHash of all that decides a run but seed and strategy */
  of(depotHash: string, seed: number): NightAnchors {
    const night = `${depotHash} ${seed}`;
    if (night !== this.#night) this.#kept = new NightAnchors();
    this.#night = night;
    return this.#kept;
  }
}
