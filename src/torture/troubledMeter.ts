import { type Device, type Engine, phase } from "../engine/index.ts";
import type { MeterPort, NodeId, SiteMeasured } from "../messages/index.ts";
import type { Fault } from "./fault.ts";
import { wrongly } from "./wrongly.ts";

/** A meter that is wrong at times: what it would have said is said as soon as it is well again. */
export class TroubledMeter implements MeterPort, Device {
  readonly nodeId: NodeId;
  readonly #engine: Engine;
  readonly #meter: MeterPort;
  readonly #faults: readonly Fault[];
  readonly #slot: number;
  #last: SiteMeasured | null = null;
  #hear: (said: SiteMeasured) => void = () => {};

  constructor(engine: Engine, meter: MeterPort, faults: readonly Fault[]) {
    this.nodeId = meter.nodeId;
    this.#engine = engine;
    this.#meter = meter;
    this.#faults = faults;
    this.#slot = engine.adopt(this, 2 * faults.length);
    for (const [i, { fromMs, durationMs }] of faults.entries()) {
      engine.schedule(this.#slot + 2 * i, fromMs, phase.world);
      engine.schedule(this.#slot + 2 * i + 1, fromMs + durationMs, phase.world);
    }
  }

  listen(hear: (said: SiteMeasured) => void): void {
    this.#hear = hear;
    this.#meter.listen((said) => {
      this.#last = said;
      this.#say(said);
    });
  }

  send(command: never): void {
    this.#meter.send(command);
  }

  /** A spell begins or ends. */
  fire(): void {
    const { nowMs } = this.#engine;
    if (this.#last !== null) this.#say({ ...this.#last, atMs: nowMs, knownAtMs: nowMs });
  }

  #say(said: SiteMeasured): void {
    const { nowMs } = this.#engine;
    const fault = this.#faults.find(
      ({ fromMs, durationMs }) => nowMs >= fromMs && nowMs < fromMs + durationMs,
    );
    if (fault?.kind !== "meter") return this.#hear(said);
    // That it is stuck is noticed by whoever reads it.
    if (fault.says === "stuck") return this.#hear({ ...said, baseLoadKw: 0, quality: "bad" });
    this.#hear({ ...said, baseLoadKw: wrongly(said.baseLoadKw, fault.says) });
  }
}
