import type { PreconditioningNeed } from "../messages/index.ts";
import type { PointModel } from "./controlModel.ts";

const HOUR_MS = 3_600_000;

/** What a cabin takes, and when [kW, outlet side]. Plain JSON. */
export type CabinLoad = Pick<PreconditioningNeed, "startAtMs" | "finishAtMs" | "powerKw">;

/** Plain JSON. */
export interface BelievedCabinSnapshot {
  readonly load: CabinLoad | null;
  readonly takenKwh: number;
}

/** What the cabin of a plugged-in bus is believed to take: first of all that its point gives. */
export class BelievedCabin {
  readonly #point: Pick<PointModel, "ratedKw" | "minKw">;
  /** As it was asked for; null: nothing. */
  load: CabinLoad | null = null;
  #takenKwh = 0;

  constructor(point: Pick<PointModel, "ratedKw" | "minKw">) {
    this.#point = point;
  }

  /** What it wants at an instant, and its point can give at all [kW]. */
  wantsKw(atMs: number): number {
    if (this.load === null) return 0;
    const { startAtMs, finishAtMs } = this.load;
    return atMs >= startAtMs && atMs < finishAtMs ? cabinKwAt(this.load, this.#point) : 0;
  }

  /** When that changes next; Infinity: never. */
  changesAtMs(afterMs: number): number {
    if (this.load === null) return Infinity;
    const { startAtMs, finishAtMs } = this.load;
    return [startAtMs, finishAtMs].find((atMs) => atMs > afterMs) ?? Infinity;
  }

  /** Taken until an instant, if no more than that flows from another on [kWh]. */
  takenKwh(fromMs: number, toMs: number, flowingKw: number): number {
    if (this.load === null) return this.#takenKwh;
    const { startAtMs, finishAtMs } = this.load;
    const spanMs = Math.min(toMs, finishAtMs) - Math.max(fromMs, startAtMs);
    const kw = Math.min(flowingKw, cabinKwAt(this.load, this.#point));
    return this.#takenKwh + (kw * Math.max(0, spanMs)) / HOUR_MS;
  }

  advance(fromMs: number, toMs: number, flowingKw: number): void {
    this.#takenKwh = this.takenKwh(fromMs, toMs, flowingKw);
  }

  snapshot(): BelievedCabinSnapshot {
    return { load: this.load, takenKwh: this.#takenKwh };
  }

  restore({ load, takenKwh }: BelievedCabinSnapshot): void {
    this.load = load;
    this.#takenKwh = takenKwh;
  }
}

/** What of a load a point can give: no more than its rating, and nothing below its least power [kW]. */
export function cabinKwAt(
  { powerKw }: Pick<CabinLoad, "powerKw">,
  { ratedKw, minKw }: Pick<PointModel, "ratedKw" | "minKw">,
): number {
  return powerKw < minKw ? 0 : Math.min(powerKw, ratedKw);
}
