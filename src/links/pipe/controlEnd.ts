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
import { readFrame } from "./readFrame.ts";

/** How the controller's end of a pipe is set up. */
export interface ControlEndOptions {
  /** Hash of what both ends must agree on. */
  readonly scenario: string;
  readonly pacing: Pacing;
  readonly pointIds: readonly PointId[];
  readonly nodeIds: readonly NodeId[];
  /**
   * In lock-step: what was heard of an instant and asked because of it is to be kept for good now;
   * only then is it answered. Paced, `committed` is to be called whenever that is so; null: nobody
   * keeps anything, and all is confirmed as it is heard.
   */
  readonly commit: (() => void) | null;
  /** Told in words what was wrong with what came. */
  readonly warn: (text: string) => void;
  /** The other end will not talk with this one. */
  readonly refused: (reason: string) => void;
  /** The other end is met, with its clock as it then is: paced, this one's may be set. */
  readonly met?: (hello: DepotHello) => void;
  /** Virtual time has to be looked at, by the clock of this end, and afterwards. Paced only. */
  readonly clockMs?: () => number;
  readonly woken?: () => void;
}

/** Plain JSON. */
export interface ControlEndSnapshot {
  readonly keptUpTo: number;
  /** In lock-step the last instant that was answered; 0: none. */
  readonly lastAnswered: number;
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
  readonly #unanswered = new Map<PointId, Command>();
  /** Points that the controller was told are out of reach, as the pipe is. */
  readonly #downPoints = new Set<PointId>();
  #channel: LineChannel | null = null;
  #isMet = false;
  #heardUpTo = 0;
  #keptUpTo = 0;
  #lastAnswered = 0;
  /** Of the instant that is being answered. */
  #asked: Command[] = [];

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
    if (this.#keptUpTo === this.#heardUpTo) return;
    this.#keptUpTo = this.#heardUpTo;
    this.#send({ kind: "kept", upTo: this.#keptUpTo });
  }

  close(): void {
    this.#channel?.close();
  }

  /** Goes through what was heard in an earlier life of this process, in its order. */
  recallHeard(heard: Observation): void {
    this.#standing.hear(heard);
    this.#noteAnswer(heard);
    if (heard.kind === "linkDown") this.#downPoints.add(heard.pointId);
    if (heard.kind === "linkUp") this.#downPoints.delete(heard.pointId);
  }

  /** The same for what was asked. */
  recallAsked(command: Command): void {
    this.#note(command);
  }

  snapshot(): ControlEndSnapshot {
    return {
      keptUpTo: this.#heardUpTo,
      lastAnswered: this.#lastAnswered,
      unanswered: [...this.#unanswered.values()],
      standing: this.#standing.snapshot(),
      downPoints: [...this.#downPoints],
    };
  }

  restore({ keptUpTo, lastAnswered, unanswered, standing, downPoints }: ControlEndSnapshot): void {
    this.#heardUpTo = keptUpTo;
    this.#keptUpTo = keptUpTo;
    this.#lastAnswered = lastAnswered;
    this.#unanswered.clear();
    for (const command of unanswered) this.#note(command);
    this.#standing.restore(standing);
    this.#downPoints.clear();
    for (const pointId of downPoints) this.#downPoints.add(pointId);
  }

  #read(line: string): void {
    const frame = readFrame(line);
    const { warn, refused } = this.#options;
    if (frame.kind === "flaw") return warn(frame.says);
    if (frame.kind === "refused") return refused(frame.reason);
    if (frame.kind === "depotHello") return this.#meet(frame);
    if (!this.#isMet) return warn(`${frame.kind} came before any hello`);
    if (frame.kind === "instant") return this.#instant(frame);
    if (frame.kind === "fullReport") return this.#report(frame);
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
    // A depot that has said less than was heard of it has begun anew.
    if (hello.lastNumber < this.#heardUpTo) {
      this.#heardUpTo = 0;
      this.#keptUpTo = 0;
      this.#lastAnswered = 0;
    }
    this.#isMet = true;
    met?.(hello);
    const keptUpTo = this.#keptUpTo;
    this.#send({ kind: "controlHello", version: PIPE_VERSION, scenario, keptUpTo });
    if (pacing === "paced") this.#sendAsked(null, this.#openCommands());
    // The answer may have been lost; to what was answered it means nothing.
    else if (this.#lastAnswered > 0) this.#sendAsked(this.#lastAnswered, this.#openCommands());
  }

  #instant({ number, atMs, observations }: Instant): void {
    if (number <= this.#heardUpTo) return;
    this.#advance(atMs);
    this.#heardUpTo = number;
    for (const said of observations) this.#hear(said);
    if (this.#options.pacing === "lockStep") return this.#answer(number);
    if (this.#options.commit === null) this.committed();
    this.#options.woken?.();
  }

  /** Has the controller do what it does at this instant, and tells the depot. */
  #answer(number: number): void {
    const { nowMs } = this.#engine;
    while (this.#engine.nextAtMs <= nowMs && this.#asked.length === 0) this.#engine.step();
    const commands = this.#asked;
    this.#asked = [];
    this.#lastAnswered = number;
    this.#options.commit?.();
    this.#keptUpTo = number;
    this.#sendAsked(number, commands);
  }

  /** Tells what was missed, and that points are within reach which the depot does reach. */
  #report({ number, atMs, observations }: FullReport): void {
    if (number <= this.#heardUpTo) return;
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
    if (this.#options.pacing === "lockStep") this.#options.commit?.();
    if (this.#options.pacing === "lockStep" || this.#options.commit === null) this.committed();
    this.#options.woken?.();
  }

  #advance(atMs: number): void {
    const { pacing, clockMs } = this.#options;
    const { nowMs, nextAtMs } = this.#engine;
    const wantedMs = pacing === "lockStep" ? atMs : (clockMs?.() ?? nowMs);
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
    this.#noteAnswer(heard);
    const hear = this.#listeners.get(listenerOf(heard));
    if (hear === undefined) this.#options.warn(`${heard.kind} is of no device of this depot`);
    else hear(heard);
  }

  #ask(command: Command): void {
    this.#note(command);
    if (this.#options.pacing === "lockStep") this.#asked.push(command);
    else this.#sendAsked(null, [command]);
  }

  #noteAnswer(heard: Observation): void {
    if (heard.kind !== "commandResult") return;
    const asked = this.#unanswered.get(heard.pointId);
    if (asked?.commandId === heard.commandId) this.#unanswered.delete(heard.pointId);
  }

  #note(command: Command): void {
    if ("pointId" in command) this.#unanswered.set(command.pointId, command);
  }

  #openCommands(): Command[] {
    return [...this.#unanswered.values()].toSorted((a, b) => a.commandId - b.commandId);
  }

  #sendAsked(answers: number | null, commands: readonly Command[]): void {
    const { nextAtMs } = this.#engine;
    const wakeAtMs = nextAtMs < Infinity ? nextAtMs : null;
    this.#send({ kind: "asked", answers, commands, wakeAtMs });
  }

  /** In lock-step nothing happens while nobody is there; paced, no point can be reached. */
  #lost(): void {
    this.#channel = null;
    if (this.#options.pacing === "lockStep" || !this.#isMet) return;
    this.#isMet = false;
    this.#advance(this.#engine.nowMs);
    for (const { pointId } of this.ports.stations) {
      this.#downPoints.add(pointId);
      this.#tellLink("linkDown", pointId);
    }
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
