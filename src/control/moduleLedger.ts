import { modulesFor } from "../physics/index.ts";
import type { CabinetModel, PointModel } from "./controlModel.ts";
import type { Session } from "./session.ts";

/**
 * For every cabinet the modules that its outlets take if all limits that may be
 * in force are used, each at least those of its fallback. While that is no more
 * than there are, every outlet gets what its limit says.
 */
export class ModuleLedger {
  readonly #cabinets: readonly CabinetModel[];
  /** Of each point, those of its fallback, and what is left of each cabinet. */
  readonly #worst: Float64Array;
  readonly #reserved: Float64Array;
  readonly #left: Float64Array;

  constructor(points: readonly PointModel[], cabinets: readonly CabinetModel[]) {
    this.#cabinets = cabinets;
    this.#worst = new Float64Array(points.length);
    this.#reserved = new Float64Array(points.length);
    this.#left = Float64Array.from(cabinets, ({ modules }) => modules);
    for (const [point, { cabinet, fallbackKw }] of points.entries()) {
      if (cabinet !== null) this.#reserved[point] = this.#modulesFor(cabinet, fallbackKw);
    }
  }

  /** The highest limit that may be in force at a point of a cabinet is another [kW, outlet side]. */
  worstIs(point: number, cabinet: number, limitKw: number): void {
    const modules = this.#modulesFor(cabinet, limitKw);
    this.#left[cabinet]! -= modules - this.#worst[point]!;
    this.#worst[point] = modules;
  }

  /** Whether a point's limit can be raised to this with modules that nobody else may take. */
  fits(point: number, cabinet: number, limitKw: number): boolean {
    const more = this.#modulesFor(cabinet, limitKw) - this.#worst[point]!;
    return more <= 0 || more <= this.#left[cabinet]!;
  }

  /**
   * Finds the modules that sessions could share, their own included, fallbacks aside.
   *
   * @param free out: per cabinet
   * @returns whether all that they ask takes no more
   */
  survey(sessions: readonly Session[], free: Float64Array): boolean {
    if (this.#cabinets.length === 0) return true;
    free.set(this.#left);
    const asked = new Float64Array(free.length);
    for (const { point, outlet, askKw } of sessions) {
      if (outlet === null) continue;
      free[outlet.cabinet]! += this.#worst[point]! - this.#reserved[point]!;
      if (askKw > 0) asked[outlet.cabinet]! += outlet.modulesFor(askKw);
    }
    return asked.every((modules, cabinet) => modules <= free[cabinet]!);
  }

  #modulesFor(cabinet: number, limitKw: number): number {
    return modulesFor(limitKw, this.#cabinets[cabinet]!.moduleKw);
  }
}
