import type { Engine } from "../engine/index.ts";
import {
  observation,
  type PointId,
  type StationPort,
  type StationStatus,
} from "../messages/index.ts";

type Said = Parameters<Parameters<StationPort["listen"]>[0]>[0];

/** Plain JSON. */
export interface CuttableLinkSnapshot {
  readonly cuts: number;
  readonly kept: readonly Said[];
  readonly isUp: boolean;
  readonly status: StationStatus | null;
}

/**
 * A station's link that can be cut. What the controller sends meanwhile is lost; what the station
 * says is kept and told when the link is back, as stations do with the events of their sessions.
 */
export class CuttableLink implements StationPort {
  readonly pointId: PointId;
  readonly #engine: Engine;
  readonly #station: StationPort;
  #hear: Parameters<StationPort["listen"]>[0] = () => {};
  #cuts = 0;
  #kept: Said[] = [];
  /** What the station's end was last said to be. */
  #isUp = true;
  #status: StationStatus | null = null;

  constructor(engine: Engine, station: StationPort) {
    this.pointId = station.pointId;
    this.#engine = engine;
    this.#station = station;
  }

  listen(hear: Parameters<StationPort["listen"]>[0]): void {
    this.#hear = hear;
    this.#station.listen((said) => this.#pass(said));
  }

  send(command: Parameters<StationPort["send"]>[0]): void {
    if (this.#cuts === 0) this.#station.send(command);
  }

  /** Nothing passes from now on; as often as it is cut, so often it has to be joined. */
  cut(): void {
    this.#cuts++;
    if (this.#cuts === 1 && this.#isUp) this.#say("linkDown");
  }

  join(): void {
    this.#cuts--;
    if (this.#cuts > 0) return;
    if (this.#isUp) this.#say("linkUp");
    const knownAtMs = this.#engine.nowMs;
    const missed = this.#kept;
    this.#kept = [];
    for (const said of missed) this.#hear({ ...said, knownAtMs });
    // That it is reachable does not mean that it works.
    const status = this.#status;
    if (status !== null && status.status !== "available") this.#hear({ ...status, knownAtMs });
  }

  snapshot(): CuttableLinkSnapshot {
    return {
      cuts: this.#cuts,
      kept: [...this.#kept],
      isUp: this.#isUp,
      status: this.#status,
    };
  }

  restore({ cuts, kept, isUp, status }: CuttableLinkSnapshot): void {
    this.#cuts = cuts;
    this.#kept = [...kept];
    this.#isUp = isUp;
    this.#status = status;
  }

  #pass(said: Said): void {
    if (said.kind === "linkUp" || said.kind === "linkDown") this.#isUp = said.kind === "linkUp";
    if (said.kind === "stationStatus") this.#status = said;
    if (this.#cuts === 0) this.#hear(said);
    else if (said.kind !== "linkUp" && said.kind !== "linkDown") this.#kept.push(said);
  }

  #say(kind: "linkUp" | "linkDown"): void {
    const { nowMs } = this.#engine;
    const when = { atMs: nowMs, knownAtMs: nowMs };
    this.#hear(observation({ kind, ...when, pointId: this.pointId }));
  }
}
