import type { ChargingSession } from "./chargingSession.ts";

/** The power modules that cabinets can still give. Stations of their own need none. */
export class ModuleRoom {
  readonly #free: Float64Array;

  /** @param free per cabinet; Infinity where nothing binds; taken over and changed */
  constructor(free: Float64Array) {
    this.#free = free;
  }

  /** The most that a session can have with the modules it holds and all that are free [kW]. */
  mostKw({ outlet }: ChargingSession, held: number): number {
    return outlet === null ? Infinity : outlet.mostKw(held + this.#free[outlet.cabinet]!);
  }

  /** The most that a session can have with the modules it holds [kW]. */
  heldKw({ outlet }: ChargingSession, held: number): number {
    return outlet === null ? Infinity : outlet.mostKw(held);
  }

  /** How many modules a session needs for a power; for 0, to get anything at all. */
  needs({ outlet }: ChargingSession, powerKw: number): number {
    if (outlet === null) return 0;
    if (powerKw > 0) return outlet.modulesFor(powerKw);
    return outlet.mostKw(0) > 0 ? 0 : 1;
  }

  /** Takes modules for a session; false, and none taken, where fewer are free. */
  take({ outlet }: ChargingSession, modules: number): boolean {
    if (outlet === null || modules <= 0) return true;
    if (this.#free[outlet.cabinet]! < modules) return false;
    this.#free[outlet.cabinet]! -= modules;
    return true;
  }
}
