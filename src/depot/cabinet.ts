import { type Device, type Engine, phase } from "../engine/index.ts";
import { modulesFor } from "../physics/index.ts";
import type { Bus } from "./bus.ts";
import { dealModules, type ModuleWant } from "./dealModules.ts";
import type { PowerFlow } from "./powerFlow.ts";

/**
 * A station whose outlets share a bank of power modules. One that serves one
 * outlet at a time has a single module, as large as all it gives.
 */
export interface CabinetSpec {
  readonly id: string;
  /** Index of the grid node that feeds it. */
  readonly node: number;
  readonly modules: number;
  /** What one module gives [kW, outlet side]; all together are the cabinet's limit. */
  readonly moduleKw: number;
  /** For so long a module gives nothing when it goes from one outlet to another. */
  readonly switchMs: number;
  /** Drawn from the grid at all times, outlets included [kW]. */
  readonly standbyKw: number;
}

/** What a cabinet needs of its depot. */
export interface CabinetSurroundings {
  readonly engine: Engine;
  readonly flow: PowerFlow;
  /** It gives a point more or less than before; whether less than the point could use. */
  readonly onSupply: (point: number, heldBack: boolean) => void;
}

/** Everything about a cabinet that changes; plain JSON. Outlets count within the cabinet. */
export interface CabinetSnapshot {
  /** Outlets with a bus, in the order of plug-in. */
  readonly queue: readonly number[];
  /** In force at each outlet [kW]. */
  readonly limitsKw: readonly number[];
  /** Whether it gets less than it could use. */
  readonly heldBack: readonly boolean[];
  /** At which outlet each module is, and from when on it can give there; −1: at none yet. */
  readonly places: readonly number[];
  readonly readyAtMs: readonly number[];
}

/**
 * Stands between some stations and the power flow: lets an outlet have no more
 * than its modules give, and moves modules when what outlets want has changed.
 * A module stays where it was last until another outlet needs it.
 */
export class Cabinet implements Device {
  readonly #spec: CabinetSpec;
  readonly #points: readonly number[];
  readonly #around: CabinetSurroundings;
  readonly #slot: number;
  readonly #queue: number[] = [];
  readonly #limitsKw: number[];
  readonly #heldBack: boolean[];
  readonly #places: number[];
  readonly #readyAtMs: number[];

  /** @param points the outlets */
  constructor(spec: CabinetSpec, points: readonly number[], around: CabinetSurroundings) {
    this.#spec = spec;
    this.#points = points;
    this.#around = around;
    this.#limitsKw = points.map(() => 0);
    this.#heldBack = points.map(() => false);
    this.#places = Array.from({ length: spec.modules }, () => -1);
    this.#readyAtMs = Array.from({ length: spec.modules }, () => 0);
    this.#slot = around.engine.adopt(this, 1);
  }

  /** Puts a bus at a point; nothing flows until a limit is set. */
  connect(point: number, bus: Bus): void {
    this.#around.flow.connect(point, bus);
    this.#queue.push(this.#points.indexOf(point));
  }

  /** Takes the bus away; returns the grid energy it drew while plugged in [kWh]. */
  disconnect(point: number): number {
    const outlet = this.#points.indexOf(point);
    this.#queue.splice(this.#queue.indexOf(outlet), 1);
    this.#limitsKw[outlet] = 0;
    this.#heldBack[outlet] = false;
    this.#dealSoon();
    return this.#around.flow.disconnect(point);
  }

  /** Sets the most that a point may give [kW]; what that changes is told by `onSupply`. */
  setLimit(point: number, limitKw: number): boolean {
    const outlet = this.#points.indexOf(point);
    if (limitKw === this.#limitsKw[outlet]) return false;
    this.#limitsKw[outlet] = limitKw;
    this.#dealSoon();
    return false;
  }

  /** Says what the cabin of the bus at a point wants [kW]. */
  setCabin(point: number, wantedKw: number): boolean {
    const changes = this.#around.flow.setCabin(point, wantedKw);
    if (changes) this.#dealSoon();
    return changes;
  }

  /** Deals anew: somebody wants something else, or a module has arrived, or could be spared. */
  fire(): void {
    for (const outlet of this.#queue) this.#around.flow.settle(this.#points[outlet]!);
    const wants = this.#queue.map((outlet) => this.#want(outlet));
    const dealt = dealModules(wants, this.#spec.modules);
    this.#move(dealt);
    const changed = this.#give(wants);
    this.#wake(wants, dealt);
    for (const outlet of changed) {
      this.#around.onSupply(this.#points[outlet]!, this.#heldBack[outlet]!);
    }
  }

  snapshot(): CabinetSnapshot {
    return {
      queue: [...this.#queue],
      limitsKw: [...this.#limitsKw],
      heldBack: [...this.#heldBack],
      places: [...this.#places],
      readyAtMs: [...this.#readyAtMs],
    };
  }

  restore(saved: CabinetSnapshot): void {
    this.#queue.splice(0, Infinity, ...saved.queue);
    this.#limitsKw.splice(0, Infinity, ...saved.limitsKw);
    this.#heldBack.splice(0, Infinity, ...saved.heldBack);
    this.#places.splice(0, Infinity, ...saved.places);
    this.#readyAtMs.splice(0, Infinity, ...saved.readyAtMs);
  }

  /** Once all that happens at this instant has happened: outlets change in groups. */
  #dealSoon(): void {
    const { engine } = this.#around;
    engine.schedule(this.#slot, engine.nowMs, phase.world);
  }

  #want(outlet: number): ModuleWant {
    const { flow } = this.#around;
    const { moduleKw, modules } = this.#spec;
    const point = this.#points[outlet]!;
    const limitKw = this.#limitsKw[outlet]!;
    const leastKw = flow.leastKw(point);
    const usefulKw = limitKw >= leastKw ? Math.min(limitKw, flow.highestKw(point)) : 0;
    return {
      least: Math.max(1, modulesFor(leastKw, moduleKw)),
      most: Math.min(modules, modulesFor(usefulKw, moduleKw)),
      held: this.#places.filter((place) => place === outlet).length,
    };
  }

  /** Takes modules from where they are spare to where they are missing. */
  #move(dealt: readonly number[]): void {
    const { nowMs } = this.#around.engine;
    const spare = this.#points.map((_, outlet) => {
      const keeps = dealt[this.#queue.indexOf(outlet)] ?? 0;
      return this.#places.filter((place) => place === outlet).length - keeps;
    });
    for (const outlet of this.#queue) {
      for (; spare[outlet]! < 0; spare[outlet]!++) {
        const unused = this.#places.indexOf(-1);
        const module = unused >= 0 ? unused : this.#places.findIndex((place) => spare[place]! > 0);
        const from = this.#places[module]!;
        if (from >= 0) spare[from]!--;
        this.#places[module] = outlet;
        this.#readyAtMs[module] = from < 0 ? nowMs : nowMs + this.#spec.switchMs;
      }
    }
  }

  /** Lets flow what the modules that are ready can give; returns the outlets that are told. */
  #give(wants: readonly ModuleWant[]): number[] {
    const { engine, flow } = this.#around;
    const { moduleKw } = this.#spec;
    const changed: number[] = [];
    for (const [i, outlet] of this.#queue.entries()) {
      const point = this.#points[outlet]!;
      const ready = this.#places.filter(
        (place, module) => place === outlet && this.#readyAtMs[module]! <= engine.nowMs,
      ).length;
      const flows = flow.setLimit(point, Math.min(this.#limitsKw[outlet]!, ready * moduleKw));
      const heldBack = ready < wants[i]!.most;
      // A bus may be full a rounding before its station looks: power must not seem to flow twice.
      const isNews = flows || heldBack !== this.#heldBack[outlet] || flow.isFull(point);
      if (isNews) changed.push(outlet);
      this.#heldBack[outlet] = heldBack;
    }
    return changed;
  }

  /** Looks again when a module arrives or, while any is missing somewhere, can be spared. */
  #wake(wants: readonly ModuleWant[], dealt: readonly number[]): void {
    const { engine, flow } = this.#around;
    const { nowMs } = engine;
    let atMs = Infinity;
    for (const readyAtMs of this.#readyAtMs) {
      if (readyAtMs > nowMs) atMs = Math.min(atMs, readyAtMs);
    }
    const isShort = wants.some(({ most }, i) => most > dealt[i]!);
    for (const [i, outlet] of this.#queue.entries()) {
      if (!isShort || dealt[i] === 0) continue;
      const withOneLessKw = (dealt[i]! - 1) * this.#spec.moduleKw;
      const waitMs = flow.msUntilBelow(this.#points[outlet]!, withOneLessKw);
      // As with every solved instant: the next whole millisecond, never this one.
      atMs = Math.min(atMs, nowMs + Math.max(1, Math.ceil(waitMs)));
    }
    if (atMs < Infinity) engine.schedule(this.#slot, atMs, phase.world);
    else engine.cancel(this.#slot);
  }
}
