import { id, type VehicleId } from "../messages/index.ts";
import { type Dispatch, dispatchBlocks } from "./dispatchBlocks.ts";
import type { OpenBlock } from "./dispatch/dispatchPolicy.ts";
import { instantOf, placedRows, type Placement, usedKwhOf } from "./placement.ts";
import type { BlockRow, Stay, VehiclePlan } from "./timetable.ts";

/** A block placed in time. */
export interface PlacedBlock extends OpenBlock {
  readonly row: BlockRow;
}

/** Blocks strung to buses. */
export interface DispatchedBlocks {
  readonly plans: readonly VehiclePlan[];
  /** Blocks for which no bus of the fleet was free, in order of departure. */
  readonly unserved: readonly PlacedBlock[];
  /** All blocks that had to find a bus. */
  readonly open: readonly PlacedBlock[];
}

/**
 * Stays between blocks. Blocks that name no bus are dispatched, by none of the
 * buses that rows name; a bus is at the depot, full, before its first block, and
 * one that has no block is none.
 */
export function placeBlocks(
  rows: readonly BlockRow[],
  placement: Placement,
  dispatch: Dispatch,
): DispatchedBlocks {
  const blocks = placedRows(rows, ({ depart }) => depart, placement).map(
    ({ row, date }): PlacedBlock => ({
      row,
      blockId: row.blockId,
      vehicleType: row.vehicleType,
      departAtMs: instantOf(row.depart, date, placement.zone),
      returnAtMs: instantOf(row.return, date, placement.zone),
      usedKwh: usedKwhOf(row.used, row.vehicleType, placement),
    }),
  );
  const open = blocks.filter(({ row }) => row.vehicleId === null);
  const found = dispatchBlocks(open, dispatch);
  const fleet = new FleetNames(rows);
  const names = new Map(
    open.flatMap((block, i) => {
      const bus = found[i] ?? null;
      return bus === null ? [] : [[block, fleet.of(block.vehicleType, bus)] as const];
    }),
  );
  const byVehicle = new Map<string, PlacedBlock[]>();
  for (const block of blocks) {
    const name = block.row.vehicleId ?? names.get(block);
    if (name === undefined) continue;
    const list = byVehicle.get(name);
    if (list === undefined) byVehicle.set(name, [block]);
    else list.push(block);
  }
  const plans = [...byVehicle].map(([vehicleId, list]) => ({
    vehicleId: id<VehicleId>(vehicleId),
    vehicleType: list[0]!.vehicleType,
    stays: between(list.toSorted((a, b) => a.departAtMs - b.departAtMs)),
  }));
  const unserved = open.filter((_, i) => found[i] === null);
  return { plans, open, unserved: unserved.toSorted((a, b) => a.departAtMs - b.departAtMs) };
}

/** The stays before, between and after the blocks of one bus. */
function between(blocks: readonly PlacedBlock[]): Stay[] {
  return Array.from({ length: blocks.length + 1 }, (_, i) => {
    const before = blocks[i - 1];
    const after = blocks[i];
    return {
      line: (before ?? after)?.row.line ?? 0,
      arriveAtMs: before?.returnAtMs ?? null,
      departAtMs: after?.departAtMs ?? null,
      usedKwh: before?.usedKwh ?? 0,
      nextUsedKwh: after?.usedKwh ?? null,
      blockBefore: before?.blockId ?? null,
      blockAfter: after?.blockId ?? null,
      pointId: null,
    };
  });
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
