import type { ControlView } from "../control/index.ts";
import type { GridNodeSpec } from "../depot/index.ts";
import { Engine, type EngineSnapshot } from "../engine/index.ts";
import type { RunResult } from "../kpi/index.ts";
import { directLink, type Link, type FromOutside } from "../messages/index.ts";
import type { StayOutcome } from "../operations/index.ts";
import type { Scenario } from "../scenario/index.ts";
import {
  ChargeManagement,
  type ChargeManagementSnapshot,
  type Listeners,
} from "./chargeManagement.ts";
import { SimulatedDepot, type SimulatedDepotSnapshot } from "./simulatedDepot.ts";

/** A whole run at one moment; plain JSON. */
export interface SimulationSnapshot {
  readonly engine: EngineSnapshot;
  readonly hasBegun: boolean;
  readonly depot: SimulatedDepotSnapshot;
  readonly management: ChargeManagementSnapshot;
}

/** A depot and its charge management on one engine: the assembly, and nothing but. */
export class Simulation {
  readonly #spec: Scenario;
  readonly #engine: Engine;
  readonly #depot: SimulatedDepot;
  readonly #management: ChargeManagement;
  #hasBegun = false;

  /**
   * @param linkOn what lies between each device and the controller
   * @param metersPoints whether the result holds what each point gave, too
   */
  constructor(
    spec: Scenario,
    linkOn: (engine: Engine) => Link = () => directLink,
    listeners: Listeners = {},
    metersPoints = false,
  ) {
    this.#spec = spec;
    this.#engine = new Engine(spec.run.fromMs);
    this.#depot = new SimulatedDepot(this.#engine, spec, metersPoints);
    const link = linkOn(this.#engine);
    this.#management = new ChargeManagement(this.#engine, spec, this.#depot.ports, link, listeners);
    this.#depot.start();
  }

  get nowMs(): number {
    return this.#engine.nowMs;
  }

  get nextAtMs(): number {
    return this.#engine.nextAtMs;
  }

  /** Limits and base loads of the grid, past and to come, as incidents have left them. */
  get nodes(): readonly GridNodeSpec[] {
    return this.#depot.nodes;
  }

  /** The worst case that the controller's ledger knows for each node of the grid [kW]. */
  worstCaseKw(): number[] {
    return this.#management.worstCaseKw();
  }

  /** How much was said that the controller has not heard yet. */
  get waiting(): number {
    return this.#management.waiting;
  }

  /** What the controller believes at an instant. */
  view(atMs: number): ControlView {
    return this.#management.view(atMs);
  }

  /** What it would go on from. */
  managementSnapshot(): ChargeManagementSnapshot {
    return this.#management.snapshot();
  }

  /** Fires the next event; false when nothing is pending. */
  step(): boolean {
    this.#settleUntil(this.nextAtMs);
    this.#hasBegun = true;
    return this.#engine.step();
  }

  /** Takes in what somebody outside wants, known at an instant before which nothing else is due. */
  order(order: FromOutside): void {
    this.#settleUntil(order.knownAtMs);
    this.#engine.advanceTo(order.knownAtMs);
    this.#management.order(order);
  }

  /** As fast as possible to the end. */
  run(): RunResult {
    while (this.nextAtMs <= this.#spec.run.toMs) this.step();
    return this.finish();
  }

  /** As `run`, unless a stay ends with which nobody wants to know more; null then. */
  runUnless(isPointless: (stay: StayOutcome) => boolean): RunResult | null {
    let heard = 0;
    while (this.nextAtMs <= this.#spec.run.toMs) {
      this.step();
      const { stays } = this.#depot;
      while (heard < stays.length) if (isPointless(stays[heard++]!)) return null;
    }
    return this.finish();
  }

  /** Ends the run, early when something is still due; it cannot be stepped after that. */
  finish(): RunResult {
    const { toMs } = this.#spec.run;
    this.#settleUntil(this.nextAtMs);
    const complete = this.nextAtMs > toMs;
    if (complete) this.#engine.advanceTo(toMs);
    return this.#depot.finish(complete);
  }

  snapshot(): SimulationSnapshot {
    return {
      engine: this.#engine.snapshot(),
      hasBegun: this.#hasBegun,
      depot: this.#depot.snapshot(),
      management: this.#management.snapshot(),
    };
  }

  /** Continues from a snapshot of a run of the same spec. */
  restore(saved: SimulationSnapshot): void {
    this.#depot.restore(saved.depot);
    this.#management.restore(saved.management);
    this.#engine.restore(saved.engine);
    this.#hasBegun = saved.hasBegun;
  }

  /** Before time goes on, and not before: an order may come between, or who answers over a wire be heard. */
  #settleUntil(nextAtMs: number): void {
    if (this.#hasBegun && nextAtMs > this.nowMs) this.#depot.instantSettled(nextAtMs);
  }
}
