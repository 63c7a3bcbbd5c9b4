import type { Engine } from "../engine/index.ts";
import { ControlEnd, DepotEnd } from "../links/index.ts";
import { type DepotPorts, id, type NodeId } from "../messages/index.ts";
import type { Scenario } from "../scenario/index.ts";
import { MemoryChannel } from "./memoryChannel.ts";

/** A line takes so long, each way [ms]. */
const LATENCY_MS = 20;

/** The pipe between a depot and one life after another of the process that charges in it. */
export class Pipe {
  readonly #engine: Engine;
  readonly #spec: Scenario;
  readonly #depotEnd: DepotEnd;
  #channel: MemoryChannel | null = null;

  constructor(engine: Engine, spec: Scenario, depot: DepotPorts) {
    this.#engine = engine;
    this.#spec = spec;
    this.#depotEnd = new DepotEnd(engine, depot, {
      scenario: spec.name,
      pacing: "paced",
      speed: 1,
      // What cannot be read is a fault of a device, and drawn.
      warn: () => {},
      refused: fail,
    });
  }

  /** What a new process sees of the depot. */
  newEnd(): ControlEnd {
    const { name, stations, tree } = this.#spec;
    return new ControlEnd(this.#engine, {
      scenario: name,
      pacing: "paced",
      pointIds: stations.map(({ id }) => id),
      nodeIds: tree.ids.map((nodeId) => id<NodeId>(nodeId)),
      commit: () => {},
      warn: () => {},
      refused: fail,
    });
  }

  /** Both ends hear of each other, and of what they have missed. */
  connect(end: ControlEnd): void {
    this.#channel = new MemoryChannel(this.#engine, () => LATENCY_MS);
    end.connect(this.#channel.controlEnd);
    this.#depotEnd.connect(this.#channel.depotEnd);
  }

  /** The process at the far end is no more. */
  cut(): void {
    this.#channel?.close();
    this.#channel = null;
  }
}

function fail(reason: string): never {
  throw new Error(`the ends of a pipe do not fit: ${reason}`);
}
