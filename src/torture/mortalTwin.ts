import type { Engine, RandomStream } from "../engine/index.ts";
import { type DepotPorts, directLink, type Link, type RequestChanged } from "../messages/index.ts";
import {
  Journal,
  type JournalDisk,
  type JournalHeader,
  type OpenedJournal,
} from "../record/index.ts";
import type { Scenario } from "../scenario/index.ts";
import { AttachedTwin } from "../twin/index.ts";
import type { Fault } from "./fault.ts";
import { Pipe } from "./pipe.ts";
import type { Reception } from "./presystem/reception.ts";
import { type AttachIn, soundAttach } from "./presystem/soundAttach.ts";
import { SlowPlanner } from "./slowPlanner.ts";
import { Killed, TortureDisk } from "./tortureDisk.ts";
import type { Rule } from "./violation.ts";

/** Small, so that a night has many of them [bytes, records]. */
const OPTIONS = { segmentBytes: 32 << 10, maxBytes: 256 << 10, snapshotEvery: 200 };

/** A span in which there is no process. */
interface Outage {
  readonly fromMs: number;
  readonly toMs: number;
}

/** How a process is put together; tests plant faults of their own. */
export interface TortureParts {
  readonly openJournal: (disk: JournalDisk, header: JournalHeader) => OpenedJournal;
  /** What lies between the pipe and the controller. */
  readonly link: Link;
  /** What receives presystems that call. */
  readonly attach: AttachIn;
}

export const soundParts: TortureParts = {
  openJournal: (disk, header) => Journal.open(disk, header, OPTIONS),
  link: directLink,
  attach: soundAttach,
};

/** The process of a charge management on a disk: it can be killed at any write, and is started again. */
export class MortalTwin {
  readonly #engine: Engine;
  readonly #spec: Scenario;
  readonly #pipe: Pipe;
  readonly #faults: readonly Fault[];
  readonly #disk: TortureDisk;
  readonly #parts: TortureParts;
  readonly #reception: Reception | null;
  #twin: AttachedTwin | null = null;
  /** The highest that any device has been asked. */
  #lastCommandId = 0;
  /** When it was not there, or is not to be. */
  readonly #outages: Outage[] = [];
  /** After its end it stays away for so long [ms]. */
  #awayMs = 0;
  #commands = 0;
  #violation: readonly [Rule, string] | null = null;

  /** @param reception where presystems call; null: that of the depot is heard */
  constructor(
    engine: Engine,
    spec: Scenario,
    depot: DepotPorts,
    faults: readonly Fault[],
    chance: RandomStream,
    parts: TortureParts,
    reception: Reception | null,
  ) {
    this.#reception = reception;
    this.#engine = engine;
    this.#spec = spec;
    this.#pipe = new Pipe(engine, spec, this.#tapped(depot));
    this.#faults = faults;
    this.#disk = new TortureDisk(chance);
    this.#parts = parts;
  }

  /** When it was not there. */
  get outages(): readonly Outage[] {
    return this.#outages;
  }

  /** That were asked of devices. */
  get commands(): number {
    return this.#commands;
  }

  /** What it knows to be wanted; null: something waits for it, or it is not there. */
  get requests(): readonly RequestChanged[] | null {
    if (this.#twin === null || this.#twin.isWaiting || this.#twin.isDiskFull) return null;
    return this.#twin.belief().requests.requests;
  }

  /** What did not hold of the process itself; null: nothing. */
  get violation(): readonly [Rule, string] | null {
    return this.#violation;
  }

  /** Is started, for the first time or again; whoever starts it again has made room on the disk. */
  start(): void {
    if (this.#outages.length > 0) this.#disk.isFull = false;
    const twin = this.#recalled();
    this.#twin = twin;
    twin.begin();
    this.#pipe.connect(twin.end);
    this.#reception?.open({
      view: () => twin.viewAt(this.#engine.nowMs),
      known: twin.belief().requests,
      hear: (word) => twin.order(word),
      settle: () => twin.settle(),
    });
  }

  /** Ends in the midst of the n-th write from now on, and then is away for a while. */
  doom({ atChange, durationMs }: Fault & { readonly kind: "kill" }): void {
    if (this.#twin === null) return;
    this.#disk.writesUntilDeath = atChange;
    this.#awayMs = durationMs;
  }

  fill(isFull: boolean): void {
    this.#disk.isFull = isFull;
  }

  /** Does something in which the process may be killed. */
  guard(act: () => void): void {
    try {
      act();
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      this.#die();
      const { nowMs } = this.#engine;
      this.#outages.push({ fromMs: nowMs, toMs: nowMs + this.#awayMs });
    }
  }

  instantSettled(): void {
    this.guard(() => this.#twin?.instantSettled());
  }

  /** At the end: whether the journal makes the same state once more. What does not fit on the disk is in none. */
  replays(): boolean {
    if (this.#twin === null || this.#disk.isFull) return true;
    const state = JSON.stringify(this.#twin.belief());
    this.#die();
    return JSON.stringify(this.#recalled().belief()) === state;
  }

  #opened(): OpenedJournal {
    const { name, seed, run } = this.#spec;
    const header = { scenarioHash: name, engineVersion: "torture", startMs: run.fromMs, seed };
    return this.#parts.openJournal(this.#disk, header);
  }

  /** A new life of the process, come to where the journal ends. */
  #recalled(): AttachedTwin {
    const end = this.#pipe.newEnd();
    const twin = new AttachedTwin(this.#engine, this.#spec, end, this.#opened(), {
      link: this.#parts.link,
      isPresystemElsewhere: this.#reception !== null,
      planned: (planner) => new SlowPlanner(this.#engine, planner, this.#faults),
    });
    twin.recall();
    const { nextCommandId } = twin.belief().enforcement;
    if (nextCommandId <= this.#lastCommandId) {
      const found = `command ${this.#lastCommandId} was asked, the journal knows of none after ${nextCommandId - 1}`;
      this.#violation = ["memory", found];
    }
    return twin;
  }

  #die(): void {
    this.#pipe.cut();
    this.#reception?.close();
    this.#twin?.stop();
    this.#twin = null;
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
