import { Engine } from "../engine/index.ts";
import type { RunResult } from "../kpi/index.ts";
import { DepotEnd, type DepotEndOptions, type LineChannel } from "../links/index.ts";
import type { Scenario } from "../scenario/index.ts";
import { SimulatedDepot } from "./simulatedDepot.ts";

/** The depot of a scenario, and a pipe to whoever charges in it. Stepped as a `Simulation` is. */
export class ServedDepot {
  readonly #spec: Scenario;
  readonly #engine: Engine;
  readonly #depot: SimulatedDepot;
  readonly #end: DepotEnd;
  #hasBegun = false;

  /** @param metersPoints whether the result holds what each point gave, too */
  constructor(spec: Scenario, options: DepotEndOptions, metersPoints = false) {
    this.#spec = spec;
    this.#engine = new Engine(spec.run.fromMs);
    this.#depot = new SimulatedDepot(this.#engine, spec, metersPoints);
    this.#end = new DepotEnd(this.#engine, this.#depot.ports, options);
    this.#depot.start();
  }

  get nowMs(): number {
    return this.#engine.nowMs;
  }

  get nextAtMs(): number {
    return this.#engine.nextAtMs;
  }

  /** Whoever is at the far end of this channel charges from now on. */
  connect(channel: LineChannel): void {
    this.#end.connect(channel);
  }

  /** In lock-step time stands still until this is fulfilled; null: go on. */
  quiet(): Promise<void> | null {
    return this.#end.quiet();
  }

  /** Fires the next event; false when nothing is pending. */
  step(): boolean {
    this.#settle();
    this.#hasBegun = true;
    return this.#engine.step();
  }

  /** Waits for nobody any more. */
  close(): void {
    this.#end.close();
  }

  /** Ends the run, early when something is still due; it cannot be stepped after that. */
  finish(): RunResult {
    const { toMs } = this.#spec.run;
    this.#settle();
    const complete = this.nextAtMs > toMs;
    if (complete) this.#engine.advanceTo(toMs);
    return this.#depot.finish(complete);
  }

  #settle(): void {
    const { nowMs, nextAtMs } = this.#engine;
    if (this.#hasBegun && nextAtMs > nowMs) this.#depot.instantSettled(nextAtMs);
  }
}
