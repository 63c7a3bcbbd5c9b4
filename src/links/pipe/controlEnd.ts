import type { Engine } from "../../engine/index.ts";
import {
  type Command,
  type DepotPorts,
  type NodeId,
  type Observation,
  observation,
  type PointId,
  type Port,
} from "../../messages/index.ts";
import { Standing } from "../standing.ts";
import {
  type DepotHello,
  type Frame,
  type FullReport,
  type Instant,
  type Pacing,
  PIPE_VERSION,
} from "./frame.ts";
import type { LineChannel } from "./lineChannel.ts";
import { Unanswered } from "./unanswered.ts";
import { readFrame } from "./readFrame.ts";
import { shifted, shiftedCommand } from "./shifted.ts";

/** A depot whose clock is behind ours by more than this on the wall is one that has begun anew. */
const CLOCKS_DIFFER_MS = 5000;

/** How the controller's end of a pipe is set up. */
export interface ControlEndOptions {
  /** Hash of what both ends must agree on. */
  readonly scenario: string;
  readonly pacing: Pacing;
  readonly pointIds: readonly PointId[];
  readonly nodeIds: readonly NodeId[];
  /**
   * In lock-step: what was heard of an instant and asked because of it is to be kept for good now;
   * only then is it answered. False: it cannot be, and `resume` will be called when it can. Paced,
   * `committed` is to be called whenever that is so; null: nobody keeps anything, and all is
   * confirmed as it is heard.
   */
  readonly commit: (() => boolean | void) | null;
  /** Told in words what was wrong with what came. */
  readonly warn: (text: string) => void;
  /** The other end will not talk with this one. */
  readonly refused: (reason: string) => void;
  /**
   * The other end is met: paced, the clock of this end may be set.
   * @param nowMs the instant that it is there, as this end counts
   */
  readonly met?: (hello: DepotHello, nowMs: number) => void;
  /** Nothing more will come. */
  readonly over?: () => void;
  /** Virtual time has to be looked at, by the clock of this end, and afterwards. Paced only. */
  readonly clockMs?: () => number;
  readonly woken?: () => void;
}

/** Plain JSON. */
export interface ControlEndSnapshot {
  readonly keptUpTo: number;
  /** In lock-step the last instant that was answered; 0: none. */
  readonly lastAnswered: number;
  /** What was asked in it. */
  readonly asked: readonly Command[];
  readonly unanswered: readonly Command[];
  readonly standing: readonly Observation[];
  readonly downPoints: readonly PointId[];
}

/**
 * The controller's end of a pipe: a depot at the far end of a channel. Of every instant it has heard
 * it says that it will not need it again, once that is true. What it asked and no device has answered
 * it asks again over the next channel, the newest of each point.
 */
export class ControlEnd {
  readonly ports: DepotPorts;
  readonly #engine: Engine;
  readonly #options: ControlEndOptions;
  readonly #listeners = new Map<string, (said: Observation) => void>();
  readonly #standing = new Standing();
  readonly #unanswered = new Unanswered();
  /** Points that the controller was told are out of reach, as the pipe is. */
  readonly #downPoints = new Set<PointId>();
  #channel: LineChannel | null = null;
  #isMet = false;
  #heardUpTo = 0;
  #keptUpTo = 0;
  #lastAnswered = 0;
  /** In lock-step, of the instant that is being answered, or was last. */
  #asked: Command[] = [];
  /** What came first on a channel may be the first that the other end still has. */
  #isFirst = true;
  /** After what number something was asked for again. */
  #askedAgainAfter = -1;
  /** So much is our clock ahead of that of a depot that has begun anew [ms]. */
  #shiftMs = 0;

  constructor(engine: Engine, options: ControlEndOptions) {
    this.#engine = engine;
    this.#options = options;
    const port = <Says extends Observation>(name: string): Port<Says> => ({
      listen: (hear) => void this.#listeners.set(name, hear as (said: Observation) => void),
      send: (command: Command) => this.#ask(command),
    });
    this.ports = {
      stations: options.pointIds.map((pointId) => ({ pointId, ...port(`point ${pointId}`) })),
      meters: options.nodeIds.map((nodeId) => ({ nodeId, ...port(`meter ${nodeId}`) })),
      gridOperator: port("gridOperator"),
      presystem: port("presystem"),
    };
  }

  /** Number of the last instant that needs not be told again. */
  get keptUpTo(): number {
    return this.#keptUpTo;
  }

  /** Number of the last instant that was heard; in lock-step of those that are answered. */
  get heardUpTo(): number {
    return this.#options.pacing === "lockStep" ? this.#lastAnswered : this.#heardUpTo;
  }

  /** Whether the depot is at the far end. */
  get isMet(): boolean {
    return this.#isMet;
  }

  /** Talks over this channel from now on; an earlier one is closed. */
  connect(channel: LineChannel): void {
    const before = this.#channel;
    this.#channel = channel;
    before?.close();
    this.#isMet = false;
    const isThis = (): boolean => this.#channel === channel;
    channel.onLine((line) => isThis() && this.#read(line));
    channel.onClose(() => isThis() && this.#lost());
  }

  /** All that was heard so far, and asked because of it, is kept for good. */
  committed(): void {
    // The answer says it.
    if (this.#options.pacing === "lockStep") return;
    if (this.#keptUpTo === this.#heardUpTo) return;
    this.#keptUpTo = this.#heardUpTo;
    this.#send({ kind: "kept", upTo: this.#keptUpTo });
  }

  close(): void {
    this.#channel?.close();
  }

  /**
   * Paced: no point can be reached until the depot has told all that holds. Whoever has been away
   * knows nothing of the limits of today, and must not raise anything by those of yesterday.
   */
  outOfReach(): void {
    if (this.#options.pacing === "lockStep") return;
    for (const { pointId } of this.ports.stations) {
      this.#downPoints.add(pointId);
      this.#tellLink("linkDown", pointId);
    }
  }

  /** Goes through what was heard in an earlier life of this process, in its order. */
  recallHeard(heard: Observation): void {
    this.#standing.hear(heard);
    this.#unanswered.heard(heard);
    if (heard.kind === "linkDown") this.#downPoints.add(heard.pointId);
    if (heard.kind === "linkUp") this.#downPoints.delete(heard.pointId);
  }

  /** The same for what was asked. */
  recallAsked(command: Command): void {
    this.#unanswered.asked(command);
    this.#asked.push(command);
  }

  /** What is recalled from now on was heard up to that instant. */
  recallInstant(number: number): void {
    this.#heardUpTo = number;
    this.#keptUpTo = number;
    this.#lastAnswered = number;
    this.#asked = [];
  }

  /** In lock-step: what could not be kept perhaps can be now, and is answered then. */
  resume(): void {
    if (this.#isMet && this.#keptUpTo < this.#lastAnswered) this.#answer();
  }

  snapshot(): ControlEndSnapshot {
    return {
      keptUpTo: this.#heardUpTo,
      lastAnswered: this.#lastAnswered,
      asked: [...this.#asked],
      unanswered: this.#unanswered.all,
      standing: this.#standing.snapshot(),
      downPoints: [...this.#downPoints],
    };
  }

  restore(saved: ControlEndSnapshot): void {
    const { keptUpTo, lastAnswered, asked, unanswered, standing, downPoints } = saved;
    this.#heardUpTo = keptUpTo;
    this.#keptUpTo = keptUpTo;
    this.#lastAnswered = lastAnswered;
    this.#asked = [...asked];
    this.#unanswered.restore(unanswered);
    this.#standing.restore(standing);
    this.#downPoints.clear();
    for (const pointId of downPoints) this.#downPoints.add(pointId);
  }

  #read(line: string): void {
    const { warn, refused } = this.#options;
    const frame = readFrame(line, warn);
    if (frame === null) return this.#unread();
    if (frame.kind === "refused") return refused(frame.reason);
    if (frame.kind === "depotHello") return this.#meet(frame);
    if (!this.#isMet) return warn(`${frame.kind} came before any hello`);
    if (frame.kind === "instant") return this.#instant(frame);
    if (frame.kind === "fullReport") return this.#report(frame);
    if (frame.kind === "over") return this.#options.over?.();
    warn(`${frame.kind} is no word of a depot`);
  }

  #meet(hello: DepotHello): void {
    const { scenario, pacing, refused, met } = this.#options;
    const fits = hello.scenario === scenario && hello.pacing === pacing;
    if (hello.version !== PIPE_VERSION || !fits) {
      const reason =
        `the depot has scenario ${hello.scenario}, ${hello.pacing}, version ${hello.version}; ` +
        `the controller ${scenario}, ${pacing}, ${PIPE_VERSION}`;
      this.#send({ kind: "refused", reason });
      this.#channel?.close();
      return refused(reason);
    }
    if (pacing === "paced") this.#advance(this.#engine.nowMs);
    this.#newDepot(hello);
    this.#isMet = true;
    this.#isFirst = true;
    this.#askedAgainAfter = -1;
    met?.(hello, hello.nowMs + this.#shiftMs);
    const keptUpTo = this.#keptUpTo;
    this.#send({ kind: "controlHello", version: PIPE_VERSION, scenario, keptUpTo });
    // The answer may have been lost; to what was answered it means nothing.
    if (pacing === "lockStep" && this.#lastAnswered > 0) this.#answer();
  }

  /** Whether it is another than before, and how far its clock is behind. */
  #newDepot({ lastNumber, nowMs, speed }: DepotHello): void {
    // A depot that has said less than was heard of it has begun anew.
    if (lastNumber < this.#heardUpTo) this.recallInstant(0);
    const behindMs = this.#engine.nowMs - (nowMs + this.#shiftMs);
    // Ours never goes back.
    if (behindMs > CLOCKS_DIFFER_MS * (speed ?? 0)) this.#shiftMs += behindMs;
  }

  /** Something was lost. It is told again; what cannot be read then, either, a full report makes up for. */
  #unread(): void {
    if (!this.#isMet) return this.#channel?.close();
    const after = this.#heardUpTo;
    if (this.#askedAgainAfter !== after) {
      this.#askedAgainAfter = after;
      return this.#send({ kind: "again", after });
    }
    if (this.#options.pacing === "paced") return;
    this.#channel?.close();
    this.#options.refused(`what the depot says after instant ${after} cannot be read`);
  }

  /** Whether it is new, and nothing before it is missing. */
  #isNext({ kind, number }: Instant | FullReport): boolean {
    if (number <= this.#heardUpTo) return false;
    const isNext = this.#isFirst || kind === "fullReport" || number === this.#heardUpTo + 1;
    this.#isFirst = false;
    if (!isNext && this.#askedAgainAfter !== this.#heardUpTo) this.#unread();
    return isNext;
  }

  #instant(frame: Instant): void {
    const { number, atMs, observations } = frame;
    const isLockStep = this.#options.pacing === "lockStep";
    // The answer could not be read.
    if (isLockStep && number === this.#lastAnswered) return this.#answer();
    if (!this.#isNext(frame)) return;
    this.#advance(atMs);
    this.#heardUpTo = number;
    if (isLockStep) {
      this.#lastAnswered = number;
      this.#asked = [];
    }
    for (const said of observations) this.#hear(shifted(said, this.#shiftMs));
    if (isLockStep) return this.#answer();
    if (this.#options.commit === null) this.committed();
    this.#options.woken?.();
  }

  /** Has the controller do what it does at this instant, and tells the depot. */
  #answer(): void {
    const { nowMs } = this.#engine;
    while (this.#engine.nextAtMs <= nowMs && this.#asked.length === 0) this.#engine.step();
    if (this.#options.commit?.() === false) return;
    this.#keptUpTo = this.#heardUpTo;
    this.#sendAsked(this.#lastAnswered, this.#asked);
  }

  /** Tells what was missed, and that points are within reach which the depot does reach. */
  #report(frame: FullReport): void {
    if (!this.#isNext(frame)) return;
    const { number, atMs } = frame;
    const observations = frame.observations.map((said) => shifted(said, this.#shiftMs));
    this.#advance(atMs);
    this.#heardUpTo = number;
    const { nowMs } = this.#engine;
    const down = new Set(
      observations.flatMap((said) => (said.kind === "linkDown" ? [said.pointId] : [])),
    );
    const back = [...this.#downPoints].filter((pointId) => !down.has(pointId));
    this.#downPoints.clear();
    for (const pointId of back) this.#tellLink("linkUp", pointId);
    for (const missed of this.#standing.missing(observations, nowMs)) this.#hear(missed);
    // That a point is reachable does not mean that it works.
    for (const said of observations) {
      const isOut = said.kind === "stationStatus" && said.status !== "available";
      if (isOut && back.includes(said.pointId)) this.#hear(said);
    }
    if (this.#options.commit === null) this.committed();
    // Not before it is known what holds today.
    if (this.#options.pacing === "paced") this.#sendAsked(null, this.#unanswered.all);
    this.#options.woken?.();
  }

  #advance(atMs: number): void {
    const { pacing, clockMs } = this.#options;
    const { nowMs, nextAtMs } = this.#engine;
    const wantedMs = pacing === "lockStep" ? atMs + this.#shiftMs : (clockMs?.() ?? nowMs);
    this.#engine.advanceTo(Math.max(nowMs, Math.min(wantedMs, nextAtMs)));
  }

  /** Known from now on, by the clock of this end; that of the other only annotates. */
  #hear(said: Observation): void {
    const { nowMs } = this.#engine;
    const heard =
      said.knownAtMs === nowMs && said.atMs <= nowMs
        ? said
        : { ...said, knownAtMs: nowMs, atMs: Math.min(said.atMs, nowMs) };
    this.#standing.hear(heard);
    this.#unanswered.heard(heard);
    const hear = this.#listeners.get(listenerOf(heard));
    if (hear === undefined) this.#options.warn(`${heard.kind} is of no device of this depot`);
    else hear(heard);
  }

  #ask(command: Command): void {
    this.#unanswered.asked(command);
    if (this.#options.pacing === "lockStep") this.#asked.push(command);
    else this.#sendAsked(null, [command]);
  }

  #sendAsked(answers: number | null, commands: readonly Command[]): void {
    const { nextAtMs } = this.#engine;
    const wakeAtMs = nextAtMs < Infinity ? Math.max(0, nextAtMs - this.#shiftMs) : null;
    const shiftedBack = commands.map((command) => shiftedCommand(command, -this.#shiftMs));
    this.#send({ kind: "asked", answers, commands: shiftedBack, wakeAtMs });
  }

  /** In lock-step nothing happens while nobody is there; paced, no point can be reached. */
  #lost(): void {
    this.#channel = null;
    if (this.#options.pacing === "lockStep" || !this.#isMet) return;
    this.#isMet = false;
    this.#advance(this.#engine.nowMs);
    this.outOfReach();
    this.#options.woken?.();
  }

  #tellLink(kind: "linkUp" | "linkDown", pointId: PointId): void {
    const { nowMs } = this.#engine;
    const said = observation({ kind, atMs: nowMs, knownAtMs: nowMs, pointId });
    this.#listeners.get(listenerOf(said))?.(said);
  }

  #send(frame: Frame): void {
    if (this.#isMet || frame.kind === "refused") this.#channel?.send(JSON.stringify(frame));
  }
}

/** Which port says it. */
function listenerOf(said: Observation): string {
  if ("pointId" in said) return `point ${said.pointId}`;
  if (said.kind === "siteMeasured") return `meter ${said.nodeId}`;
  const isOperators = said.kind === "limitChanged" || said.kind === "priceChanged";
  return isOperators ? "gridOperator" : "presystem";
}
