/** A number with so many digits after the point, thousands set apart: `1,414.4`. */
export function grouped(value: number, digits: number): string {
  const [whole = "", fraction] = value.toFixed(digits).split(".");
  const spaced = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  return fraction === undefined ? spaced : `${spaced}.${fraction}`;
}
