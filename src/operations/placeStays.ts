import { id, type PointId, type VehicleId } from "../messages/index.ts";
import { copyOf } from "./copyOf.ts";
import { instantOf, placedRows, type Placement, usedKwhOf } from "./placement.ts";
import { withNextUse } from "./withNextUse.ts";
import type { Stay, StayRow, VehiclePlan } from "./timetable.ts";

/**
 * Stays as the rows give them. A row repeated on several dates stands for
 * another bus each time (its name gets the date): the file says how one day
 * looks, not which bus follows itself.
 *
 * @param plainDate the one whose copies of buses keep their plain names
 */
export function placeStays(
  rows: readonly StayRow[],
  placement: Placement,
  plainDate: string | null,
): VehiclePlan[] {
  const plans = new Map<string, { vehicleType: string; stays: Stay[] }>();
  for (const { row, date } of placedRows(rows, ({ arrive }) => arrive, placement)) {
    const isPlain = row.arrive.date !== null || date === plainDate;
    const name = isPlain ? row.vehicleId : copyOf(row.vehicleId, date);
    const plan = plans.get(name) ?? { vehicleType: row.vehicleType, stays: [] };
    plans.set(name, plan);
    plan.stays.push({
      line: row.line,
      arriveAtMs: instantOf(row.arrive, date, placement.zone),
      departAtMs: instantOf(row.depart, date, placement.zone),
      usedKwh: usedKwhOf(row.used, row.vehicleType, placement),
      nextUsedKwh: row.next ? usedKwhOf(row.next, row.vehicleType, placement) : null,
      blockBefore: row.blockBefore,
      blockAfter: row.blockAfter,
      pointId: row.pointId === null ? null : id<PointId>(row.pointId),
    });
  }
  return withNextUse(
    [...plans].map(([vehicleId, { vehicleType, stays }]) => ({
      vehicleId: id<VehicleId>(vehicleId),
      vehicleType,
      stays: stays.toSorted((a, b) => a.arriveAtMs! - b.arriveAtMs!),
    })),
  );
}
