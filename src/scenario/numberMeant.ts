/** How much of the unit that a key carries another unit is. */
const units: readonly (readonly [key: RegExp, Readonly<Record<string, number>>])[] = [
  [/Kw(Kw)?$/, { w: 0.001, kw: 1, mw: 1000 }],
  [/Kwh$/, { wh: 0.001, kwh: 1, mwh: 1000 }],
  [/KwhPerKm$/, { "wh/km": 0.001, "kwh/km": 1 }],
  [/Min$/, { s: 1 / 60, min: 1, minutes: 1, h: 60 }],
  [/Sec$/, { s: 1, sec: 1, seconds: 1, min: 60 }],
  [/efficiency$|[cC]urve$|linear$|quadratic$/, { "%": 0.01 }],
];

/**
 * The number that a text was meant to be, in the unit that its key carries:
 * "0.4 MW" is 400 for `contractKw`. Undefined where nobody can tell, as for
 * "1,400": is it 1.4 or 1400?
 */
export function numberMeant(text: string, key: string): number | undefined {
  const [, digits, unit = ""] = /^\s*([+-]?\d+(?:[.,]\d+)?)\s*(\S*)\s*$/.exec(text) ?? [];
  if (digits === undefined || /,\d{3}$/.test(digits)) return undefined;
  const known = units.find(([pattern]) => pattern.test(key))?.[1];
  const factor = unit === "" ? 1 : known?.[unit.toLowerCase()];
  if (factor === undefined) return undefined;
  return Number((Number(digits.replace(",", ".")) * factor).toPrecision(12));
}
