import type { Engine } from "../engine/index.ts";
import type { Command, DepotPorts, Observation, Port, StationPort } from "../messages/index.ts";
import type { LinkSpec, LinkSpecs } from "./linkSpec.ts";
import { perfectLink } from "./linkSpec.ts";
import { type LinkedDevice, MemoryLink, type MemoryLinkSnapshot } from "./memoryLink.ts";

/** Links in virtual time to all devices of a depot. */
export class MemoryLinks {
  /** The depot from the far end. */
  readonly ports: DepotPorts;
  /** By point, of those that have a link of their own. */
  readonly stations: ReadonlyMap<number, MemoryLink<Observation, Command>>;
  /** Every one of them. */
  readonly all: MemoryLink<Observation, Command>[] = [];
  readonly #engine: Engine;
  readonly #seed: number;

  /**
   * @param specs null: function calls, but for stations that can be cut off
   * @param cutPoints points whose stations can be cut off
   */
  constructor(
    engine: Engine,
    depot: DepotPorts,
    specs: LinkSpecs | null,
    seed: number,
    cutPoints: readonly number[],
  ) {
    this.#engine = engine;
    this.#seed = seed;
    const linked = specs === null ? cutPoints : depot.stations.keys();
    this.stations = new Map(
      [...linked].map((point) => {
        const station = depot.stations[point]!;
        const { pointId } = station;
        const device = { name: `station ${pointId}`, pointId, isSetUp: false };
        return [point, this.#link(station, device, specs?.station ?? perfectLink)];
      }),
    );
    this.ports = {
      ...(specs === null ? depot : this.#others(depot, specs)),
      stations: depot.stations.map((station, point) => {
        const link = this.stations.get(point);
        return link === undefined ? station : stationAt(station, link);
      }),
    };
  }

  snapshot(): MemoryLinkSnapshot[] {
    return this.all.map((link) => link.snapshot());
  }

  restore(saved: readonly MemoryLinkSnapshot[]): void {
    for (const [i, link] of this.all.entries()) link.restore(saved[i]!);
  }

  /** Limits and base loads of the beginning are part of setting up a charge management. */
  #others(depot: DepotPorts, specs: LinkSpecs): Omit<DepotPorts, "stations"> {
    const link = <Says extends Observation>(
      port: Port<Says>,
      name: string,
      spec: LinkSpec,
      isSetUp: boolean,
    ): Port<Says> => this.#link(port, { name, pointId: null, isSetUp }, spec);
    return {
      meters: depot.meters.map((meter) => {
        const { nodeId } = meter;
        const far = link(meter, `meter ${nodeId}`, specs.meter, true);
        return { nodeId, listen: (hear) => far.listen(hear), send: (asked) => far.send(asked) };
      }),
      gridOperator: link(depot.gridOperator, "grid operator", specs.gridOperator, true),
      presystem: link(depot.presystem, "presystem", specs.presystem, false),
    };
  }

  #link<Says extends Observation, Does extends Command>(
    port: Port<Says, Does>,
    device: LinkedDevice,
    spec: LinkSpec,
  ): MemoryLink<Observation, Command> & Port<Says, Does> {
    const link = new MemoryLink(this.#engine, port, device, spec, this.#seed);
    const any = link as unknown as MemoryLink<Observation, Command> & Port<Says, Does>;
    this.all.push(any);
    return any;
  }
}

function stationAt({ pointId }: StationPort, link: MemoryLink<Observation, Command>): StationPort {
  return {
    pointId,
    listen: (hear) => link.listen(hear as (said: Observation) => void),
    send: (command) => link.send(command),
  };
}
