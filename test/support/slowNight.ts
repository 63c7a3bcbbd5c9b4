import { Engine, type RandomStream } from "../../src/engine/index.ts";
import { ControlEnd, DepotEnd } from "../../src/links/index.ts";
import {
  type Charging,
  type DepotPorts,
  id,
  type NodeId,
  type Observation,
  type PointId,
  type StationPort,
} from "../../src/messages/index.ts";
import { Journal } from "../../src/record/index.ts";
import { SimulatedDepot } from "../../src/simulation/index.ts";
import { MemoryChannel } from "../../src/torture/memoryChannel.ts";
import { AttachedTwin } from "../../src/twin/index.ts";
import { MemoryDisk } from "./memoryDisk.ts";
import { crowdedNight } from "./smallTwin.ts";

const HEADER = { scenarioHash: "h", engineVersion: "1+a", startMs: 0, seed: 1 };
/** After so many times what a line takes a twin has been told all that it missed. */
const LINES_TO_BE_TOLD = 5;

/** A depot and one life after another of its twin, with a slow pipe between them, all by one clock. */
export class SlowNight {
  readonly spec = crowdedNight();
  /** What stations said last of their sessions, and how far off the twin was as they said something [soc]. */
  readonly said = new Map<PointId, Charging>();
  readonly missesSoc: number[] = [];
  readonly #engine = new Engine(this.spec.run.fromMs);
  readonly #latencyMs: (nowMs: number) => number;
  readonly #mostLatencyMs: number;
  readonly #depotEnd: DepotEnd;
  #disk = new MemoryDisk();
  #channel: MemoryChannel | null = null;
  #twin: AttachedTwin | null = null;
  #startedAtMs = Infinity;

  /** @param latencyMs what a line takes, which is never more than `mostLatencyMs` */
  constructor(latencyMs: (nowMs: number) => number, mostLatencyMs: number) {
    this.#latencyMs = latencyMs;
    this.#mostLatencyMs = mostLatencyMs;
    const depot = new SimulatedDepot(this.#engine, this.spec);
    this.#depotEnd = new DepotEnd(this.#engine, this.#tapped(depot.ports), {
      scenario: "same",
      pacing: "paced",
      speed: 1,
      warn: fail,
      refused: fail,
    });
    depot.start();
  }

  get isUp(): boolean {
    return this.#twin !== null;
  }

  /** Whether there is a twin that has been told all that it had missed. */
  get isTold(): boolean {
    const toldAtMs = this.#startedAtMs + LINES_TO_BE_TOLD * this.#mostLatencyMs;
    return this.isUp && this.#engine.nowMs > toldAtMs;
  }

  start(): void {
    const end = new ControlEnd(this.#engine, {
      scenario: "same",
      pacing: "paced",
      pointIds: this.spec.stations.map((station) => station.id),
      nodeIds: this.spec.tree.ids.map((nodeId) => id<NodeId>(nodeId)),
      commit: () => {},
      warn: fail,
      refused: fail,
    });
    const twin = new AttachedTwin(this.#engine, this.spec, end, Journal.open(this.#disk, HEADER));
    twin.recall();
    twin.begin();
    this.#twin = twin;
    this.#startedAtMs = this.#engine.nowMs;
    this.#channel = new MemoryChannel(this.#engine, () => this.#latencyMs(this.#engine.nowMs));
    end.connect(this.#channel.controlEnd);
    this.#depotEnd.connect(this.#channel.depotEnd);
  }

  /** @param chance decides what is left of what was not yet kept for good */
  kill(chance: RandomStream): void {
    this.#twin?.stop();
    this.#twin = null;
    this.#channel?.close();
    this.#disk = this.#disk.survivor(chance);
  }

  until(atMs: number): void {
    while (this.#engine.nextAtMs <= atMs) this.#engine.step();
    this.#engine.advanceTo(atMs);
  }

  /** How much fuller the twin believes the bus of a session to be than was said; null: it knows of none. */
  missSoc({ pointId, sessionId, soc }: Charging): number | null {
    const { points } = this.#twin!.viewAt(this.#engine.nowMs);
    const session = points.find((point) => point.id === pointId)?.session;
    return session?.sessionId === sessionId ? session.soc! - soc! : null;
  }

  #tapped(ports: DepotPorts): DepotPorts {
    const stations = ports.stations.map((station) => ({
      pointId: station.pointId,
      send: station.send.bind(station),
      listen: (hear: Parameters<StationPort["listen"]>[0]) =>
        station.listen((said) => {
          this.#note(said);
          hear(said);
        }),
    }));
    return { ...ports, stations };
  }

  #note(said: Observation): void {
    if (said.kind === "connected" || said.kind === "disconnected") this.said.delete(said.pointId);
    if (said.kind !== "charging") return;
    this.said.set(said.pointId, said);
    const missSoc = this.isTold ? this.missSoc(said) : null;
    if (missSoc !== null) this.missesSoc.push(missSoc);
  }
}

function fail(text: string): never {
  throw new Error(text);
}
