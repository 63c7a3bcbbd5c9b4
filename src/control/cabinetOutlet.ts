import { modulesFor } from "../physics/index.ts";
import type { SharedOutlet } from "../planning/index.ts";
import type { CabinetModel, PointModel } from "./controlModel.ts";

/**
 * A point of a cabinet, as its session shares the modules. Powers are grid side
 * and come on top of the fallback, whose modules are set aside.
 */
export class CabinetOutlet implements SharedOutlet {
  readonly cabinet: number;
  readonly #point: PointModel;
  readonly #moduleKw: number;
  readonly #reservedKw: number;
  readonly #reservedModules: number;

  constructor(cabinet: number, { moduleKw }: CabinetModel, point: PointModel) {
    this.cabinet = cabinet;
    this.#point = point;
    this.#moduleKw = moduleKw;
    this.#reservedKw = point.loss.acKw(point.fallbackKw);
    this.#reservedModules = modulesFor(point.fallbackKw, moduleKw);
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
