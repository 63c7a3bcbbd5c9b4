import { type Device, type Engine, phase } from "../engine/index.ts";
import type { PlannerPort, PlanReady, RequestPlan } from "../messages/index.ts";
import type { Fault } from "./fault.ts";

/** A planner that at times answers late, or never. */
export class SlowPlanner implements PlannerPort, Device {
  readonly #engine: Engine;
  readonly #planner: PlannerPort;
  readonly #faults: readonly (Fault & { readonly kind: "planner" })[];
  readonly #slot: number;
  readonly #late: { readonly atMs: number; readonly plan: PlanReady }[] = [];
  #hear: (said: PlanReady) => void = () => {};

  constructor(engine: Engine, planner: PlannerPort, faults: readonly Fault[]) {
    this.#engine = engine;
    this.#planner = planner;
    this.#faults = faults.filter((fault) => fault.kind === "planner");
    this.#slot = engine.adopt(this, 1);
  }

  listen(hear: (said: PlanReady) => void): void {
    this.#hear = hear;
    this.#planner.listen((plan) => this.#answer(plan));
  }

  send(asked: RequestPlan): void {
    this.#planner.send(asked);
  }

  fire(): void {
    const { nowMs } = this.#engine;
    const due = this.#late.filter(({ atMs }) => atMs <= nowMs);
    this.#late.splice(0, Infinity, ...this.#late.filter(({ atMs }) => atMs > nowMs));
    for (const { plan } of due) this.#hear({ ...plan, knownAtMs: nowMs });
    this.#wake();
  }

  #answer(plan: PlanReady): void {
    const { nowMs } = this.#engine;
    const fault = this.#faults.find(
      ({ fromMs, durationMs }) => nowMs >= fromMs && nowMs < fromMs + durationMs,
    );
    if (fault === undefined) return this.#hear(plan);
    if (fault.delayMs === null) return;
    this.#late.push({ atMs: nowMs + fault.delayMs, plan });
    this.#wake();
  }

  #wake(): void {
    const nextAtMs = Math.min(...this.#late.map(({ atMs }) => atMs));
    if (nextAtMs < Infinity) this.#engine.schedule(this.#slot, nextAtMs, phase.world);
  }
}
