import type { Controller, ControllerSnapshot, ControlView } from "../control/index.ts";
import type { Engine } from "../engine/index.ts";
import type {
  ChargingPlan,
  Command,
  DepotPorts,
  Link,
  Observation,
  PlannerPort,
  FromOutside,
  PlanningProblem,
  PointId,
  StationPort,
} from "../messages/index.ts";
import type { Scenario } from "../scenario/index.ts";
import { type ControlJournal, ControlLoop, type ControlLoopSnapshot } from "./controlLoop.ts";
import { controllerOf } from "./controllerOf.ts";
import { PlanningDesk } from "./planningDesk.ts";

/** Somebody who wants to know what is planned. */
export type OnPlan = (problem: PlanningProblem, plan: ChargingPlan) => void;

/** Who else hears what the charge management does. */
export interface Listeners {
  /** Hears every planning problem and what was answered. */
  readonly onPlan?: OnPlan | undefined;
  /** Keeps what is heard and asked. */
  readonly journal?: ControlJournal | undefined;
  /** Whether that of the depot is not heard, because a real one is. */
  readonly isPresystemElsewhere?: boolean;
  /** Has plans made some other way than at once. */
  readonly planned?: ((planner: PlannerPort) => PlannerPort) | undefined;
}

/** Plain JSON. */
export interface ChargeManagementSnapshot {
  readonly controller: ControllerSnapshot;
  readonly controlLoop: ControlLoopSnapshot;
}

/** The controller of a scenario, at the far end of the links to a depot, whoever moves that. */
export class ChargeManagement {
  readonly #controller: Controller;
  readonly #loop: ControlLoop;

  /** @param link what lies between each device and the controller */
  constructor(
    engine: Engine,
    spec: Scenario,
    depot: DepotPorts,
    link: Link,
    { onPlan, journal, planned, isPresystemElsewhere = false }: Listeners = {},
  ) {
    this.#controller = controllerOf(spec);
    const desk = planningDesk(engine, spec, onPlan);
    const planner = desk === null ? null : link(planned?.(desk) ?? desk);
    const ports = new Map<PointId, Pick<StationPort, "send">>();
    const loop = new ControlLoop(engine, this.#controller, { ports, planner }, journal ?? null);
    this.#loop = loop;
    planner?.listen(loop.hear);
    for (const station of depot.stations) {
      const port = link(station);
      port.listen(loop.hear);
      ports.set(station.pointId, port);
    }
    for (const meter of depot.meters) link(meter).listen(loop.hear);
    link(depot.gridOperator).listen(loop.hear);
    // A pipe would report what has no listener as of no device.
    if (isPresystemElsewhere) depot.presystem.listen(() => {});
    else link(depot.presystem).listen(loop.hear);
  }

  /** When it wants to be told the time; Infinity when only news can change anything. */
  get wakeAtMs(): number {
    return this.#controller.wakeAtMs;
  }

  /** Whether something was said that the controller has not heard yet. */
  get isWaiting(): boolean {
    return this.#loop.waiting > 0;
  }

  /** How much that is. */
  get waiting(): number {
    return this.#loop.waiting;
  }

  /** The worst case that the controller's ledger knows for each node of the grid [kW]. */
  worstCaseKw(): number[] {
    return this.#controller.worstCaseKw();
  }

  /** Has the controller hear once more what it had heard before its process ended. */
  recall(observation: Observation, emit: (command: Command) => void): void {
    this.#controller.step(observation, emit);
  }

  /** Asks once more for what was asked, and perhaps never heard. */
  askAgain(command: Command): void {
    this.#loop.ask(command);
  }

  /** Goes on at this instant with what was recalled. */
  resume(): void {
    this.#loop.resume();
  }

  /** Hears nothing more and asks nothing more: its process is over. */
  end(): void {
    this.#loop.end();
  }

  /** What somebody outside wants; the controller hears it at this very instant. */
  order(order: FromOutside): void {
    this.#loop.hear(order);
  }

  /** Has the controller hear at once what waits for it. */
  settle(): void {
    this.#loop.settle();
  }

  /** What the controller believes at an instant. */
  view(atMs: number): ControlView {
    return this.#controller.view(atMs);
  }

  snapshot(): ChargeManagementSnapshot {
    return { controller: this.#controller.snapshot(), controlLoop: this.#loop.snapshot() };
  }

  restore(saved: ChargeManagementSnapshot): void {
    this.#controller.restore(saved.controller);
    this.#loop.restore(saved.controlLoop);
  }
}

function planningDesk(
  engine: Engine,
  { planner }: Scenario,
  onPlan: OnPlan = () => {},
): PlanningDesk | null {
  if (planner === null) return null;
  return new PlanningDesk(engine, (problem) => {
    const plan = planner(problem);
    onPlan(problem, plan);
    return plan;
  });
}
