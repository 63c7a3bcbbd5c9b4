import type { DispatchPolicy, FreeBus, OpenBlock } from "./dispatch/dispatchPolicy.ts";
import { mostAtOnce } from "./mostAtOnce.ts";

/** What a dispatcher expects of the batteries of a type. */
export interface BatteryForecast {
  readonly usableKwh: number;
  /** What a battery holds after a stay at full power from plug-in to unplugging [kWh]. */
  readonly afterStay: (heldKwh: number, stayMs: number) => number;
}

/** How blocks find their buses. */
export interface Dispatch {
  readonly policy: DispatchPolicy;
  /** Least time between two blocks of a bus [ms]. */
  readonly turnaroundMs: number;
  /** How many buses there are of a type; a type that is missing has as many as it needs. */
  readonly fleet: ReadonlyMap<string, number>;
  readonly forecastOf: (vehicleType: string) => BatteryForecast;
}

interface PoolBus extends FreeBus {
  /** At its return [kWh]. */
  readonly heldKwh: number;
}

/** The buses of a type, each list in order of return. */
interface Pool {
  readonly free: PoolBus[];
  readonly away: PoolBus[];
  readonly forecast: BatteryForecast;
  readonly lastBusOf: Map<string, number>;
}

/**
 * Gives every block, in order of departure, one of the buses of its type that
 * are back for the turnaround or longer. At first all are there, full.
 *
 * @param blocks in any order; of those that depart together the first in the list is first
 * @returns for each block the number of its bus within its type, from 0; null: none is free
 */
export function dispatchBlocks(
  blocks: readonly OpenBlock[],
  { policy, turnaroundMs, fleet, forecastOf }: Dispatch,
): (number | null)[] {
  const pools = new Map<string, Pool>();
  for (const [vehicleType, needed] of neededFleet(blocks, turnaroundMs)) {
    const size = fleet.get(vehicleType) ?? needed;
    const forecast = forecastOf(vehicleType);
    const free = Array.from({ length: size }, (_, bus) => ({
      bus,
      backAtMs: -Infinity,
      heldKwh: forecast.usableKwh,
    }));
    pools.set(vehicleType, { free, away: [], forecast, lastBusOf: new Map() });
  }
  const buses: (number | null)[] = blocks.map(() => null);
  const order = blocks.map((block, i) => ({ block, i }));
  for (const { block, i } of order.toSorted((a, b) => a.block.departAtMs - b.block.departAtMs)) {
    const pool = pools.get(block.vehicleType)!;
    while (pool.away.length > 0 && pool.away[0]!.backAtMs + turnaroundMs <= block.departAtMs) {
      queue(pool.free, pool.away.shift()!);
    }
    if (pool.free.length > 0) buses[i] = sendOut(block, pool, policy);
  }
  return buses;
}

/** @returns the number of the bus that takes it */
function sendOut(block: OpenBlock, pool: Pool, policy: DispatchPolicy): number {
  const expectedKwh = (bus: FreeBus): number =>
    pool.forecast.afterStay((bus as PoolBus).heldKwh, block.departAtMs - bus.backAtMs);
  const picked = policy.pick(block, pool.free, {
    expectedKwh,
    lastBusOf: (blockId) => pool.lastBusOf.get(blockId),
  });
  const { bus } = picked;
  const heldKwh = Math.max(0, expectedKwh(picked) - block.usedKwh);
  pool.free.splice(pool.free.indexOf(picked as PoolBus), 1);
  queue(pool.away, { bus, backAtMs: block.returnAtMs, heldKwh });
  pool.lastBusOf.set(block.blockId, bus);
  return bus;
}

/** Puts a bus in its place: earlier ones before it, of equal ones the lower numbers. */
function queue(list: PoolBus[], bus: PoolBus): void {
  const place = list.findLastIndex(
    (other) =>
      other.backAtMs < bus.backAtMs || (other.backAtMs === bus.backAtMs && other.bus < bus.bus),
  );
  list.splice(place + 1, 0, bus);
}

/** Per type, the fewest buses that can drive all blocks: the most that are away at once, turnaround included. */
export function neededFleet(
  blocks: readonly OpenBlock[],
  turnaroundMs: number,
): Map<string, number> {
  const away = new Map<string, { fromMs: number; toMs: number }[]>();
  for (const { vehicleType, departAtMs, returnAtMs } of blocks) {
    const list = away.get(vehicleType) ?? [];
    away.set(vehicleType, list);
    // A block without length still takes a bus.
    const toMs = Math.max(returnAtMs + turnaroundMs, departAtMs + 1);
    list.push({ fromMs: departAtMs, toMs });
  }
  return new Map([...away].map(([vehicleType, list]) => [vehicleType, mostAtOnce(list)]));
}
