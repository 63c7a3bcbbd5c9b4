import {
  type CabinetModel,
  Controller,
  type ControlOptions,
  type ControlView,
  type PointModel,
} from "../../src/control/index.ts";
import {
  type Command,
  type CommandResult,
  id,
  type NodeId,
  type Observation,
  type PointId,
  type PointOrder,
  type PlanningProblem,
  type RequestId,
  type RequestPlan,
  type SessionId,
  type SetLimit,
  type VehicleId,
} from "../../src/messages/index.ts";
import { Battery, ConverterLoss, PowerTree } from "../../src/physics/index.ts";
import { type Law, laws, type Planner } from "../../src/planning/index.ts";
import { DAY_MS, plainBus, plainControl, type SmallNode } from "./smallDepot.ts";

/** What a story is about. */
export interface StorySpec {
  readonly points: number | readonly Partial<PointModel>[];
  readonly cabinets?: readonly CabinetModel[];
  readonly nodes?: readonly SmallNode[];
  readonly law?: Law;
  /** Answers at once; none: nobody ever answers. */
  readonly planner?: Planner | null;
  readonly options?: Partial<ControlOptions>;
  /** Highest power at the connection [kW]; null: none. */
  readonly maxKw?: number | null;
}

/** How a station answers: at once, or not at all. */
export type Answer = CommandResult["status"] | "silence";

/** Of this bus 1 kW for an hour are 1 kWh and 0.1 % of its soc; it never tapers. */
const STORY_BUS = {
  ...plainBus,
  usableKwh: 1000,
  curve: [
    [0, 150],
    [1, 150],
  ] as const,
};

/** Observation without its times: they are the story's, if it is not about a clock that is wrong. */
type Said<O> = O extends Observation
  ? Omit<O, "atMs" | "knownAtMs"> & { readonly atMs?: number }
  : never;

/** A controller and nobody else: a test says what it learns and how stations answer. */
export class ControllerStory {
  readonly #spec: StorySpec;
  readonly #points: readonly PointModel[];
  #controller: Controller;
  nowMs = DAY_MS;
  /** By point; whoever is not named accepts. */
  readonly answers = new Map<string, Answer>();
  readonly commands: SetLimit[] = [];
  /** Limits, and plans that were asked for. */
  readonly done: Command[] = [];
  /** All that the controller was told, ticks included. */
  readonly told: Observation[] = [];
  /** Both, in the order in which they came. */
  readonly log: (Observation | SetLimit)[] = [];
  readonly #inbox: Observation[] = [];

  constructor(spec: StorySpec) {
    this.#spec = spec;
    const list =
      typeof spec.points === "number"
        ? Array.from({ length: spec.points }, () => ({}))
        : spec.points;
    this.#points = list.map((point: Partial<PointModel>, i) => ({
      pointId: id<PointId>(`P${i + 1}`),
      node: 0,
      cabinet: null,
      ratedKw: 150,
      minKw: 0,
      loss: new ConverterLoss({ efficiency: 1 }, 150),
      fallbackKw: 0,
      ...point,
    }));
    this.#controller = this.#made();
    if (spec.maxKw !== undefined) this.grid("site", spec.maxKw);
  }

  /** Says one thing, now; then time stands still until the controller is at rest. */
  hear(...said: readonly Said<Observation>[]): this {
    for (const one of said) {
      this.#step({ atMs: this.nowMs, knownAtMs: this.nowMs, ...one });
    }
    return this.#settle();
  }

  /** Lets time pass, in milliseconds after the start of the story. */
  until(afterMs: number): this {
    const untilMs = DAY_MS + afterMs;
    while (this.#controller.wakeAtMs <= untilMs) {
      this.nowMs = Math.max(this.nowMs, Math.ceil(this.#controller.wakeAtMs));
      this.#settle();
    }
    this.nowMs = untilMs;
    return this;
  }

  grid(node: string, maxKw: number | null): this {
    return this.hear({ kind: "limitChanged", nodeId: id<NodeId>(node), contractKw: null, maxKw });
  }

  base(node: string, baseLoadKw: number, quality: "good" | "estimated" | "bad" = "good"): this {
    return this.hear({ kind: "siteMeasured", nodeId: id<NodeId>(node), baseLoadKw, quality });
  }

  /** A bus of any kind of name is plugged in; null: nobody knows which. */
  plug(point: string, vehicle: string | null, soc: number | null = 0, session = "1"): this {
    return this.hear({
      kind: "connected",
      ...place(point, session),
      vehicleId: vehicle === null ? null : id<VehicleId>(vehicle),
      soc,
    });
  }

  unplug(point: string, session = "1"): this {
    return this.hear({ kind: "disconnected", ...place(point, session) });
  }

  charging(
    point: string,
    state: "flowing" | "paused" | "complete",
    powerKw: number,
    energyKwh: number,
    soc: number | null = null,
  ): this {
    return this.hear({ kind: "charging", ...place(point, "1"), state, powerKw, energyKwh, soc });
  }

  /** @param expected when the bus comes, after the story's start, and what it will hold */
  request(
    vehicle: string,
    departsAfterMs: number | null,
    soc = 1,
    expected?: { readonly afterMs: number; readonly soc: number },
  ): this {
    return this.hear({
      kind: "requestChanged",
      requestId: id<RequestId>(vehicle),
      vehicleId: id<VehicleId>(vehicle),
      expectedArrivalAtMs: expected === undefined ? null : DAY_MS + expected.afterMs,
      expectedSoc: expected?.soc ?? null,
      departureAtMs: departsAfterMs === null ? null : DAY_MS + departsAfterMs,
      minTargetSoc: soc,
      maxTargetSoc: soc,
      priority: 0,
    });
  }

  /** A person on duty overrules a point. */
  order(point: string, order: PointOrder["order"]): this {
    return this.hear({ kind: "operatorOrder", order, pointId: id<PointId>(point) });
  }

  /** A person on duty limits a node; null lifts it. */
  orderLimit(node: string, maxKw: number | null): this {
    return this.hear({ kind: "operatorOrder", order: "limit", nodeId: id<NodeId>(node), maxKw });
  }

  /** A station's answer that comes on its own: late, or once more. */
  answer(command: SetLimit, status: CommandResult["status"]): this {
    const { commandId, pointId } = command;
    return this.hear({ kind: "commandResult", commandId, pointId, status });
  }

  /** The limit that was asked for last at a point; undefined: never any. */
  limitKw(point: string): number | undefined {
    return this.to(point).at(-1)?.limitKw;
  }

  /** The problems of all plans that were asked for. */
  get problems(): PlanningProblem[] {
    return this.done.filter((one) => one.kind === "requestPlan").map(({ problem }) => problem);
  }

  /** All commands to a point. */
  to(point: string): SetLimit[] {
    return this.commands.filter(({ pointId }) => pointId === point);
  }

  /** Highest power that may flow at the connection as the controller sees it [kW]. */
  get worstKw(): number {
    return this.#controller.worstCaseKw()[0]!;
  }

  /** All that it believes presystems to want. */
  get requests() {
    return this.#controller.snapshot().requests;
  }

  /** What the controller believes now. */
  get view(): ControlView {
    return this.#controller.view(this.nowMs);
  }

  /** The controller is stopped, saved as text, and another one goes on. */
  restart(): this {
    const saved = JSON.stringify(this.#controller.snapshot());
    this.#controller = this.#made();
    this.#controller.restore(JSON.parse(saved) as ReturnType<Controller["snapshot"]>);
    return this;
  }

  /** What another controller does that is told the same. */
  retold(): Command[] {
    const other = this.#made();
    const commands: Command[] = [];
    for (const observation of this.told) other.step(observation, (c) => commands.push(c));
    return commands;
  }

  #made(): Controller {
    const battery = new Battery(STORY_BUS);
    const nodes = this.#spec.nodes ?? [{ id: "site" }];
    return new Controller({
      tree: new PowerTree(
        nodes.map((node) => node.id),
        nodes.map((node, i) => node.parent ?? (i === 0 ? -1 : 0)),
      ),
      points: this.#points,
      cabinets: this.#spec.cabinets ?? [],
      batteryOf: (vehicleId) => (vehicleId.startsWith("stranger") ? undefined : battery),
      law: this.#spec.law ?? laws.firstComeFirstServed,
      options: { ...plainControl, ...this.#spec.options },
    });
  }

  #step(observation: Observation): void {
    this.told.push(observation);
    this.log.push(observation);
    this.#controller.step(observation, (command) => this.#do(command));
  }

  #settle(): this {
    const when = { atMs: this.nowMs, knownAtMs: this.nowMs };
    for (let round = 0; ; round++) {
      if (round > 1000) throw new Error("the controller never comes to rest");
      const answer = this.#inbox.shift();
      if (answer !== undefined) this.#step(answer);
      else if (this.#controller.wakeAtMs <= this.nowMs) this.#step({ kind: "tick", ...when });
      else return this;
    }
  }

  #do(command: Command): void {
    this.done.push(command);
    if (command.kind === "requestPlan") return this.#plan(command);
    if (command.kind === "setLimit") {
      this.commands.push(command);
      this.log.push(command);
    } else if (command.kind !== "precondition") throw new Error(`nobody does ${command.kind}`);
    const status = this.answers.get(command.pointId) ?? "accepted";
    if (status === "silence") return;
    const { commandId, pointId } = command;
    const when = { atMs: this.nowMs, knownAtMs: this.nowMs };
    this.#inbox.push({ kind: "commandResult", ...when, commandId, pointId, status });
  }

  #plan({ problem, commandId }: RequestPlan): void {
    const { planner } = this.#spec;
    if (planner === null || planner === undefined) return;
    const when = { atMs: this.nowMs, knownAtMs: this.nowMs };
    this.#inbox.push({ kind: "planReady", ...when, commandId, plan: planner(problem) });
  }
}

function place(point: string, session: string) {
  return { pointId: id<PointId>(point), sessionId: id<SessionId>(`${point}#${session}`) };
}
