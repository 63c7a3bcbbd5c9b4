/** What heats a cabin: electric resistance, or a heat pump. */
export type Heating = "ptc" | "heatPump";

/** What matters of a bus for its preconditioning. */
export interface CabinSpec {
  readonly heating: Heating;
  /** Of the whole bus [m]. */
  readonly lengthM: number;
}

/** Of a bus of 12 m: for how long, and with what electric power; how many times that one of 18 m takes. */
interface Knot {
  readonly ambientC: number;
  readonly durationMin: number;
  readonly powerKw: Readonly<Record<Heating, number>>;
  readonly timesAt18m: number;
}

/**
 * Estimate, no measurement: a lumped cabin of 1.2 MJ/K and 0.30 kW/K (12 m), 1.7 MJ/K and 0.42 kW/K (18 m),
 * warmed to 18 to 20 °C or cooled to 24 °C, by a heat pump with a COP of 2.2 at 5 °C, 1.8 at 0 °C, 1.4 at −10 °C.
 */
const TABLE: readonly Knot[] = [
  { ambientC: -15, durationMin: 45, powerKw: { ptc: 24, heatPump: 19 }, timesAt18m: 1.4 },
  { ambientC: -10, durationMin: 40, powerKw: { ptc: 22, heatPump: 16 }, timesAt18m: 1.4 },
  { ambientC: 0, durationMin: 30, powerKw: { ptc: 19, heatPump: 10 }, timesAt18m: 1.4 },
  { ambientC: 10, durationMin: 15, powerKw: { ptc: 14, heatPump: 6 }, timesAt18m: 1.4 },
  { ambientC: 18, durationMin: 0, powerKw: { ptc: 0, heatPump: 0 }, timesAt18m: 1.4 },
  { ambientC: 24, durationMin: 0, powerKw: { ptc: 0, heatPump: 0 }, timesAt18m: 1.5 },
  { ambientC: 30, durationMin: 15, powerKw: { ptc: 9, heatPump: 9 }, timesAt18m: 1.5 },
  { ambientC: 35, durationMin: 25, powerKw: { ptc: 11, heatPump: 11 }, timesAt18m: 1.5 },
];

const TABLE_LENGTH_M = 12;
const LONG_M = 18;

/**
 * How long a parked bus is warmed or cooled before it leaves [min], and with what electric power at its plug
 * [kW]: straight between the knots of the table, which holds at its ends beyond them; power goes straight
 * with length. Nothing from 18 to 24 °C. Estimate.
 */
export function preconditioningAt(
  ambientC: number,
  { heating, lengthM }: CabinSpec,
): { readonly durationMin: number; readonly powerKw: number } {
  const insideC = Math.min(Math.max(ambientC, TABLE[0]!.ambientC), TABLE.at(-1)!.ambientC);
  const next = TABLE.findIndex((knot) => knot.ambientC >= insideC);
  const to = TABLE[Math.max(1, next)]!;
  const from = TABLE[Math.max(1, next) - 1]!;
  const share = (insideC - from.ambientC) / (to.ambientC - from.ambientC);
  const between = (of: (knot: Knot) => number): number => of(from) + share * (of(to) - of(from));
  const longer = (lengthM - TABLE_LENGTH_M) / (LONG_M - TABLE_LENGTH_M);
  return {
    durationMin: between(({ durationMin }) => durationMin),
    powerKw: between(({ powerKw }) => powerKw[heating]) * (1 + (to.timesAt18m - 1) * longer),
  };
}
