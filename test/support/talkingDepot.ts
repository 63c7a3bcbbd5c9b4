import fc from "fast-check";
import { type Device, type Engine, phase } from "../../src/engine/index.ts";
import {
  type Command,
  type DepotPorts,
  id,
  type NodeId,
  type Observation,
  observation,
  type PointId,
  type RequestId,
  type SessionId,
  type VehicleId,
} from "../../src/messages/index.ts";

const POINTS = 3;
const BUSES = 3;

/** What somebody does after a while. */
export interface Deed {
  readonly afterMs: number;
  readonly who: "station" | "presystem" | "meter" | "operator" | "controller" | "cut";
  readonly which: number;
  readonly to: number;
}

/** Any story of a depot that talks, is asked, and cannot be reached for a while. */
export const anyDeeds: fc.Arbitrary<Deed[]> = fc.array(
  fc.record({
    afterMs: fc.constantFrom(0, 1, 500, 5_000, 90_000),
    who: fc.constantFrom(
      "station",
      "station",
      "station",
      "presystem",
      "meter",
      "operator",
      "controller",
      "controller",
      "cut",
    ),
    which: fc.nat(POINTS - 1),
    to: fc.nat(3),
  }),
  { minLength: 1, maxLength: 80 },
);

type Hear = (said: Observation) => void;

/** Plain JSON. */
export interface TalkingDepotSnapshot {
  readonly done: number;
  readonly sessions: readonly (number | null)[];
  readonly serial: number;
  readonly wanted: readonly (number | null)[];
}

/** A depot of devices that say and do as a story has it, and write down all of it. */
export class TalkingDepot implements Device {
  readonly ports: DepotPorts;
  /** By device. */
  readonly said: { device: string; said: Observation }[] = [];
  readonly done: { device: string; command: Command }[] = [];
  readonly #engine: Engine;
  readonly #deeds: readonly Deed[];
  readonly #elsewhere: (deed: Deed) => void;
  readonly #slot: number;
  readonly #hear = new Map<string, Hear>();
  #next = 0;
  #serial = 0;
  #sessions: (number | null)[] = Array.from({ length: POINTS }, () => null);
  #wanted: (number | null)[] = Array.from({ length: BUSES }, () => null);

  /** @param elsewhere does what is no device's to do */
  constructor(engine: Engine, deeds: readonly Deed[], elsewhere: (deed: Deed) => void) {
    this.#engine = engine;
    this.#deeds = deeds;
    this.#elsewhere = elsewhere;
    this.#slot = engine.adopt(this, 1);
    const port = (device: string) => ({
      listen: (hear: never) => void this.#hear.set(device, hear),
      send: (command: Command) => this.#do(device, command),
    });
    this.ports = {
      stations: this.#sessions.map((_, p) => ({ pointId: pointOf(p), ...port(pointOf(p)) })),
      meters: [0, 1].map((n) => ({ nodeId: nodeOf(n), ...port(nodeOf(n)) })),
      gridOperator: port("operator"),
      presystem: port("presystem"),
    };
  }

  start(): void {
    for (const n of [0, 1]) this.#measure(n, 10);
    this.#schedule();
  }

  fire(): void {
    const deed = this.#deeds[this.#next++]!;
    this.#act(deed);
    this.#schedule();
  }

  snapshot(): TalkingDepotSnapshot {
    return {
      done: this.#next,
      sessions: [...this.#sessions],
      serial: this.#serial,
      wanted: [...this.#wanted],
    };
  }

  restore({ done, sessions, serial, wanted }: TalkingDepotSnapshot): void {
    this.#next = done;
    this.#sessions = [...sessions];
    this.#serial = serial;
    this.#wanted = [...wanted];
  }

  #schedule(): void {
    const deed = this.#deeds[this.#next];
    if (deed === undefined) return;
    this.#engine.schedule(this.#slot, this.#engine.nowMs + deed.afterMs, phase.world);
  }

  #act(deed: Deed): void {
    const { who, which, to } = deed;
    if (who === "station") this.#station(which, to);
    else if (who === "presystem") this.#want(which, to);
    else if (who === "meter") this.#measure(which % 2, to * 7);
    else if (who === "operator") {
      const nodeId = nodeOf(which % 2);
      const limit = { kind: "limitChanged", nodeId, contractKw: null, maxKw: to * 100 } as const;
      this.#say("operator", limit);
    } else this.#elsewhere(deed);
  }

  #station(point: number, to: number): void {
    const pointId = pointOf(point);
    const session = this.#sessions[point]!;
    if (to === 0) {
      const status = this.#serial++ % 2 === 0 ? "faulted" : "available";
      this.#say(pointId, { kind: "stationStatus", pointId, status });
    } else if (session === null) {
      const serial = this.#serial++;
      this.#sessions[point] = serial;
      const sessionId = sessionOf(serial);
      this.#say(pointId, { kind: "connected", pointId, sessionId, vehicleId: null, soc: null });
    } else if (to === 1) {
      this.#sessions[point] = null;
      this.#say(pointId, { kind: "disconnected", pointId, sessionId: sessionOf(session) });
    } else {
      const what = { powerKw: this.#serial++ % 150, energyKwh: 1, soc: null };
      const sessionId = sessionOf(session);
      this.#say(pointId, { kind: "charging", pointId, sessionId, state: "flowing", ...what });
    }
  }

  #want(bus: number, to: number): void {
    const wanted = this.#wanted[bus]!;
    if (to === 0 && wanted !== null) {
      this.#wanted[bus] = null;
      return this.#say("presystem", { kind: "requestWithdrawn", requestId: requestOf(wanted) });
    }
    this.#wanted[bus] = wanted ?? this.#serial++;
    this.#say("presystem", {
      kind: "requestChanged",
      requestId: requestOf(this.#wanted[bus]),
      vehicleId: id<VehicleId>(`bus${bus}`),
      expectedArrivalAtMs: null,
      expectedSoc: null,
      departureAtMs: this.#engine.nowMs,
      minTargetSoc: 0,
      maxTargetSoc: 1,
      priority: to,
    });
  }

  #measure(node: number, baseLoadKw: number): void {
    const nodeId = nodeOf(node);
    this.#say(nodeId, { kind: "siteMeasured", nodeId, baseLoadKw, quality: "good" });
  }

  #say(device: string, what: object): void {
    const { nowMs } = this.#engine;
    const said = observation({ ...what, atMs: nowMs, knownAtMs: nowMs } as Observation);
    this.said.push({ device, said });
    this.#hear.get(device)?.(said);
  }

  #do(device: string, command: Command): void {
    this.done.push({ device, command });
    const pointId = id<PointId>(device);
    const { commandId } = command;
    this.#say(device, { kind: "commandResult", commandId, pointId, status: "accepted" });
  }
}

export function pointOf(point: number): PointId {
  return id<PointId>(`P${point}`);
}

function nodeOf(node: number): NodeId {
  return id<NodeId>(`N${node}`);
}

function sessionOf(serial: number): SessionId {
  return id<SessionId>(`S${serial}`);
}

function requestOf(serial: number): RequestId {
  return id<RequestId>(`R${serial}`);
}
