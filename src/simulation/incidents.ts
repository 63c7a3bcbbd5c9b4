import type { World } from "../depot/index.ts";
import { type Device, type Engine, phase } from "../engine/index.ts";
import type { IncidentOutcome } from "../kpi/index.ts";
import type { MemoryLink } from "../links/index.ts";
import type { Yard } from "../operations/index.ts";
import type { Incident, Scenario } from "../scenario/index.ts";

const MINUTE_MS = 60_000;
const WATCH_TIMER = 0;
/** Of each incident: its beginning or end, and people's answer to it. */
const OWN_TIMERS = 2;

/** What incidents act upon. */
export interface IncidentSurroundings {
  readonly engine: Engine;
  readonly world: World;
  readonly yard: Pick<Yard, "replug">;
  /** By point, of those that an incident cuts. */
  readonly links: ReadonlyMap<number, Pick<MemoryLink<never, never>, "cut" | "join">>;
}

/** Plain JSON: per incident. */
export interface IncidentsSnapshot {
  readonly begunAtMs: readonly (number | null)[];
  readonly isOver: readonly boolean[];
}

/** Makes the incidents of a scenario happen, each once. */
export class Incidents implements Device {
  readonly #spec: Pick<Scenario, "incidents" | "plans" | "busTypes" | "window">;
  readonly #around: IncidentSurroundings;
  readonly #slot: number;
  /** Those that begin after another. */
  readonly #following: readonly { next: number; after: number; delayMs: number }[];
  readonly #begunAtMs: (number | null)[];
  readonly #isOver: boolean[];

  constructor(
    spec: Pick<Scenario, "incidents" | "plans" | "busTypes" | "window">,
    around: IncidentSurroundings,
  ) {
    const { length } = spec.incidents;
    this.#spec = spec;
    this.#around = around;
    this.#slot = around.engine.adopt(this, 1 + OWN_TIMERS * length);
    this.#following = spec.incidents.flatMap(({ begins }, next) =>
      begins.kind === "after" ? [{ next, after: begins.incident, delayMs: begins.delayMs }] : [],
    );
    this.#begunAtMs = Array.from({ length }, () => null);
    this.#isOver = Array.from({ length }, () => false);
  }

  start(): void {
    for (const [i, { begins }] of this.#spec.incidents.entries()) {
      if (begins.kind === "at") this.#wake(this.#timerOf(i), begins.atMs);
    }
    if (this.#watched.length === 0) return;
    const fromMs = Math.max(this.#spec.window.fromMs, this.#around.engine.nowMs);
    this.#wake(WATCH_TIMER, Math.ceil(fromMs / MINUTE_MS) * MINUTE_MS);
  }

  fire(timer: number): void {
    if (timer === WATCH_TIMER) return this.#watch();
    const i = Math.floor((timer - 1) / OWN_TIMERS);
    if (timer !== this.#timerOf(i)) return this.#replug(i);
    if (this.#begunAtMs[i] === null) this.#begin(i);
    else this.#end(i);
  }

  /** What has become of each, in the order of the scenario. */
  outcomes(): IncidentOutcome[] {
    return this.#spec.incidents.map(({ name, kind, where, durationMs }, i) => {
      const fromMs = this.#begunAtMs[i]!;
      const toMs = fromMs !== null && this.#isOver[i] ? fromMs + durationMs : null;
      return { name, kind, where, fromMs, toMs };
    });
  }

  snapshot(): IncidentsSnapshot {
    return { begunAtMs: [...this.#begunAtMs], isOver: [...this.#isOver] };
  }

  restore(saved: IncidentsSnapshot): void {
    this.#begunAtMs.splice(0, Infinity, ...saved.begunAtMs);
    this.#isOver.splice(0, Infinity, ...saved.isOver);
  }

  /** Those that wait for something to be seen. */
  get #watched(): number[] {
    return [...this.#spec.incidents.keys()].filter((i) => {
      const { kind } = this.#spec.incidents[i]!.begins;
      return this.#begunAtMs[i] === null && (kind === "powerAbove" || kind === "socBelow");
    });
  }

  #watch(): void {
    for (const i of this.#watched) {
      if (this.#isSeen(this.#spec.incidents[i]!)) this.#begin(i);
    }
    const { nowMs } = this.#around.engine;
    if (this.#watched.length > 0) this.#wake(WATCH_TIMER, nowMs + MINUTE_MS);
  }

  #isSeen({ begins }: Incident): boolean {
    const { world } = this.#around;
    if (begins.kind === "powerAbove") return world.powerKw(begins.node) > begins.powerKw;
    if (begins.kind !== "socBelow") return false;
    const { vehicleType } = this.#spec.plans[begins.bus]!;
    const { usableKwh } = this.#spec.busTypes.get(vehicleType)!;
    return world.energyKwh(begins.bus) < begins.soc * usableKwh;
  }

  #begin(i: number): void {
    const { nowMs } = this.#around.engine;
    const incident = this.#spec.incidents[i]!;
    const toMs = nowMs + incident.durationMs;
    this.#begunAtMs[i] = nowMs;
    this.#wake(this.#timerOf(i), toMs);
    for (const { next, after, delayMs } of this.#following) {
      if (after === i) this.#wake(this.#timerOf(next), nowMs + delayMs);
    }
    this.#act(incident, i, nowMs, toMs);
  }

  #act(incident: Incident, i: number, nowMs: number, toMs: number): void {
    const { world, links } = this.#around;
    switch (incident.kind) {
      case "trip":
      case "blackout":
        return world.changeGrid({ node: incident.node, fromMs: nowMs, toMs, maxKw: null });
      case "limit": {
        const { node, maxKw } = incident;
        return world.changeGrid({ node, fromMs: nowMs, toMs, maxKw });
      }
      case "stationOut":
        for (const point of incident.points) world.fail(point, "hardware");
        if (incident.replugMs < incident.durationMs) {
          this.#wake(this.#timerOf(i) + 1, nowMs + incident.replugMs);
        }
        return;
      case "linkLoss":
        for (const point of incident.points) links.get(point)!.cut();
        return;
      // Yard and presystem know of it from the beginning.
      case "lateBus":
        return;
    }
  }

  #end(i: number): void {
    const { world, links } = this.#around;
    const incident = this.#spec.incidents[i]!;
    this.#isOver[i] = true;
    if (incident.kind === "trip" || incident.kind === "blackout") {
      world.supplyReturns(incident.node);
    } else if (incident.kind === "stationOut") {
      for (const point of incident.points) world.mend(point, "hardware");
    } else if (incident.kind === "linkLoss") {
      for (const point of incident.points) links.get(point)!.join();
    }
  }

  #replug(i: number): void {
    const incident = this.#spec.incidents[i]!;
    if (incident.kind !== "stationOut") return;
    for (const point of incident.points) this.#around.yard.replug(point);
  }

  #timerOf(i: number): number {
    return 1 + OWN_TIMERS * i;
  }

  #wake(timer: number, atMs: number): void {
    this.#around.engine.schedule(this.#slot + timer, atMs, phase.world);
  }
}
