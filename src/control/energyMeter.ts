import type { Charging } from "../messages/index.ts";

const HOUR_MS = 3_600_000;
/** A meter may count back by this, as when a bus heats from its battery [kWh]: estimate. */
const COUNTS_BACK_KWH = 0.1;
/** So much must have flowed before a meter that stands still cannot be right [kWh]: estimate. */
const STANDS_STILL_KWH = 1;

/** Plain JSON. */
export interface EnergyMeterSnapshot {
  readonly energyKwh: number;
  readonly sinceMs: number;
  readonly leastKw: number;
}

/** What has become of a reading: `unknown`: there is none; `restarted`: it counts from elsewhere. */
export interface MeterReading {
  readonly how: "counts" | "restarted" | "unknown";
  /** Why it cannot be right; null: it can. */
  readonly reason: string | null;
}

const COUNTS: MeterReading = { how: "counts", reason: null };

/** What the meter of one session says, and whether that can be true. */
export class EnergyMeter {
  readonly #ratedKw: number;
  readonly #pluggedInAtMs: number;
  #energyKwh = 0;
  /** Since when it has stood there with power flowing, and the least of that [kW]. */
  #sinceMs: number;
  #leastKw = 0;

  constructor(ratedKw: number, pluggedInAtMs: number) {
    this.#ratedKw = ratedKw;
    this.#pluggedInAtMs = pluggedInAtMs;
    this.#sinceMs = pluggedInAtMs;
  }

  /** The last reading that could be one [kWh]. */
  get energyKwh(): number {
    return this.#energyKwh;
  }

  /** @param powerKw null: nobody can say */
  heard({ energyKwh, knownAtMs }: Charging, powerKw: number | null): MeterReading {
    const hours = (knownAtMs - this.#pluggedInAtMs) / HOUR_MS;
    // An hour more, since links may be late.
    const mostKwh = 2 * this.#ratedKw * (hours + 1);
    if (!(energyKwh >= -COUNTS_BACK_KWH && energyKwh <= mostKwh)) {
      return { how: "unknown", reason: tooMuch(energyKwh, mostKwh) };
    }
    const lastKwh = this.#energyKwh;
    const flowsKw = powerKw ?? 0;
    this.#energyKwh = energyKwh;
    if (energyKwh !== lastKwh || flowsKw <= 0 || this.#leastKw <= 0) {
      this.#sinceMs = knownAtMs;
      this.#leastKw = flowsKw;
      if (energyKwh >= lastKwh - COUNTS_BACK_KWH) return COUNTS;
      return { how: "restarted", reason: countsBack(lastKwh, energyKwh) };
    }
    this.#leastKw = Math.min(this.#leastKw, flowsKw);
    const flowedKwh = (this.#leastKw * (knownAtMs - this.#sinceMs)) / HOUR_MS;
    if (flowedKwh <= STANDS_STILL_KWH) return COUNTS;
    return { how: "restarted", reason: standsStill(energyKwh, flowsKw) };
  }

  snapshot(): EnergyMeterSnapshot {
    return { energyKwh: this.#energyKwh, sinceMs: this.#sinceMs, leastKw: this.#leastKw };
  }

  restore(saved: EnergyMeterSnapshot): void {
    this.#energyKwh = saved.energyKwh;
    this.#sinceMs = saved.sinceMs;
    this.#leastKw = saved.leastKw;
  }
}

// Apart, for numbers are slow to write out, and readings are many and mostly good.

function tooMuch(energyKwh: number, mostKwh: number): string {
  return `${energyKwh} kWh, where ${mostKwh} would be twice what the point can give`;
}

function countsBack(lastKwh: number, energyKwh: number): string {
  return `counts back from ${lastKwh} to ${energyKwh} kWh`;
}

function standsStill(energyKwh: number, flowsKw: number): string {
  return `stands at ${energyKwh} kWh while ${flowsKw} kW flow`;
}
