import { id, type PointId, type VehicleId } from "../messages/index.ts";
import { dispatchFifo } from "./dispatchFifo.ts";
import { withNextUse } from "./withNextUse.ts";
import type { BlockRow, BlockUse, FileTime, Stay, StayRow, VehiclePlan } from "./timetable.ts";
import type { Zone } from "./zone.ts";

/** What turns rows of a timetable into stays placed in time. */
export interface Placement {
  readonly zone: Zone;
  /** Service days on which undated rows run, in order. */
  readonly dates: readonly string[];
  /** The one whose copies of buses keep their plain names. */
  readonly plainDate: string | null;
  readonly consumptionKwhPerKm: (vehicleType: string) => number;
  readonly turnaroundMs: number;
}

/**
 * Stays as the rows give them. A row repeated on several dates stands for
 * another bus each time (its name gets the date): the file says how one day
 * looks, not which bus follows itself.
 */
export function placeStays(rows: readonly StayRow[], placement: Placement): VehiclePlan[] {
  const plans = new Map<string, { vehicleType: string; stays: Stay[] }>();
  for (const date of placement.dates) {
    for (const row of rows) {
      const dated = row.arrive.date !== null;
      if (dated && date !== placement.dates[0]) continue;
      const name =
        dated || date === placement.plainDate ? row.vehicleId : `${row.vehicleId}@${date}`;
      const plan = plans.get(name) ?? { vehicleType: row.vehicleType, stays: [] };
      plans.set(name, plan);
      plan.stays.push({
        line: row.line,
        arriveAtMs: instant(row.arrive, date, placement.zone),
        departAtMs: instant(row.depart, date, placement.zone),
        usedKwh: usedKwh(row.used, row.vehicleType, placement),
        nextUsedKwh: row.next ? usedKwh(row.next, row.vehicleType, placement) : null,
        blockBefore: row.blockBefore,
        blockAfter: row.blockAfter,
        pointId: row.pointId === null ? null : id<PointId>(row.pointId),
      });
    }
  }
  return withNextUse(
    [...plans].map(([vehicleId, { vehicleType, stays }]) => ({
      vehicleId: id<VehicleId>(vehicleId),
      vehicleType,
      stays: stays.toSorted((a, b) => a.arriveAtMs! - b.arriveAtMs!),
    })),
  );
}

/** A block placed in time. */
interface PlacedBlock {
  readonly row: BlockRow;
  readonly vehicleType: string;
  readonly departAtMs: number;
  readonly returnAtMs: number;
}

/**
 * Stays between blocks. Blocks that name no bus are dispatched first in, first
 * out; a bus is at the depot, full, before its first block.
 */
export function placeBlocks(rows: readonly BlockRow[], placement: Placement): VehiclePlan[] {
  const blocks = placement.dates.flatMap((date) =>
    rows
      .filter((row) => row.depart.date === null || date === placement.dates[0])
      .map((row): PlacedBlock => ({
        row,
        vehicleType: row.vehicleType,
        departAtMs: instant(row.depart, date, placement.zone),
        returnAtMs: instant(row.return, date, placement.zone),
      })),
  );
  const open = blocks.filter(({ row }) => row.vehicleId === null);
  const found = dispatchFifo(open, placement.turnaroundMs);
  const fleet = new FleetNames(rows);
  const names = new Map(
    open.map((block, i) => [block, fleet.of(block.vehicleType, found[i] ?? 0)]),
  );
  const byVehicle = new Map<string, PlacedBlock[]>();
  for (const block of blocks) {
    const name = block.row.vehicleId ?? (names.get(block) as string);
    const list = byVehicle.get(name);
    if (list === undefined) byVehicle.set(name, [block]);
    else list.push(block);
  }
  return [...byVehicle].map(([vehicleId, list]) => ({
    vehicleId: id<VehicleId>(vehicleId),
    vehicleType: list[0]!.vehicleType,
    stays: between(
      list.toSorted((a, b) => a.departAtMs - b.departAtMs),
      placement,
    ),
  }));
}

/** The stays before, between and after the blocks of one bus. */
function between(blocks: readonly PlacedBlock[], placement: Placement): Stay[] {
  return Array.from({ length: blocks.length + 1 }, (_, i) => {
    const before = blocks[i - 1];
    const after = blocks[i];
    return {
      line: (before ?? after)?.row.line ?? 0,
      arriveAtMs: before?.returnAtMs ?? null,
      departAtMs: after?.departAtMs ?? null,
      usedKwh: before === undefined ? 0 : usedKwh(before.row.used, before.vehicleType, placement),
      nextUsedKwh:
        after === undefined ? null : usedKwh(after.row.used, after.vehicleType, placement),
      blockBefore: before?.row.blockId ?? null,
      blockAfter: after?.row.blockId ?? null,
      pointId: null,
    };
  });
}

function instant(time: FileTime, date: string, zone: Zone): number {
  return time.date === null
    ? zone.ofServiceTime(date, time.minutes)
    : zone.ofWallTime(time.date, time.minutes);
}

function usedKwh(used: BlockUse, vehicleType: string, placement: Placement): number {
  return used.energyKwh ?? used.distanceKm * placement.consumptionKwhPerKm(vehicleType);
}

/** Names of buses that dispatch finds: those of a type in order, none that a row gives. */
class FleetNames {
  readonly #taken: ReadonlySet<string | null>;
  readonly #names = new Map<string, { list: string[]; last: number }>();

  constructor(rows: readonly BlockRow[]) {
    this.#taken = new Set(rows.map((row) => row.vehicleId));
  }

  of(vehicleType: string, bus: number): string {
    const names = this.#names.get(vehicleType) ?? { list: [], last: 0 };
    this.#names.set(vehicleType, names);
    while (names.list.length <= bus) {
      const name = `${vehicleType}-${String(++names.last).padStart(3, "0")}`;
      if (!this.#taken.has(name)) names.list.push(name);
    }
    return names.list[bus]!;
  }
}
