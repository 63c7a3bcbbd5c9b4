import { distanceUnit, type Measure, type UnitHint } from "./distanceUnit.ts";
import type { Source } from "./imported.ts";
import type { ImportedRow } from "./importedRow.ts";
import { minutesBetween } from "./minutesBetween.ts";

/** Rows whose distances are kilometres, and how that is known; null where there are none. */
export interface RowsInKm {
  readonly rows: readonly ImportedRow[];
  readonly distance: string | null;
}

/**
 * Settles the unit of the distances of rows, and makes kilometres of them.
 * @param rows with distances as the file has them
 * @param areOnTheRoad whether a row lasts as long as its distance takes, as a block does
 * @throws InputProblem when no unit makes them plausible
 */
export function rowsInKm(
  rows: readonly ImportedRow[],
  { path, options, warnings }: Source,
  usual: Pick<UnitHint, "usual" | "usualBy">,
  areOnTheRoad: boolean,
): RowsInKm {
  const measures = rows.flatMap(({ line, distanceKm: distance, from, to }): Measure[] => {
    if (distance === null) return [];
    return [{ line, distance, hours: areOnTheRoad ? minutesBetween(from, to) / 60 : null }];
  });
  const hint = { given: options.distanceUnit, ...usual };
  const { kmPerUnit, how } = distanceUnit(path, measures, hint, warnings);
  return {
    rows: rows.map((row) => ({
      ...row,
      distanceKm: row.distanceKm === null ? null : row.distanceKm * kmPerUnit,
    })),
    distance: measures.length === 0 ? null : how,
  };
}
