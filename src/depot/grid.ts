import { type Engine, phase } from "../engine/index.ts";
import {
  type GridOperatorPort,
  type LimitChanged,
  type MeterPort,
  type NodeId,
  observation,
  type SiteMeasured,
} from "../messages/index.ts";
import { type PowerTree, StepSeries } from "../physics/index.ts";

/** A node of the grid tree: connection, transformer, feeder. */
export interface GridNodeSpec {
  readonly id: NodeId;
  /** Binds means over clock quarter-hours [kW]; Infinity where there is none. */
  readonly contractKw: StepSeries;
  /** Binds every instant [kW]; Infinity where there is none. */
  readonly maxKw: StepSeries;
  /** What hangs directly behind this node and is no charger, standby of stations included [kW]. */
  readonly baseLoadKw: StepSeries;
}

/** The base load of each node's whole subtree. */
export function baseLoadBelow(tree: PowerTree, nodes: readonly GridNodeSpec[]): StepSeries[] {
  const sums = nodes.map((node) => node.baseLoadKw);
  for (let node = tree.size - 1; node > 0; node--) {
    const parent = tree.parents[node]!;
    sums[parent] = StepSeries.sum(sums[parent]!, sums[node]!);
  }
  return sums;
}

/**
 * The meters and the grid operator of the simulated depot: say base loads and
 * limits at the start and whenever they step.
 */
export class Grid {
  readonly #engine: Engine;
  readonly #state: { readonly nodes: readonly GridNodeSpec[] };
  readonly #slot: number;
  readonly #onStep: () => void;
  readonly #hearMeter: ((observation: SiteMeasured) => void)[];
  #hearOperator: (observation: LimitChanged) => void = () => {};

  /** @param state what holds of the nodes, which incidents may change */
  constructor(
    engine: Engine,
    state: { readonly nodes: readonly GridNodeSpec[] },
    onStep: () => void,
  ) {
    this.#engine = engine;
    this.#state = state;
    this.#onStep = onStep;
    this.#hearMeter = state.nodes.map(() => () => {});
    this.#slot = engine.adopt(this, 1);
  }

  /** Says what holds now; from then on what changes. */
  start(): void {
    this.#say(() => true);
  }

  /** A step is due, or an incident has made one. */
  fire(): void {
    const nowMs = this.#engine.nowMs;
    this.#onStep();
    this.#say((series) => series.at(nowMs) !== series.at(nowMs - 1));
  }

  /** One meter per node. */
  get meterPorts(): MeterPort[] {
    return this.#state.nodes.map((node, i) => ({
      nodeId: node.id,
      listen: (hear) => {
        this.#hearMeter[i] = hear;
      },
      send: unreachable,
    }));
  }

  get operatorPort(): GridOperatorPort {
    return {
      listen: (hear) => {
        this.#hearOperator = hear;
      },
      send: unreachable,
    };
  }

  #say(isNews: (series: StepSeries) => boolean): void {
    const nowMs = this.#engine.nowMs;
    const when = { atMs: nowMs, knownAtMs: nowMs };
    let nextAtMs = Infinity;
    this.#state.nodes.forEach(({ id: nodeId, baseLoadKw, contractKw, maxKw }, i) => {
      if (isNews(baseLoadKw)) {
        this.#hearMeter[i]?.(
          observation({
            kind: "siteMeasured",
            ...when,
            nodeId,
            baseLoadKw: baseLoadKw.at(nowMs),
            quality: "good",
          }),
        );
      }
      if (isNews(contractKw) || isNews(maxKw)) {
        this.#hearOperator(
          observation({
            kind: "limitChanged",
            ...when,
            nodeId,
            contractKw: finiteOrNull(contractKw.at(nowMs)),
            maxKw: finiteOrNull(maxKw.at(nowMs)),
          }),
        );
      }
      for (const series of [baseLoadKw, contractKw, maxKw]) {
        nextAtMs = Math.min(nextAtMs, series.nextStepAfter(nowMs));
      }
    });
    if (nextAtMs < Infinity) this.#engine.schedule(this.#slot, nextAtMs, phase.world);
  }
}

function finiteOrNull(valueKw: number): number | null {
  return valueKw < Infinity ? valueKw : null;
}

function unreachable(command: never): void {
  throw new Error(`not a command of this port: ${JSON.stringify(command)}`);
}
