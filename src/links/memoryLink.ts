import { type Device, type Engine, phase, RandomStream } from "../engine/index.ts";
import {
  type Command,
  type CommandResult,
  type Observation,
  observation,
  type PointId,
  type Port,
} from "../messages/index.ts";
import type { LinkSpec } from "./linkSpec.ts";
import { parcelOf, type Report, type Upward } from "./parcelOf.ts";
import { Passage, type PassageSnapshot } from "./passage.ts";
import { Standing } from "./standing.ts";

const PASSAGE_TIMER = 0;
const NOTICE_TIMER = 1;
const TIMERS = 2;

/** What a link lies before. */
export interface LinkedDevice {
  /** Tells its chances from those of all others. */
  readonly name: string;
  /** The point whose being out of reach is told; null: nobody is told. */
  readonly pointId: PointId | null;
  /** Whether what it says at the very beginning was set up by hand: it is known at once. */
  readonly isSetUp: boolean;
}

/** Everything about a link that changes; plain JSON. */
interface MemoryLinkState {
  cuts: number;
  /** What the controller was last told, and what the device's end was last said to be. */
  isUpForController: boolean;
  isUpAtDevice: boolean;
  lastCommandId: number;
  lastAnswer: CommandResult | null;
  /** Messages that did not fit, as of the last full report. */
  droppedBefore: number;
}

/** Plain JSON. */
export interface MemoryLinkSnapshot {
  readonly state: Readonly<MemoryLinkState>;
  readonly up: PassageSnapshot<Upward>;
  readonly down: PassageSnapshot<Command>;
  readonly near: readonly Observation[];
  readonly far: readonly Observation[];
}

/**
 * A link in virtual time, as the port that a controller sees. It delays, loses, doubles and reorders
 * as its spec says, and can be cut: then both directions vanish until it is joined. What the device
 * says meanwhile is kept and told afterwards, as stations do with the events of their sessions; what
 * is asked is lost. The device does a command once, however often it arrives.
 */
export class MemoryLink<Says extends Observation, Does extends Command>
  implements Port<Says, Does>, Device
{
  readonly #engine: Engine;
  readonly #port: Port<Says, Does>;
  readonly #spec: LinkSpec;
  readonly #seed: number;
  readonly #device: LinkedDevice;
  readonly #slot: number;
  readonly #startMs: number;
  readonly #up: Passage<Upward>;
  readonly #down: Passage<Command>;
  /** What the device has said, and what of it has arrived. */
  readonly #near = new Standing();
  readonly #far = new Standing();
  #hear: (said: Says) => void = () => {};
  readonly #state: MemoryLinkState = {
    cuts: 0,
    isUpForController: true,
    isUpAtDevice: true,
    lastCommandId: 0,
    lastAnswer: null,
    droppedBefore: 0,
  };

  constructor(
    engine: Engine,
    port: Port<Says, Does>,
    device: LinkedDevice,
    spec: LinkSpec,
    seed: number,
  ) {
    this.#engine = engine;
    this.#port = port;
    this.#device = device;
    this.#spec = spec;
    this.#seed = seed;
    this.#startMs = engine.nowMs;
    this.#slot = engine.adopt(this, TIMERS);
    this.#up = new Passage(spec, seed, device.name, "up");
    this.#down = new Passage(spec, seed, device.name, "down");
  }

  /** Messages that did not fit into what may wait, both ways. */
  get dropped(): number {
    return this.#up.dropped + this.#down.dropped;
  }

  listen(hear: (said: Says) => void): void {
    this.#hear = hear;
    this.#port.listen((said) => this.#say(said));
  }

  send(command: Does): void {
    if (this.#state.cuts > 0) return;
    if (this.#down.isClear) return this.#do(command);
    const parcel = { message: command, lane: "", care: "once", slackMs: 0 } as const;
    this.#down.send(parcel, this.#engine.nowMs);
    this.#ask();
    this.#wake();
  }

  /** Nothing passes from now on; as often as it is cut, so often it has to be joined. */
  cut(): void {
    const { nowMs } = this.#engine;
    this.#state.cuts++;
    if (this.#state.cuts > 1) return;
    this.#up.hold();
    this.#down.clear();
    if (this.#spec.noticeMs === 0) this.#tellLink(false);
    else this.#engine.schedule(this.#slot + NOTICE_TIMER, nowMs + this.#spec.noticeMs, phase.world);
    this.#wake();
  }

  join(): void {
    const { nowMs } = this.#engine;
    this.#state.cuts--;
    if (this.#state.cuts > 0) return;
    this.#engine.cancel(this.#slot + NOTICE_TIMER);
    const isBack = !this.#state.isUpForController;
    this.#tellLink(this.#state.isUpAtDevice);
    this.#up.release(nowMs);
    // That it is reachable does not mean that it works.
    const status = this.#near.all.find((said) => said.kind === "stationStatus");
    if (isBack && status !== undefined && status.status !== "available")
      this.#up.send(parcelOf(status, this.#spec), nowMs);
    this.#carry();
  }

  fire(timer: number): void {
    if (timer === NOTICE_TIMER) return this.#tellLink(false);
    this.#tell();
    this.#ask();
    this.#wake();
  }

  snapshot(): MemoryLinkSnapshot {
    return {
      state: { ...this.#state },
      up: this.#up.snapshot(),
      down: this.#down.snapshot(),
      near: this.#near.snapshot(),
      far: this.#far.snapshot(),
    };
  }

  restore({ state, up, down, near, far }: MemoryLinkSnapshot): void {
    Object.assign(this.#state, state);
    this.#up.restore(up);
    this.#down.restore(down);
    this.#near.restore(near);
    this.#far.restore(far);
  }

  /** The device says something. */
  #say(said: Observation): void {
    const state = this.#state;
    const { nowMs } = this.#engine;
    this.#near.hear(said);
    if (said.kind === "commandResult" && said.commandId === state.lastCommandId) {
      state.lastAnswer = said;
    }
    const isOfLink = said.kind === "linkUp" || said.kind === "linkDown";
    if (isOfLink) state.isUpAtDevice = said.kind === "linkUp";
    if (this.#device.isSetUp && nowMs === this.#startMs) return this.#arrived(said);
    // Whoever holds a dead link notices nothing else of it.
    if (isOfLink && state.cuts > 0) return;
    if (this.#up.isClear) return this.#arrived(said);
    this.#up.send(parcelOf(said, this.#spec), nowMs);
    this.#carry();
  }

  /** Sends a full report after what was dropped, and tells what has arrived. */
  #carry(): void {
    const state = this.#state;
    const { dropped, isHeld } = this.#up;
    if (dropped > state.droppedBefore && !isHeld) {
      state.droppedBefore = dropped;
      const report: Report = { kind: "report", said: this.#near.all };
      this.#up.send(parcelOf(report, this.#spec), this.#engine.nowMs);
    }
    this.#tell();
    this.#wake();
  }

  #tell(): void {
    const { nowMs } = this.#engine;
    for (let said = this.#up.take(nowMs); said !== undefined; said = this.#up.take(nowMs)) {
      if (said.kind !== "report") this.#arrived(said);
      else for (const missed of this.#far.missing(said.said, nowMs)) this.#arrived(missed);
    }
  }

  #arrived(said: Observation): void {
    const { nowMs } = this.#engine;
    const heard = said.knownAtMs === nowMs ? said : { ...said, knownAtMs: nowMs };
    if (heard.kind === "linkUp") this.#state.isUpForController = true;
    if (heard.kind === "linkDown") this.#state.isUpForController = false;
    this.#far.hear(heard);
    this.#hear(heard as Says);
  }

  #ask(): void {
    const { nowMs } = this.#engine;
    for (let asked = this.#down.take(nowMs); asked !== undefined; asked = this.#down.take(nowMs)) {
      this.#do(asked);
    }
  }

  /** Does what it has not yet done, and answers once more what it has. */
  #do(command: Command): void {
    const state = this.#state;
    const { commandId } = command;
    if (commandId > state.lastCommandId) {
      state.lastCommandId = commandId;
      state.lastAnswer = null;
      if (this.#refuses(command)) this.#say(this.#refusalOf(command));
      else this.#port.send(command as Does);
    } else if (commandId === state.lastCommandId && state.lastAnswer !== null) {
      this.#say(state.lastAnswer);
    }
  }

  #refuses({ kind, commandId }: Command): boolean {
    const { rejectShare } = this.#spec;
    if (rejectShare === 0 || kind !== "setLimit") return false;
    const { name } = this.#device;
    return new RandomStream(this.#seed, "link", name, "reject", commandId).uniform() < rejectShare;
  }

  #refusalOf({ commandId }: Command): CommandResult {
    const { nowMs } = this.#engine;
    const when = { atMs: nowMs, knownAtMs: nowMs };
    const pointId = this.#device.pointId!;
    return observation({ kind: "commandResult", ...when, commandId, pointId, status: "rejected" });
  }

  /** Whether the device can be reached, where that is news. */
  #tellLink(isUp: boolean): void {
    const { pointId } = this.#device;
    if (pointId === null || this.#state.isUpForController === isUp) return;
    const { nowMs } = this.#engine;
    const kind = isUp ? "linkUp" : "linkDown";
    this.#arrived(observation({ kind, atMs: nowMs, knownAtMs: nowMs, pointId }));
  }

  #wake(): void {
    const nextAtMs = Math.min(this.#up.nextAtMs, this.#down.nextAtMs);
    if (nextAtMs < Infinity)
      this.#engine.schedule(this.#slot + PASSAGE_TIMER, nextAtMs, phase.world);
    else this.#engine.cancel(this.#slot + PASSAGE_TIMER);
  }
}
