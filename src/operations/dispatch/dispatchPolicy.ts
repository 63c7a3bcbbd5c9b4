/** A block that names no bus. */
export interface OpenBlock {
  readonly blockId: string;
  readonly vehicleType: string;
  readonly departAtMs: number;
  readonly returnAtMs: number;
  /** At the battery [kWh]. */
  readonly usedKwh: number;
}

/** A bus at the depot that is free to leave. */
export interface FreeBus {
  /** Its number within its type, from 0. */
  readonly bus: number;
  /** −Infinity: it has not been out yet. */
  readonly backAtMs: number;
}

/** What a dispatcher knows besides who is there. */
export interface DispatchRecords {
  /** What the bus is expected to hold at the block's departure [kWh]. */
  readonly expectedKwh: (bus: FreeBus) => number;
  /** The bus that drove a block of this name last. */
  readonly lastBusOf: (blockId: string) => number | undefined;
}

/** Which of several buses takes a block. */
export interface DispatchPolicy {
  /** For people: the rule in one clause. */
  readonly says: string;
  /** @param free at least one bus, the longest parked first, equal ones by number */
  readonly pick: (block: OpenBlock, free: readonly FreeBus[], records: DispatchRecords) => FreeBus;
}
