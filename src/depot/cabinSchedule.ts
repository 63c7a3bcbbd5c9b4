import type { Precondition } from "../messages/index.ts";

/** What a cabin takes from one instant to another [kW, outlet side]. Plain JSON. */
export type CabinOrder = Pick<Precondition, "startAtMs" | "finishAtMs" | "powerKw">;

/** When and how the cabin of the bus at a point is preconditioned, as was last asked for. */
export class CabinSchedule {
  #order: CabinOrder | null = null;

  ask({ startAtMs, finishAtMs, powerKw }: CabinOrder): void {
    this.#order = { startAtMs, finishAtMs, powerKw };
  }

  clear(): void {
    this.#order = null;
  }

  /** What it wants at an instant [kW]. */
  kwAt(atMs: number): number {
    if (this.#order === null) return 0;
    const { startAtMs, finishAtMs, powerKw } = this.#order;
    return atMs >= startAtMs && atMs < finishAtMs ? powerKw : 0;
  }

  /** When that changes next; Infinity: never. */
  changesAtMs(afterMs: number): number {
    if (this.#order === null) return Infinity;
    const { startAtMs, finishAtMs } = this.#order;
    return [startAtMs, finishAtMs].find((atMs) => atMs > afterMs) ?? Infinity;
  }

  snapshot(): CabinOrder | null {
    return this.#order;
  }

  restore(saved: CabinOrder | null): void {
    this.#order = saved;
  }
}
