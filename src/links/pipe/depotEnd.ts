import { type Device, type Engine, phase } from "../../engine/index.ts";
import type {
  Command,
  CommandResult,
  DepotPorts,
  Observation,
  PointId,
  StationPort,
} from "../../messages/index.ts";
import { Standing } from "../standing.ts";
import {
  type Asked,
  type ControlHello,
  type Frame,
  type FullReport,
  type Instant,
  type Pacing,
  PIPE_VERSION,
} from "./frame.ts";
import type { LineChannel } from "./lineChannel.ts";
import { readFrame } from "./readFrame.ts";

/** Instants under way that were not confirmed. */
const WINDOW = 256;
/** Instants kept at most; the oldest are dropped and made up for by a full report. */
const CAPACITY = 10_000;

/** How the depot's end of a pipe is set up. */
export interface DepotEndOptions {
  /** Hash of what both ends must agree on. */
  readonly scenario: string;
  readonly pacing: Pacing;
  /** Virtual seconds per second; null in lock-step. */
  readonly speed: number | null;
  /** Told in words what was wrong with what came. */
  readonly warn: (text: string) => void;
  /** The other end will not talk with this one. */
  readonly refused: (reason: string) => void;
  /** Virtual time has to be looked at, by the clock of this end, and afterwards. Paced only. */
  readonly clockMs?: () => number;
  readonly woken?: () => void;
  readonly capacity?: number;
}

/** Plain JSON. */
export interface DepotEndSnapshot {
  readonly number: number;
  readonly openNumber: number;
  readonly inbox: readonly Observation[];
  readonly standing: readonly Observation[];
  readonly done: readonly (readonly [PointId, Readonly<Done>])[];
  readonly kept: readonly (Instant | FullReport)[];
  readonly owesReport: boolean;
  readonly dropped: number;
}

/** The last command a station has done, and what it said of it. */
interface Done {
  readonly commandId: number;
  answer: CommandResult | null;
}

/**
 * The depot's end of a pipe: tells over a channel what devices say, each instant in one frame, and
 * does what is asked, each command once. What the other end has not confirmed is kept and told again
 * over the next channel, and then all that holds.
 */
export class DepotEnd implements Device {
  readonly #engine: Engine;
  readonly #options: DepotEndOptions;
  readonly #stations: ReadonlyMap<PointId, StationPort>;
  readonly #slot: number;
  /** What holds of what was told. */
  readonly #standing = new Standing();
  readonly #done = new Map<PointId, Done>();
  #channel: LineChannel | null = null;
  /** Whether the other end has said hello on this channel. */
  #isMet = false;
  #inbox: Observation[] = [];
  #isDoing = false;
  #number = 0;
  /** What is not confirmed, and up to what number it went out on this channel. */
  #kept: (Instant | FullReport)[] = [];
  #sentUpTo = 0;
  #owesReport = false;
  #dropped = 0;
  /** The instant that waits for its answer; 0: none. */
  #openNumber = 0;
  /** The one whose answer could not be read. */
  #toldAgain = 0;
  #isClosed = false;
  /** Whoever waits for quiet. */
  #waiting: (() => void)[] = [];

  constructor(engine: Engine, depot: DepotPorts, options: DepotEndOptions) {
    this.#engine = engine;
    this.#options = options;
    this.#slot = engine.adopt(this, 1);
    this.#stations = new Map(depot.stations.map((station) => [station.pointId, station]));
    const hear = (said: Observation): void => this.#hear(said);
    for (const device of [...depot.stations, ...depot.meters]) device.listen(hear);
    depot.gridOperator.listen(hear);
    depot.presystem.listen(hear);
  }

  /** How many instants did not fit into what is kept. */
  get dropped(): number {
    return this.#dropped;
  }

  /** Talks over this channel from now on; an earlier one is closed. */
  connect(channel: LineChannel): void {
    const before = this.#channel;
    this.#channel = channel;
    before?.close();
    this.#isMet = false;
    const isThis = (): boolean => this.#channel === channel;
    channel.onLine((line) => isThis() && this.#read(line));
    channel.onClose(() => {
      if (isThis()) this.#channel = null;
    });
    const { scenario, pacing, speed } = this.#options;
    this.#lookAtClock();
    const { nowMs } = this.#engine;
    const both = { version: PIPE_VERSION, scenario };
    const lastNumber = this.#number;
    this.#send({ kind: "depotHello", ...both, pacing, nowMs, speed, lastNumber });
  }

  /** Fulfilled once nothing is waited for any more; null: nothing is. */
  quiet(): Promise<void> | null {
    if (this.#openNumber === 0 || this.#isClosed) return null;
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  /** Says all that holds in the end, and that nothing more will come. */
  over(): void {
    this.#report();
    if (this.#isMet) this.#send({ kind: "over" });
  }

  /** Waits for nobody any more. */
  close(): void {
    this.#isClosed = true;
    this.#channel?.close();
    this.#calm();
  }

  snapshot(): DepotEndSnapshot {
    return {
      number: this.#number,
      openNumber: this.#openNumber,
      inbox: [...this.#inbox],
      standing: this.#standing.snapshot(),
      done: [...this.#done].map(([pointId, done]) => [pointId, { ...done }]),
      kept: [...this.#kept],
      owesReport: this.#owesReport,
      dropped: this.#dropped,
    };
  }

  /** Continues from a snapshot, over a channel that is to be connected. */
  restore(saved: DepotEndSnapshot): void {
    this.#number = saved.number;
    this.#openNumber = saved.openNumber;
    this.#inbox = [...saved.inbox];
    this.#standing.restore(saved.standing);
    this.#done.clear();
    for (const [pointId, done] of saved.done) this.#done.set(pointId, { ...done });
    this.#kept = [...saved.kept];
    this.#owesReport = saved.owesReport;
    this.#dropped = saved.dropped;
  }

  fire(): void {
    const observations = this.#inbox;
    this.#inbox = [];
    const isLockStep = this.#options.pacing === "lockStep";
    if (observations.length === 0 && !isLockStep) return;
    for (const said of observations) this.#standing.hear(said);
    const number = ++this.#number;
    if (isLockStep) this.#openNumber = number;
    this.#keep({ kind: "instant", number, atMs: this.#engine.nowMs, observations });
    this.#sendKept();
  }

  #hear(said: Observation): void {
    if (said.kind === "commandResult") {
      const done = this.#done.get(said.pointId);
      if (done?.commandId === said.commandId) done.answer = said;
    }
    this.#inbox.push(said);
    if (this.#inbox.length === 1 && !this.#isDoing) this.#wake(this.#engine.nowMs);
  }

  #read(line: string): void {
    const { warn, refused } = this.#options;
    const frame = readFrame(line, warn);
    if (frame === null) return this.#unread();
    if (frame.kind === "refused") return refused(frame.reason);
    if (frame.kind === "controlHello") return this.#meet(frame);
    if (!this.#isMet) return warn(`${frame.kind} came before any hello`);
    if (frame.kind === "kept") return this.#forget(frame.upTo);
    if (frame.kind === "again") return this.#again(frame.after);
    if (frame.kind === "asked") return this.#asked(frame);
    warn(`${frame.kind} is no word of a controller`);
  }

  /** In lock-step it may have been the answer: told again, the instant is answered again. Once. */
  #unread(): void {
    if (!this.#isMet) return this.#channel?.close();
    if (this.#openNumber === this.#toldAgain) return;
    this.#toldAgain = this.#openNumber;
    this.#sentUpTo = Math.min(this.#sentUpTo, this.#openNumber - 1);
    this.#sendKept();
  }

  #again(after: number): void {
    this.#sentUpTo = Math.min(this.#sentUpTo, after);
    this.#report();
  }

  /** Goes on where the other end is. */
  #meet({ version, scenario, keptUpTo }: ControlHello): void {
    const own = this.#options.scenario;
    if (version !== PIPE_VERSION || scenario !== own) {
      const reason = `the depot has scenario ${own}, version ${PIPE_VERSION}, the controller ${scenario}, ${version}`;
      this.#send({ kind: "refused", reason });
      return this.#options.refused(reason);
    }
    this.#isMet = true;
    this.#sentUpTo = 0;
    this.#forget(keptUpTo);
    this.#report();
  }

  #asked({ answers, commands, wakeAtMs }: Asked): void {
    const isLockStep = this.#options.pacing === "lockStep";
    // An answer that came twice, or to what was never asked.
    if (isLockStep && (answers === null || answers !== this.#openNumber)) return;
    this.#lookAtClock();
    if (answers !== null) this.#forget(answers);
    this.#openNumber = 0;
    this.#isDoing = true;
    for (const command of commands) this.#do(command);
    this.#isDoing = false;
    // As in one process: what is said at once is heard before anything else happens.
    if (isLockStep && this.#inbox.length > 0) this.fire();
    else if (this.#inbox.length > 0) this.#wake(this.#engine.nowMs);
    else if (wakeAtMs !== null && isLockStep) this.#wake(wakeAtMs);
    this.#options.woken?.();
    if (this.#openNumber === 0) this.#calm();
  }

  /** Paced, it is later than when something happened last. */
  #lookAtClock(): void {
    const { clockMs } = this.#options;
    if (clockMs === undefined) return;
    const { nextAtMs, nowMs } = this.#engine;
    this.#engine.advanceTo(Math.max(nowMs, Math.min(clockMs(), nextAtMs)));
  }

  /** Does what it has not yet done, and answers once more what it has. */
  #do(command: Command): void {
    if (!("pointId" in command)) return;
    const { pointId, commandId } = command;
    const station = this.#stations.get(pointId);
    if (station === undefined) {
      return this.#options.warn(`a command is for ${pointId}, which is no point here`);
    }
    const done = this.#done.get(pointId);
    if (done === undefined || commandId > done.commandId) {
      this.#done.set(pointId, { commandId, answer: null });
      station.send(command);
    } else if (commandId === done.commandId && done.answer !== null) {
      this.#hear(done.answer);
    }
  }

  #keep(frame: Instant | FullReport): void {
    this.#kept.push(frame);
    if (this.#kept.length <= (this.#options.capacity ?? CAPACITY)) return;
    this.#kept.shift();
    this.#dropped++;
    this.#owesReport = true;
  }

  #forget(upTo: number): void {
    this.#kept = this.#kept.filter(({ number }) => number > upTo);
    if (this.#owesReport && this.#kept.length === 0) this.#report();
    this.#sendKept();
  }

  #report(): void {
    this.#owesReport = false;
    const { nowMs: atMs } = this.#engine;
    const number = ++this.#number;
    this.#keep({ kind: "fullReport", number, atMs, observations: this.#standing.all });
    this.#sendKept();
  }

  #sendKept(): void {
    if (!this.#isMet) return;
    for (const frame of this.#kept.slice(0, WINDOW)) {
      if (frame.number <= this.#sentUpTo) continue;
      this.#sentUpTo = frame.number;
      this.#send(frame);
    }
  }

  #send(frame: Frame): void {
    this.#channel?.send(JSON.stringify(frame, (_, value: unknown) => told(value)));
  }

  #calm(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting = [];
  }

  #wake(atMs: number): void {
    this.#engine.schedule(this.#slot, atMs, phase.control);
  }
}

/** JSON makes null of a number that is none, and null lifts a limit: what cannot be is told as it is. */
function told(value: unknown): unknown {
  return typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
}
