import { mostAtOnce } from "./mostAtOnce.ts";

/** A block waiting for a bus. */
export interface UnassignedBlock {
  readonly vehicleType: string;
  readonly departAtMs: number;
  readonly returnAtMs: number;
}

/** A fleet no larger than the block table's busiest moment needs, per type. */
interface Pool {
  /** Ready times of buses at the depot; the longest parked first. */
  readonly parked: { bus: number; readyAtMs: number }[];
  readonly away: { bus: number; readyAtMs: number }[];
}

/**
 * First in, first out: the bus that has been parked longest takes the next
 * block. Per type, the fleet is the smallest that covers the table: the most
 * blocks, turnaround included, that run at the same time.
 *
 * @param blocks in any order
 * @returns for each block the number of its bus within its type, from 0
 */
export function dispatchFifo(blocks: readonly UnassignedBlock[], turnaroundMs: number): number[] {
  const order = blocks
    .map((_, i) => i)
    .toSorted((a, b) => at(blocks, a).departAtMs - at(blocks, b).departAtMs || a - b);
  const pools = new Map<string, Pool>();
  for (const [vehicleType, size] of fleetSizes(blocks, turnaroundMs)) {
    const parked = Array.from({ length: size }, (_, bus) => ({ bus, readyAtMs: -Infinity }));
    pools.set(vehicleType, { parked, away: [] });
  }
  const buses: number[] = [];
  for (const i of order) {
    const block = at(blocks, i);
    const { parked, away } = pools.get(block.vehicleType)!;
    while (away.length > 0 && at(away, 0).readyAtMs <= block.departAtMs) {
      parked.push(away.shift()!);
    }
    const next = parked.shift()!;
    buses[i] = next.bus;
    const back = { bus: next.bus, readyAtMs: block.returnAtMs + turnaroundMs };
    const place = away.findIndex(({ readyAtMs }) => readyAtMs > back.readyAtMs);
    away.splice(place < 0 ? away.length : place, 0, back);
  }
  return buses;
}

/** Per type, the most blocks that run at the same time, turnaround included. */
function fleetSizes(blocks: readonly UnassignedBlock[], turnaroundMs: number): Map<string, number> {
  const away = new Map<string, { fromMs: number; toMs: number }[]>();
  for (const { vehicleType, departAtMs, returnAtMs } of blocks) {
    const list = away.get(vehicleType) ?? [];
    away.set(vehicleType, list);
    list.push({ fromMs: departAtMs, toMs: returnAtMs + turnaroundMs });
  }
  return new Map([...away].map(([vehicleType, list]) => [vehicleType, mostAtOnce(list)]));
}

function at<T>(list: readonly T[], i: number): T {
  return list[i]!;
}
