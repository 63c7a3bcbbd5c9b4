import {
  type Credentials,
  type Dial,
  type DialEvents,
  InTurn,
  type MessageSocket,
  type Timers,
} from "../../transport/index.ts";
import { codecOf } from "../codec/codec.ts";
import type { ChargingRequest } from "../model/chargingRequest.ts";
import type { Dialect, Version } from "../schema/dialect.ts";
import { subprotocols } from "../session/subprotocols.ts";
import type { ClientRules } from "./clientRules.ts";
import {
  type ClientInput,
  type ClientNews,
  type ClientSession,
  type ClientSetting,
  newClientSession,
} from "./clientSession.ts";
import { clientDueAtMs, clientStep } from "./clientStep.ts";

/** What a presystem is set to. */
export interface ClientOptions {
  readonly url: string;
  readonly credentials: Credentials | null;
  /** The editions it speaks, one of each subprotocol at most. */
  readonly versions: readonly Version[];
  readonly presentPowerIs: Dialect["presentPowerIs"];
  readonly rules: ClientRules;
}

/** What a presystem needs of the world. */
export interface ClientSurroundings {
  readonly dial: Dial;
  readonly timers: Timers;
  /** Draws from [0, 1). */
  readonly chance: () => number;
  /** Differs from presystem to presystem and from run to run: message ids are made of it. */
  readonly idSeed: string;
  readonly emit: (news: ClientNews) => void;
  /** Told what the charge management says with a ping, which VDV 463 knows nothing of. */
  readonly pinged?: (text: string) => void;
}

type Unstamped<T> = T extends unknown ? Omit<T, "atMs" | "chance"> : never;

/**
 * A presystem's end of VDV 463, depot management or control centre: calls, boots,
 * is told of the depot, and keeps the charge management told of its requests.
 */
export class PresystemClient {
  readonly #options: ClientOptions;
  readonly #surroundings: ClientSurroundings;
  readonly #setting: ClientSetting;
  readonly #inputs = new InTurn<ClientInput>(
    (input) => this.#step(input),
    () => this.#setAlarm(),
  );
  #session: ClientSession;
  #socket: MessageSocket | null = null;
  #cancelAlarm = (): void => {};

  constructor(options: ClientOptions, surroundings: ClientSurroundings) {
    const { versions, presentPowerIs, rules } = options;
    this.#options = options;
    this.#surroundings = surroundings;
    this.#setting = {
      rules,
      idSeed: surroundings.idSeed,
      codecs: new Map(
        versions.map((version) => [
          version,
          codecOf({ version, presentPowerIs }, rules.validation),
        ]),
      ),
    };
    this.#session = newClientSession(surroundings.timers.nowMs());
  }

  get phase(): ClientSession["phase"] {
    return this.#session.phase;
  }

  /** Whether the charge management is told of all requests, and has answered. */
  get isAnswered(): boolean {
    const { phase, isUntold, open } = this.#session;
    return phase === "running" && !isUntold && open === null;
  }

  /** Says something beside the messages of VDV 463: whoever does not know what it means passes over it. */
  ping(text: string): void {
    this.#socket?.ping(text);
  }

  /** Calls, and calls again whenever the connection is lost. */
  start(): void {
    this.#input({ kind: "time" });
  }

  /**
   * All requests, from now on: what is missing is withdrawn. Until this is called, what was asked for
   * before stands.
   * @throws Error if a request holds what an edition forbids, a soc of 101 for one
   */
  provideRequests(list: readonly ChargingRequest[]): void {
    const { presystem: source, presystemId } = this.#options.rules;
    for (const codec of this.#setting.codecs.values()) {
      codec.write({
        kind: "request",
        action: "ProvideChargingRequests",
        source,
        presystemId,
        atMs: 0,
        messageId: "",
        payload: { chargingRequestList: list },
      });
    }
    this.#input({ kind: "requests", list });
  }

  /** Hangs up for good. */
  stop(): void {
    this.#input({ kind: "stop" });
  }

  #input(input: Unstamped<ClientInput>): void {
    const { timers, chance } = this.#surroundings;
    this.#inputs.take({ ...input, atMs: timers.nowMs(), chance: chance() });
  }

  #step(input: ClientInput): void {
    const { state, effects } = clientStep(this.#setting, this.#session, input);
    this.#session = state;
    for (const effect of effects) {
      if (effect.kind === "dial") this.#dial();
      else if (effect.kind === "send") this.#socket?.send(effect.text);
      else if (effect.kind === "close") this.#socket?.close(effect.code, effect.reason);
      else if (effect.kind === "terminate") this.#socket?.terminate();
      else this.#surroundings.emit(effect.news);
    }
  }

  #dial(): void {
    const { url, credentials, versions } = this.#options;
    const names = versions.toSorted().map((version) => subprotocols[version]);
    const target = { url, credentials, subprotocols: [...new Set(names)] };
    // What an earlier connection still says is not heard.
    const ifCurrent = (input: Unstamped<ClientInput>): void => {
      if (this.#socket === socket) this.#input(input);
    };
    const events: DialEvents = {
      opened: (subprotocol) => ifCurrent({ kind: "opened", subprotocol }),
      refused: (reason) => ifCurrent({ kind: "refused", reason }),
      text: (text) => ifCurrent({ kind: "text", text }),
      binary: () => ifCurrent({ kind: "binary" }),
      pong: () => {},
      pinged: (text) => {
        if (this.#socket === socket && text !== "") this.#surroundings.pinged?.(text);
      },
      closed: (code, reason) => ifCurrent({ kind: "closed", code, reason }),
    };
    const socket = this.#surroundings.dial(target, events);
    this.#socket = socket;
  }

  #setAlarm(): void {
    this.#cancelAlarm();
    const dueAtMs = clientDueAtMs(this.#setting, this.#session);
    if (dueAtMs === Infinity) return;
    this.#cancelAlarm = this.#surroundings.timers.at(dueAtMs, () => this.#input({ kind: "time" }));
  }
}
