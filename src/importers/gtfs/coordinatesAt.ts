import type { Row } from "../../scenario/index.ts";
import type { Coordinates } from "./wayKm.ts";

/** Coordinates of a row. @throws InputProblem for what is no place on earth */
export function coordinatesAt(
  row: Row,
  at: { readonly latitude: number; readonly longitude: number },
): Coordinates {
  return {
    latitude: degreesAt(row, at.latitude, 90),
    longitude: degreesAt(row, at.longitude, 180),
  };
}

/** @param most in either direction */
function degreesAt(row: Row, position: number, most: number): number {
  const text = row.text(position);
  const degrees = /^[+-]?\d{1,3}(\.\d+)?$/.test(text) ? Number(text) : NaN;
  if (Math.abs(degrees) <= most) return degrees;
  const found = text === "" ? "an empty cell" : `"${text.slice(0, 40)}"`;
  throw row.flaw(position, `found ${found}, expected degrees, -${most} to ${most}`);
}
