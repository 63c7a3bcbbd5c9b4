import { grouped } from "./grouped.ts";

/** A power for people. */
export function kw(value: number): string {
  return `${grouped(value, value < 100 ? 1 : 0)} kW`;
}

/** An energy for people. */
export function kwh(value: number): string {
  return value >= 10_000 ? `${grouped(value / 1000, 1)} MWh` : `${grouped(value, 1)} kWh`;
}
