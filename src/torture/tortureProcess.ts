import type { Engine, RandomStream } from "../engine/index.ts";
import type { DepotPorts } from "../messages/index.ts";
import { Journal, type JournalHeader, type OpenedJournal } from "../record/index.ts";
import type { Scenario } from "../scenario/index.ts";
import { AttachedTwin } from "../twin/index.ts";
import type { Connection } from "./connection.ts";
import type { Fault } from "./fault.ts";
import { SlowPlanner } from "./slowPlanner.ts";
import { Killed, TortureDisk } from "./tortureDisk.ts";
import type { Rule } from "./violation.ts";

/** Small, so that a night has many of them [bytes, records]. */
const OPTIONS = { segmentBytes: 32 << 10, maxBytes: 256 << 10, snapshotEvery: 200 };

/** How a process is put together; tests plant faults of their own. */
export interface TortureParts {
  readonly openJournal: (disk: TortureDisk, header: JournalHeader) => OpenedJournal;
}

export const soundParts: TortureParts = {
  openJournal: (disk, header) => Journal.open(disk, header, OPTIONS),
};

/** The process of a charge management on a disk: it can be killed at any write, and is started again. */
export class TortureProcess {
  readonly #engine: Engine;
  readonly #spec: Scenario;
  readonly #connect: () => Connection;
  readonly #faults: readonly Fault[];
  readonly #disk: TortureDisk;
  readonly #parts: TortureParts;
  #alive: { readonly twin: AttachedTwin; readonly connection: Connection } | null = null;
  /** The highest that any device has been asked. */
  #lastCommandId = 0;
  #restarts = 0;
  #commands = 0;
  #violation: readonly [Rule, string] | null = null;

  constructor(
    engine: Engine,
    spec: Scenario,
    connect: (tap: (ports: DepotPorts) => DepotPorts) => Connection,
    faults: readonly Fault[],
    chance: RandomStream,
    parts: TortureParts,
  ) {
    this.#engine = engine;
    this.#spec = spec;
    this.#connect = () => connect(this.#tapped);
    this.#faults = faults;
    this.#disk = new TortureDisk(chance);
    this.#parts = parts;
  }

  get restarts(): number {
    return this.#restarts;
  }

  /** That were asked of devices. */
  get commands(): number {
    return this.#commands;
  }

  /** What did not hold of the process itself; null: nothing. */
  get violation(): readonly [Rule, string] | null {
    return this.#violation;
  }

  start(): void {
    this.#begin(this.#opened());
  }

  /** Ends in the midst of the n-th write from now on. */
  doom(writes: number): void {
    if (this.#alive !== null) this.#disk.writesUntilDeath = writes;
  }

  fill(isFull: boolean): void {
    this.#disk.isFull = isFull;
  }

  /** Is started again where it was killed; a disk that is full still is. */
  restart(): void {
    this.#disk.writesUntilDeath = Infinity;
    if (this.#alive !== null) return;
    if (this.#disk.isFull) this.#disk.isFull = false;
    this.#restarts++;
    this.start();
  }

  /** Does something in which the process may be killed. */
  guard(act: () => void): void {
    try {
      act();
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      this.#die();
    }
  }

  instantSettled(): void {
    this.guard(() => this.#alive?.twin.instantSettled());
  }

  /** At the end: whether the journal makes the same state once more. */
  replays(): boolean {
    if (this.#alive === null) return true;
    const { twin, connection } = this.#alive;
    const state = JSON.stringify(twin.belief());
    connection.end();
    twin.end();
    this.#alive = null;
    this.#disk.losePower();
    this.#begin(this.#opened());
    return JSON.stringify(this.#alive!.twin.belief()) === state;
  }

  #opened(): OpenedJournal {
    const { name, seed, run } = this.#spec;
    const header = { scenarioHash: name, engineVersion: "torture", startMs: run.fromMs, seed };
    return this.#parts.openJournal(this.#disk, header);
  }

  #begin(opened: OpenedJournal): void {
    const connection = this.#connect();
    const twin = new AttachedTwin(this.#engine, this.#spec, connection.ports, opened, {
      kept: () => connection.kept(),
      planned: (planner) => new SlowPlanner(this.#engine, planner, this.#faults),
    });
    this.#alive = { twin, connection };
    twin.recall();
    const { nextCommandId } = twin.belief().enforcement;
    if (nextCommandId <= this.#lastCommandId) {
      const found = `command ${this.#lastCommandId} was asked, the journal knows of none after ${nextCommandId - 1}`;
      this.#violation = ["memory", found];
    }
    twin.begin();
    connection.begin();
  }

  #die(): void {
    this.#alive?.connection.end();
    this.#alive?.twin.end();
    this.#alive = null;
    this.#disk.losePower();
  }

  readonly #tapped = (ports: DepotPorts): DepotPorts => ({
    ...ports,
    stations: ports.stations.map((station) => ({
      pointId: station.pointId,
      listen: station.listen.bind(station),
      send: (command) => {
        this.#lastCommandId = Math.max(this.#lastCommandId, command.commandId);
        this.#commands++;
        station.send(command);
      },
    })),
  });
}
