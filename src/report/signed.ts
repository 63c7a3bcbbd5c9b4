import { grouped, type Separators } from "./grouped.ts";

/** A difference for people: `+3.2`, `−664`, `0.0`. */
export function signed(value: number, digits: number, separators?: Separators): string {
  const text = grouped(Math.abs(value), digits, separators);
  if (!/[1-9]/.test(text)) return text;
  return `${value < 0 ? "−" : "+"}${text}`;
}

/** A difference of powers: `−664 kW`. */
export function signedKw(value: number, separators?: Separators): string {
  return `${signed(value, Math.abs(value) < 100 ? 1 : 0, separators)} kW`;
}
