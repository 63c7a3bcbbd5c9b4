import { modulesFor } from "../physics/index.ts";
import type { SharedOutlet } from "../planning/index.ts";
import type { CabinetModel, PointModel } from "./controlModel.ts";

/**
 * A point of a cabinet, as its session shares the modules. Powers are grid side
 * and come on top of what is set aside: the fallback, or more.
 */
export class CabinetOutlet implements SharedOutlet {
  readonly cabinet: number;
  readonly #point: PointModel;
  readonly #moduleKw: number;
  readonly #fallback: { readonly kw: number; readonly modules: number };
  #reservedKw: number;
  #reservedModules: number;

  constructor(cabinet: number, { moduleKw }: CabinetModel, point: PointModel) {
    this.cabinet = cabinet;
    this.#point = point;
    this.#moduleKw = moduleKw;
    this.#fallback = {
      kw: point.loss.acKw(point.fallbackKw),
      modules: modulesFor(point.fallbackKw, moduleKw),
    };
    this.#reservedKw = this.#fallback.kw;
    this.#reservedModules = this.#fallback.modules;
  }

  /** Sets so much aside, the fallback included; null: the fallback alone [kW]. */
  reserve(reservedKw: number | null): void {
    const outletKw = this.#point.loss.dcKw(reservedKw ?? 0);
    this.#reservedKw = reservedKw ?? this.#fallback.kw;
    this.#reservedModules =
      reservedKw === null ? this.#fallback.modules : modulesFor(outletKw, this.#moduleKw);
  }

  modulesFor(powerKw: number): number {
    const outletKw = this.#point.loss.dcKw(powerKw + this.#reservedKw);
    // The least bit of power takes a module.
    return Math.max(1, modulesFor(outletKw, this.#moduleKw)) - this.#reservedModules;
  }

  mostKw(modules: number): number {
    const { loss, ratedKw } = this.#point;
    const outletKw = Math.min(ratedKw, (modules + this.#reservedModules) * this.#moduleKw);
    return Math.max(0, loss.acKw(outletKw) - this.#reservedKw);
  }
}
