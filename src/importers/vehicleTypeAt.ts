import type { Row } from "../scenario/index.ts";
import type { ImportOptions } from "./imported.ts";

/**
 * The vehicle type of a row as the table is to have it: renamed where people say so, the
 * one for all where the row names none.
 * @throws InputProblem when there is none at all
 */
export function vehicleTypeAt(
  row: Row,
  position: number,
  { vehicleType, typeNames }: ImportOptions,
): string {
  const name = row.text(position);
  if (name !== "") return typeNames.get(name) ?? name;
  if (vehicleType !== null) return vehicleType;
  throw row.flaw(
    position,
    position < 0 ? "no column names a vehicle type" : "this is empty, expected a vehicle type",
    position < 0
      ? "--column vehicleType=… says which does, --vehicle-type NAME gives one to all rows"
      : "--vehicle-type NAME gives one to all rows that name none",
  );
}
