import { grouped, type Separators } from "./grouped.ts";

/** A power for people. */
export function kw(value: number, separators?: Separators): string {
  return `${grouped(value, value < 100 ? 1 : 0, separators)} kW`;
}

/** An energy for people. */
export function kwh(value: number, separators?: Separators): string {
  return value >= 10_000
    ? `${grouped(value / 1000, 1, separators)} MWh`
    : `${grouped(value, 1, separators)} kWh`;
}
