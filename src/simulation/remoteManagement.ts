import { Engine, type EngineSnapshot } from "../engine/index.ts";
import {
  ControlEnd,
  type ControlEndOptions,
  type ControlEndSnapshot,
  type LineChannel,
} from "../links/index.ts";
import { directLink } from "../messages/index.ts";
import type { Scenario } from "../scenario/index.ts";
import {
  ChargeManagement,
  type ChargeManagementSnapshot,
  type Listeners,
} from "./chargeManagement.ts";

/** Plain JSON. */
export interface RemoteManagementSnapshot {
  readonly engine: EngineSnapshot;
  readonly management: ChargeManagementSnapshot;
  readonly end: ControlEndSnapshot;
}

/** The charge management of a scenario, and a pipe to a depot elsewhere whose time it goes by. */
export class RemoteManagement {
  readonly #engine: Engine;
  readonly #management: ChargeManagement;
  readonly #end: ControlEnd;

  constructor(
    spec: Scenario,
    options: Omit<ControlEndOptions, "pacing" | "pointIds" | "nodeIds">,
    listeners: Listeners = {},
  ) {
    this.#engine = new Engine(spec.run.fromMs);
    this.#end = new ControlEnd(this.#engine, {
      ...options,
      pacing: "lockStep",
      pointIds: spec.stations.map((station) => station.id),
      nodeIds: spec.nodes.map((node) => node.id),
    });
    const { ports } = this.#end;
    this.#management = new ChargeManagement(this.#engine, spec, ports, directLink, listeners);
  }

  /** The depot is at the far end of this channel from now on. */
  connect(channel: LineChannel): void {
    this.#end.connect(channel);
  }

  close(): void {
    this.#end.close();
  }

  snapshot(): RemoteManagementSnapshot {
    return {
      engine: this.#engine.snapshot(),
      management: this.#management.snapshot(),
      end: this.#end.snapshot(),
    };
  }

  /** Continues from a snapshot of the same scenario; the depot is asked for what came after. */
  restore(saved: RemoteManagementSnapshot): void {
    this.#management.restore(saved.management);
    this.#end.restore(saved.end);
    this.#engine.restore(saved.engine);
  }
}
