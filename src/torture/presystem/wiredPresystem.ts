import { presystemRules, PresystemVoice } from "../../drivers/vdv463/index.ts";
import { type Engine, RandomStream } from "../../engine/index.ts";
import type { PresystemPort, RequestChanged } from "../../messages/index.ts";
import { memoryNetwork } from "../../protocols/transport/index.ts";
import {
  type ChargingRequest,
  clientRules,
  PresystemClient,
  serverOptions,
  type Version,
} from "../../protocols/vdv463/index.ts";
import type { Fault } from "../fault.ts";
import { isOn } from "../spell.ts";
import type { Violation } from "../violation.ts";
import { byWrongClock } from "./byWrongClock.ts";
import { EngineTimers } from "./engineTimers.ts";
import { isOfPresystem, type PresystemFault } from "./presystemFault.ts";
import { type Attach, Reception } from "./reception.ts";
import { RequestWatch } from "./requestWatch.ts";
import { account, PERIOD_MS } from "./soundAttach.ts";
import { TroubledWire } from "./troubledWire.ts";

const [PRESYSTEM_ID] = account.presystemIds;
/** A message takes so long, each way [ms]. */
const LATENCY_MS = 40;

/** The presystem of a depot at the far end of VDV 463, in virtual time, and what goes wrong in between. */
export class WiredPresystem {
  readonly reception: Reception;
  readonly watch: RequestWatch;
  readonly #timers: EngineTimers;
  readonly #faults: readonly PresystemFault[];
  readonly #wire: TroubledWire;
  readonly #voice: PresystemVoice;
  readonly #client: PresystemClient;
  #list: readonly ChargingRequest[] = [];

  /** @param port what the presystem says, to be spoken */
  constructor(
    engine: Engine,
    port: PresystemPort,
    faults: readonly Fault[],
    seed: number,
    reactionMs: number,
    attach: (version: Version) => Attach,
  ) {
    const timers = new EngineTimers(engine);
    this.#timers = timers;
    this.#faults = faults.filter(isOfPresystem);
    const watch = new RequestWatch(PRESYSTEM_ID, faults, reactionMs);
    this.watch = watch;
    const chance = new RandomStream(seed, "torture", "presystem", "client");
    const version = chance.uniform() < 0.5 ? "1.1" : "2.0";
    this.reception = new Reception(timers, attach(version), {
      opened() {},
      refused() {},
      closed() {},
      text: (text, direction) =>
        direction === "p>c" ? watch.heard(text) : watch.said(text, timers.nowMs()),
    });
    this.#wire = new TroubledWire(timers, this.#faults);
    const silenceMs = 3 * PERIOD_MS;
    this.#client = new PresystemClient(
      {
        url: `wss://depot.example${serverOptions.path}/${PRESYSTEM_ID}`,
        credentials: account,
        versions: [version],
        presentPowerIs: serverOptions.presentPowerIs,
        rules: { ...clientRules, presystem: "BMS", presystemId: PRESYSTEM_ID, silenceMs },
      },
      {
        timers,
        chance: () => chance.uniform(),
        idSeed: PRESYSTEM_ID,
        emit: () => {},
        dial: this.#wire.over(memoryNetwork(timers, this.reception, { latencyMs: LATENCY_MS })),
      },
    );
    this.#voice = new PresystemVoice(
      byWrongClock(port, () => this.#wrongByMs),
      {
        timers,
        priorityOrder: presystemRules.priorityOrder,
        say: (list) => this.#say(list),
      },
    );
  }

  /** Speaks, and calls. */
  start(): void {
    for (const fault of this.#faults) this.#befall(fault);
    this.#voice.start();
    this.#client.start();
  }

  /** Looks at an instant when all of it has happened. @param knower who is to know what was confirmed */
  look(
    knower: { readonly requests: readonly RequestChanged[] | null },
    nowMs: number,
  ): Violation | null {
    const late = this.watch.lookAtClock(nowMs);
    if (late !== null || !this.reception.isTouched) return late;
    const { requests } = knower;
    if (requests === null) return null;
    this.reception.isTouched = false;
    return this.watch.look(requests, nowMs);
  }

  /** What does not go over the wire. */
  #befall({ kind, fromMs, durationMs }: PresystemFault): void {
    const toMs = fromMs + durationMs;
    // A presystem whose lists are right again says so.
    if (kind === "lists") this.#timers.at(toMs, () => this.#client.provideRequests(this.#list));
    if (kind !== "bootRejected") return;
    this.#timers.at(fromMs, () => {
      this.#wire.lose();
      this.reception.setReady(false);
    });
    this.#timers.at(toMs, () => {
      const nowMs = this.#timers.nowMs();
      const isRejected = this.#faults.some((one) => one.kind === kind && isOn(one, nowMs));
      this.reception.setReady(!isRejected);
    });
  }

  get #wrongByMs(): number {
    const nowMs = this.#timers.nowMs();
    const wrong = this.#faults.find(
      (fault) => fault.kind === "presystemClock" && isOn(fault, nowMs),
    );
    return wrong?.kind === "presystemClock" ? wrong.byMs : 0;
  }

  #say(list: readonly ChargingRequest[]): void {
    this.#list = list;
    this.watch.wants(list, this.#timers.nowMs());
    this.#client.provideRequests(list);
  }
}
