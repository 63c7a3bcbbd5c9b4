import { grouped, type Separators } from "./grouped.ts";

/** Shares nearer to a whole percent than this are rounding. */
const ROUNDING = 1e-9;

/** A share for people: `87 %`. */
export function percent(
  share: number,
  separators?: Separators,
  round: (value: number) => number = Math.round,
): string {
  const value = share * 100;
  const nearest = Math.round(value);
  const whole = Math.abs(value - nearest) < ROUNDING ? nearest : round(value);
  return `${grouped(whole, 0, separators)} %`;
}
