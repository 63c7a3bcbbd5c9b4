import type { ControlView, RequestsSnapshot } from "../control/index.ts";
import { Engine, WakeableClock, type WallClock } from "../engine/index.ts";
import { ControlEnd, type LineChannel } from "../links/index.ts";
import { type FromOutside, id, type NodeId, type OperatorOrder } from "../messages/index.ts";
import type { OpenedJournal } from "../record/index.ts";
import type { Scenario } from "../scenario/index.ts";
import { AttachedTwin } from "./attachedTwin.ts";
import { DepotDial } from "./depotDial.ts";
import type { Belief } from "./forecast/belief.ts";
import { Lateness } from "./lateness.ts";
import {
  type LiveManagement,
  type NewOrder,
  OrderRefused,
  type Trouble,
} from "./liveManagement.ts";
import { NotKept, type PresystemHost } from "./presystemHost.ts";
import type { TwinLog } from "./twinLog.ts";

/** How an attached twin is driven. */
export interface AttachedOptions {
  /** Hash of what the depot must have, too. */
  readonly scenario: string;
  readonly isLockStep: boolean;
  /** By its own clock it ends here; before, when the depot says that all is over. */
  readonly untilMs: number;
  /** A channel to the depot. Rejected: nobody is there. */
  readonly connect: () => Promise<LineChannel>;
  readonly log: TwinLog;
  /** Told in words what people should know. */
  readonly warn: (text: string) => void;
  /** Asked now and then; true ends the run between two instants. */
  readonly stopped: () => boolean;
}

/** How it came to an end. */
export type AttachedEnd = "over" | "stopped" | "refused";

/** Longest that the loop sleeps [wall ms]. */
const LOOK_MS = 1000;
/** So late is still in time, and so long is worked without a look at what comes in [wall ms]. */
const SLICE_MS = 50;
/** So long after the end a depot that is there is waited for, to say that it is over [wall ms]. */
const GRACE_MS = 10_000;

/** The charge management of a depot in another process: reaches it, keeps pace with it, and can be spoken to. */
export class AttachedRun implements LiveManagement, PresystemHost {
  readonly #engine: Engine;
  readonly #end: ControlEnd;
  readonly #twin: AttachedTwin;
  readonly #clock: WakeableClock;
  readonly #options: AttachedOptions;
  readonly #dial: DepotDial;
  readonly #lateness: Lateness;
  /** What it was when the depot was met last, by both clocks; null: it never was. */
  #met: { readonly atMs: number; readonly wallMs: number; readonly speed: number } | null = null;
  #isAway = true;
  #ended: AttachedEnd | null = null;
  /** What was thrown while something was heard. */
  #failure: { readonly error: unknown } | null = null;

  /** Comes to where the journal ends. @throws JournalDiffers */
  constructor(spec: Scenario, opened: OpenedJournal, clock: WallClock, options: AttachedOptions) {
    this.#engine = new Engine(spec.run.fromMs);
    this.#clock = new WakeableClock(clock);
    this.#options = options;
    this.#end = new ControlEnd(this.#engine, {
      scenario: options.scenario,
      pacing: options.isLockStep ? "lockStep" : "paced",
      pointIds: spec.stations.map((station) => station.id),
      nodeIds: spec.tree.ids.map((nodeId) => id<NodeId>(nodeId)),
      commit: () => !this.#twin.isDiskFull,
      warn: options.warn,
      refused: (reason) => this.#refused(reason),
      met: ({ speed }, atMs) => this.#meet(atMs, speed ?? 0),
      over: () => this.#over(),
      clockMs: () => this.#clockMs,
      // What comes together is heard together, and kept in one write.
      woken: () => this.#clock.wake(),
    });
    this.#twin = new AttachedTwin(this.#engine, spec, this.#end, opened, {
      isPresystemElsewhere: spec.presystems !== null && !options.isLockStep,
      full: (isFull) => this.#diskFull(isFull),
    });
    this.#lateness = new Lateness(options.log, (mark, note) => this.#twin.mark(mark, note));
    this.#dial = new DepotDial(options.connect, (channel) => this.#connected(channel));
    this.#twin.recall();
  }

  get lastInstantAtMs(): number {
    return this.#engine.nowMs;
  }

  get behindMs(): number {
    return this.#lateness.behindMs;
  }

  get kept(): AttachedTwin["kept"] {
    return this.#twin.kept;
  }

  get troubles(): readonly Trouble[] {
    const away: Trouble[] = this.#isAway ? ["depot away"] : [];
    return this.#twin.isDiskFull ? [...away, "disk full"] : away;
  }

  get canHear(): boolean {
    return this.#met !== null && this.#ended === null && !this.#twin.isDiskFull;
  }

  view(atMs = this.nowMs): ControlView {
    return this.#twin.viewAt(atMs);
  }

  requests(): RequestsSnapshot {
    return this.#twin.requests();
  }

  belief(): Belief {
    return this.#twin.beliefAt(this.nowMs);
  }

  /** Goes on until all is over, or it is stopped. */
  async run(): Promise<AttachedEnd> {
    const { stopped } = this.#options;
    for (;;) {
      this.#catchUp();
      if (this.#failure !== null) throw this.#failure.error;
      if (this.#ended !== null) return this.#ended;
      if (stopped()) return "stopped";
      if (this.#isPast) return "over";
      const wallMs = this.#clock.nowMs();
      if (this.#isAway) this.#dial.tryAt(wallMs);
      await this.#clock.wait(Math.max(1, Math.min(LOOK_MS, this.#dueWallMs - wallMs)));
    }
  }

  /** Says in the journal that it ends here, and why. */
  close(note?: string): void {
    this.#twin.mark("stopped", note);
    this.#twin.saveSnapshot();
    this.#ended ??= "stopped";
    this.#twin.stop();
    this.#end.close();
  }

  order(order: NewOrder): OperatorOrder {
    if (this.#options.isLockStep) throw new OrderRefused("in lock-step nobody is on duty");
    if (this.#met === null) {
      throw new OrderRefused("the depot was not reached yet, and it is not known what time it is");
    }
    if (this.#twin.isDiskFull) throw new OrderRefused("there is no room on the disk to keep it");
    const nowMs = this.#comeToNow();
    const when = { atMs: nowMs, knownAtMs: nowMs };
    const known: OperatorOrder = { kind: "operatorOrder", ...when, ...order };
    this.#twin.order(known);
    while (this.#engine.nextAtMs <= nowMs) this.#engine.step();
    if (this.#twin.isDiskFull) {
      throw new OrderRefused("the disk is full; it will be carried out once there is room");
    }
    this.#options.log.info("order", { atMs: nowMs, ...order });
    this.#clock.wake();
    return known;
  }

  hear(words: readonly FromOutside[]): void {
    if (this.#met === null || this.#ended !== null) throw new NotKept();
    if (words.length > 0) {
      const nowMs = this.#comeToNow();
      for (const word of words) {
        this.#twin.order({ ...word, atMs: Math.min(word.atMs, nowMs), knownAtMs: nowMs });
      }
      this.#clock.wake();
    }
    if (!this.#twin.settle()) throw new NotKept();
  }

  fail(error: unknown): void {
    this.#failure ??= { error };
    this.#clock.wake();
  }

  /** Has whoever is to stop look whether it should. */
  wake(): void {
    this.#clock.wake();
  }

  /** The virtual instant that it is now: nothing is due until then. */
  get nowMs(): number {
    const { nowMs, nextAtMs } = this.#engine;
    return Math.max(nowMs, Math.min(this.#clockMs, nextAtMs - 1));
  }

  /** Virtual time by the clock on the wall; before the depot was met, and in lock-step, it stands still. */
  get #clockMs(): number {
    if (this.#met === null || this.#options.isLockStep) return this.#engine.nowMs;
    const { atMs, wallMs, speed } = this.#met;
    return Math.floor(atMs + (this.#clock.nowMs() - wallMs) * speed);
  }

  /** When there is something to do, by the clock on the wall. */
  get #dueWallMs(): number {
    const dialMs = this.#isAway ? this.#dial.nextWallMs : Infinity;
    if (this.#met === null || this.#options.isLockStep) return dialMs;
    const { atMs, wallMs, speed } = this.#met;
    return Math.min(dialMs, wallMs + (this.#engine.nextAtMs - atMs) / speed);
  }

  /** Whether its last instant is past; a depot that is there may have more to say. */
  get #isPast(): boolean {
    const { untilMs, isLockStep } = this.#options;
    if (isLockStep) return this.#engine.nowMs > untilMs;
    const graceMs = this.#isAway ? 0 : GRACE_MS * (this.#met?.speed ?? 0);
    return this.#clockMs > untilMs + graceMs;
  }

  /** Does what was due until now. */
  #comeToNow(): number {
    this.#catchUp();
    const { nowMs } = this;
    this.#engine.advanceTo(nowMs);
    return nowMs;
  }

  #catchUp(): void {
    if (this.#options.isLockStep) {
      if (this.#twin.isDiskFull) this.#retry();
    } else {
      this.#stepUntil(this.#clockMs);
      this.#lateness.look(this.#engine.nowMs);
    }
    if (this.#met !== null) this.#twin.instantSettled();
  }

  /** For a slice of time at most: who is late has to listen, all the same. */
  #stepUntil(clockMs: number): void {
    const endWallMs = this.#clock.nowMs() + SLICE_MS;
    while (this.#met !== null && this.#engine.nextAtMs <= clockMs) {
      const lateMs = (clockMs - this.#engine.nextAtMs) / this.#met.speed;
      if (lateMs > SLICE_MS) this.#lateness.note(lateMs);
      this.#engine.step();
      if (this.#clock.nowMs() > endWallMs) return;
    }
  }

  /** In lock-step no time passes until what was heard is kept, and answered. */
  #retry(): void {
    this.#twin.resume();
    this.#end.resume();
  }

  #connected(channel: LineChannel): void {
    if (this.#ended !== null) return channel.close();
    this.#isAway = false;
    this.#end.connect({
      send: (line) => channel.send(line),
      onLine: (hear) => channel.onLine((line) => this.#guarded(() => hear(line))),
      onClose: (tell) => channel.onClose(() => this.#guarded(tell)),
      close: () => channel.close(),
    });
    channel.onClose(() => this.#lost());
  }

  /** Whoever runs this is to know, and not whoever the line came from. */
  #guarded(act: () => void): void {
    try {
      act();
    } catch (error) {
      this.fail(error);
    }
  }

  #meet(atMs: number, speed: number): void {
    const isFirst = this.#met === null;
    const nowMs = Math.max(this.#engine.nowMs, isFirst ? atMs : Math.max(atMs, this.nowMs));
    this.#met = { atMs: nowMs, wallMs: this.#clock.nowMs(), speed };
    this.#dial.succeeded();
    this.#options.log.info("depot reached", { atMs: nowMs });
    if (!isFirst) return;
    if (!this.#options.isLockStep) this.#engine.advanceTo(nowMs);
    this.#twin.begin();
    // What the planner has answered once more is of the instant that is not answered yet.
    while (this.#options.isLockStep && this.#twin.isWaiting) this.#engine.step();
  }

  #lost(): void {
    this.#isAway = true;
    this.#dial.failed(this.#clock.nowMs());
    this.#clock.wake();
    if (this.#ended !== null || this.#met === null) return;
    this.#options.log.warn("depot away", { atMs: this.#engine.nowMs });
    this.#options.warn(
      "the depot is away; its points keep to their limits until these end, and fall back",
    );
  }

  #refused(reason: string): void {
    this.#options.warn(reason);
    this.#ended = "refused";
    this.#clock.wake();
  }

  #over(): void {
    while (this.#engine.nextAtMs <= this.#engine.nowMs) this.#engine.step();
    this.#ended ??= "over";
    // That the channel closes now is no loss.
    this.#twin.stop();
    this.#clock.wake();
  }

  #diskFull(isFull: boolean): void {
    const { log, warn } = this.#options;
    const { nowMs: atMs } = this.#engine;
    if (isFull) {
      log.warn("disk full", { atMs });
      warn("the disk is full; nothing more is heard or asked until there is room");
    } else {
      log.info("disk has room", { atMs });
      this.#twin.mark("diskFull", "there is room again");
    }
  }
}
