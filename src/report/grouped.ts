/** How a language writes numbers. */
export interface Separators {
  readonly decimal: string;
  readonly thousands: string;
}

const ENGLISH: Separators = { decimal: ".", thousands: "," };

/** A number with so many digits after the point, thousands set apart: `1,414.4`. */
export function grouped(
  value: number,
  digits: number,
  { decimal, thousands }: Separators = ENGLISH,
): string {
  const [whole = "", fraction] = value.toFixed(digits).split(".");
  const spaced = whole.replace(/\B(?=(\d{3})+(?!\d))/g, thousands);
  return fraction === undefined ? spaced : `${spaced}${decimal}${fraction}`;
}
