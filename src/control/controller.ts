import type {
  Charging,
  CommandResult,
  Connected,
  Disconnected,
  Observation,
  OperatorOrder,
  PlanReady,
  PointId,
  PreconditioningNeed,
  RequestChanged,
  VehicleArrived,
} from "../messages/index.ts";
import type { Belief } from "./belief.ts";
import { Complaints } from "./complaints.ts";
import type { ControllerSnapshot } from "./controllerSnapshot.ts";
import type { ControlModel } from "./controlModel.ts";
import { Dispatch } from "./dispatch.ts";
import { type Emit, Enforcement } from "./enforcement.ts";
import { Hearing } from "./hearing.ts";
import { LimitLedger } from "./limitLedger.ts";
import { Planning } from "./planning.ts";
import { Preconditioning } from "./preconditioning.ts";
import { PointOrders } from "./pointOrders.ts";
import { PointStatuses, type Reach } from "./pointStatuses.ts";
import type { Replanning } from "./replanning.ts";
import { RequestBelief } from "./requestBelief.ts";
import type { Session } from "./session.ts";
import { SessionBook } from "./sessionBook.ts";
import { SiteBelief } from "./siteBelief.ts";
import { planIdOf } from "./stayHere.ts";
import { type ControlView, controlView } from "./view/controlView.ts";

/**
 * The charge management: a fold over observations. It learns from every
 * observation and acts on a tick, or on the answer that an action waited for,
 * so that the same observations give the same commands, wherever they come from.
 */
export class Controller {
  readonly #belief: Omit<Belief, "anyOutlet">;
  readonly #site: SiteBelief;
  readonly #requests = new RequestBelief();
  readonly #orders = new PointOrders();
  readonly #complaints = new Complaints();
  readonly #hearing: Hearing;
  readonly #ledger: LimitLedger;
  readonly #sessions: SessionBook;
  readonly #enforcement: Enforcement;
  readonly #dispatch: Dispatch;
  /** null: the law needs no plan. */
  readonly #planning: Planning | null;
  readonly #preconditioning: Preconditioning;
  readonly #statuses = new PointStatuses();
  /** When it last heard anything. */
  #nowMs = 0;
  #decideAtMs = Infinity;
  #hasNews = false;
  #wakeAtMs = Infinity;

  constructor(model: ControlModel) {
    this.#hearing = new Hearing(model, this.#complaints);
    this.#site = new SiteBelief(model.tree);
    this.#ledger = new LimitLedger(model.tree, model.points, model.cabinets);
    this.#sessions = new SessionBook(model, this.#orders);
    this.#enforcement = new Enforcement(model, this.#site, this.#ledger);
    this.#belief = {
      model,
      site: this.#site,
      ledger: this.#ledger,
      sessions: this.#sessions,
      requests: this.#requests,
    };
    this.#preconditioning = new Preconditioning(this.#belief, this.#enforcement.takeCommandId);
    this.#planning = model.law.share === "asPlanned" ? new Planning(this.#belief) : null;
    this.#dispatch = new Dispatch(
      this.#belief,
      this.#enforcement,
      this.#planning?.tracking ?? null,
    );
  }

  /** When it wants the next tick; Infinity when only news can change anything. */
  get wakeAtMs(): number {
    return Math.min(this.#wakeAtMs, this.#preconditioning.dueAtMs);
  }

  /** The worst case that the ledger knows for each node of the grid [kW]. */
  worstCaseKw(): number[] {
    return this.#belief.model.tree.ids.map((_, node) => this.#ledger.worstBelowKw(node));
  }

  /**
   * What it believes at an instant, not before the last observation: then, if none is named.
   * Nothing is worked out before anybody asks.
   */
  view(atMs = this.#nowMs): ControlView {
    const seen = {
      ...this.#belief,
      orders: this.#orders,
      statuses: this.#statuses,
      complaints: this.#complaints,
      inForce: this.#planning?.inForce ?? null,
    };
    return controlView(seen, atMs);
  }

  /** Takes one observation in; says what is to be done about it. */
  step(heard: Observation, emit: Emit): void {
    const nowMs = heard.knownAtMs;
    this.#nowMs = nowMs;
    const observation = this.#hearing.believed(heard);
    if (observation === null) return;
    switch (observation.kind) {
      case "tick":
        return this.#act(nowMs, emit);
      case "requestChanged":
        return this.#requestChanged(observation);
      case "requestWithdrawn":
        this.#requests.withdrawn(observation.requestId);
        this.#preconditioning.lookAt(nowMs);
        return this.#planSoon((plans) => plans.ended(observation.requestId, nowMs));
      case "vehicleArrived":
        return this.#arrived(observation);
      case "connected":
        return this.#connected(observation);
      case "disconnected":
        return this.#disconnected(observation);
      case "charging":
        return this.#charging(observation);
      case "commandResult":
        return this.#answered(observation, emit);
      case "limitChanged":
        this.#site.limitChanged(observation);
        this.#planSoon((plans) => plans.soon(nowMs));
        return this.#decideAt(nowMs);
      case "siteMeasured":
        this.#site.measured(observation);
        this.#planSoon((plans) => plans.measured(nowMs));
        return this.#decideAt(nowMs);
      case "stationStatus": {
        const { pointId, status } = observation;
        return this.#reach(pointId, status === "available" ? "reachable" : status, nowMs);
      }
      case "linkUp":
        return this.#reach(observation.pointId, "reachable", nowMs);
      case "linkDown":
        return this.#reach(observation.pointId, "outOfReach", nowMs);
      case "planReady":
        return this.#planned(observation);
      case "operatorOrder":
        return this.#ordered(observation);
      case "preconditioningNeed":
        return this.#needed(observation);
      // No law asks for these; they are the journal's and the page's.
      case "vehicleMeasured":
      case "priceChanged":
        return;
    }
  }

  snapshot(): ControllerSnapshot {
    return {
      nowMs: this.#nowMs,
      wakeAtMs: this.#wakeAtMs < Infinity ? this.#wakeAtMs : null,
      decideAtMs: this.#decideAtMs < Infinity ? this.#decideAtMs : null,
      hasNews: this.#hasNews,
      site: this.#site.snapshot(),
      orders: this.#orders.snapshot(),
      requests: this.#requests.snapshot(),
      preconditioning: this.#preconditioning.snapshot(),
      ledger: this.#ledger.snapshot(),
      sessions: this.#sessions.snapshot(),
      enforcement: this.#enforcement.snapshot(),
      dispatch: this.#dispatch.snapshot(),
      planning: this.#planning?.snapshot() ?? null,
      statuses: this.#statuses.snapshot(),
      complaints: this.#complaints.snapshot(),
    };
  }

  restore(saved: ControllerSnapshot): void {
    this.#nowMs = saved.nowMs;
    this.#wakeAtMs = saved.wakeAtMs ?? Infinity;
    this.#decideAtMs = saved.decideAtMs ?? Infinity;
    this.#hasNews = saved.hasNews;
    this.#site.restore(saved.site);
    this.#orders.restore(saved.orders);
    this.#requests.restore(saved.requests);
    this.#preconditioning.restore(saved.preconditioning);
    this.#ledger.restore(saved.ledger);
    this.#sessions.restore(saved.sessions);
    const sessionAt = (point: number): Session => this.#sessions.atIndex(point)!;
    this.#enforcement.restore(saved.enforcement, sessionAt);
    this.#dispatch.restore(saved.dispatch, sessionAt);
    if (saved.planning !== null) this.#planning?.restore(saved.planning);
    this.#statuses.restore(saved.statuses);
    this.#complaints.restore(saved.complaints);
  }

  #act(nowMs: number, emit: Emit): void {
    if (nowMs >= this.#enforcement.dueAtMs) {
      for (const session of this.#sessions.all) this.#checkControl(session, nowMs);
    }
    const changed = this.#preconditioning.act(nowMs, emit);
    for (const session of changed) this.#dispatch.add(session);
    if (changed.length > 0) this.#decideSoon(nowMs);
    // The answer may come at once: what it says is part of a decision of this very instant.
    if (this.#planning?.ask(nowMs, this.#enforcement.takeCommandId, emit) === true) {
      this.#wakeAtMs = nowMs;
      return;
    }
    if (nowMs >= this.#decideAtMs) {
      this.#decideAtMs = this.#hasNews
        ? this.#dispatch.decide(nowMs)
        : this.#dispatch.handOn(nowMs);
      this.#hasNews = false;
    }
    this.#enforce(nowMs, emit);
  }

  #enforce(nowMs: number, emit: Emit): void {
    this.#enforcement.enforce(this.#sessions.all, nowMs, emit);
    const planAtMs = this.#planning?.replanning.dueAtMs ?? Infinity;
    this.#wakeAtMs = Math.min(this.#decideAtMs, this.#enforcement.dueAtMs, planAtMs);
  }

  #needed(need: PreconditioningNeed): void {
    const request = this.#requests.needed(need);
    if (request === undefined) return;
    this.#preconditioning.lookAt(need.knownAtMs);
    this.#planSoon((plans) => plans.requested(request, need.knownAtMs));
  }

  /** Lets whoever watches over the plan find out whether another is due. */
  #planSoon(look: (plans: Replanning) => void): void {
    if (this.#planning === null) return;
    const { replanning } = this.#planning;
    look(replanning);
    this.#wakeAtMs = Math.min(this.#wakeAtMs, replanning.dueAtMs);
  }

  #planned(planReady: PlanReady): void {
    if (this.#planning?.ready(planReady) === true) this.#decideSoon(planReady.knownAtMs);
  }

  #arrived({ vehicleId, knownAtMs }: VehicleArrived): void {
    this.#requests.arrived(vehicleId, knownAtMs);
    const request = this.#requests.current(vehicleId);
    if (request !== undefined) this.#planSoon((plans) => plans.requested(request, knownAtMs));
  }

  /** Asks for a decision, now or at the next beat of the cadence. */
  #decideSoon(nowMs: number): void {
    const { cadenceMs } = this.#belief.model.options;
    this.#decideAt(cadenceMs === null ? nowMs : Math.ceil(nowMs / cadenceMs) * cadenceMs);
  }

  /** Asks for a decision at an instant; no cadence holds up what a limit may hang on. */
  #decideAt(atMs: number): void {
    this.#hasNews = true;
    this.#wakeAt(atMs);
  }

  /** The last decision is out of date by then. */
  #wakeAt(atMs: number): void {
    this.#decideAtMs = Math.min(this.#decideAtMs, atMs);
    this.#wakeAtMs = Math.min(this.#wakeAtMs, this.#decideAtMs);
  }

  /**
   * Who cannot be reached, does not answer or refuses is decided about no more:
   * its worst case stands in the way of others until it is back.
   */
  #checkControl(session: Session, nowMs: number): void {
    const { point, retryAtMs } = session;
    const { commandTimeoutMs } = this.#belief.model.options;
    const isOut =
      nowMs < retryAtMs ||
      this.#statuses.at(point) !== "reachable" ||
      this.#ledger.isSilent(point, nowMs, commandTimeoutMs);
    if (isOut === session.isOut) return;
    session.isOut = isOut;
    if (isOut) this.#dispatch.remove(session);
    else this.#dispatch.add(session);
    this.#planSoon((plans) => plans.soon(nowMs));
    this.#decideAt(nowMs);
  }

  #requestChanged(request: RequestChanged): void {
    this.#requests.changed(request);
    const { knownAtMs } = request;
    const session = this.#sessions.of(request.vehicleId);
    if (session !== undefined) {
      session.wanted(this.#requests.current(request.vehicleId) ?? request, knownAtMs);
      this.#dispatch.add(session);
      this.#decideSoon(knownAtMs);
      this.#preconditioning.lookAt(knownAtMs);
    }
    this.#planSoon((plans) => plans.requested(request, knownAtMs));
  }

  #connected(connected: Connected): void {
    const { pointId, knownAtMs } = connected;
    const point = this.#sessions.pointOf(pointId);
    // Of a session that is known already nothing is new: its limits hold.
    if (point === undefined || this.#sessions.at(pointId)?.sessionId === connected.sessionId)
      return;
    this.#ended(pointId, knownAtMs);
    const session = this.#sessions.open(connected, point);
    const request = this.#requests.current(session.vehicleId);
    if (request !== undefined) session.wanted(request, knownAtMs);
    this.#dispatch.add(session);
    this.#decideSoon(knownAtMs);
    this.#planSoon((plans) => plans.connected(session, knownAtMs));
    this.#preconditioning.lookAt(knownAtMs);
    this.#checkControl(session, knownAtMs);
  }

  #disconnected({ pointId, sessionId, knownAtMs }: Disconnected): void {
    if (this.#sessions.at(pointId)?.sessionId === sessionId) this.#ended(pointId, knownAtMs);
  }

  #ended(pointId: PointId, nowMs: number): void {
    const session = this.#sessions.at(pointId);
    if (session === null) return;
    this.#sessions.close(session);
    this.#preconditioning.ended(session);
    this.#ledger.sessionEnded(session.point);
    this.#orders.sessionEnded(pointId);
    this.#enforcement.forget(session);
    this.#dispatch.remove(session);
    const planId = planIdOf(session, this.#requests.current(session.vehicleId));
    this.#planSoon((plans) => plans.ended(planId, nowMs));
    this.#decideSoon(nowMs);
  }

  #charging(charging: Charging): void {
    const session = this.#sessions.at(charging.pointId);
    if (session === null || session.sessionId !== charging.sessionId) return;
    session.measured(this.#hearing.charging(charging, session));
    // Who wanted nothing may have less than was thought.
    this.#dispatch.add(session);
    if (session.wantKw === 0 || charging.state === "complete") this.#decideSoon(charging.knownAtMs);
  }

  #answered(result: CommandResult, emit: Emit): void {
    const session = this.#sessions.at(result.pointId);
    if (session === null) return;
    const { point } = session;
    const nowMs = result.knownAtMs;
    if (this.#preconditioning.isRefused(session, result)) return this.#decideSoon(nowMs);
    if (!this.#ledger.answered(point, result)) return;
    // It may come when its limit is over.
    this.#ledger.age(point, nowMs);
    session.limited(this.#ledger.inForceKw(point), nowMs);
    session.commandedKw = this.#ledger.commandedKw(point);
    // A decision at this very instant looks at it anyway.
    if (session.isNews && nowMs < this.#decideAtMs) {
      this.#wakeAt(this.#dispatch.lookAhead(session, nowMs));
    }
    if (result.status !== "accepted") {
      this.#enforcement.refused(session, nowMs + this.#belief.model.options.commandTimeoutMs);
    }
    if (result.status !== "accepted" || session.isOut) this.#checkControl(session, nowMs);
    if (!this.#enforcement.isWaiting) return;
    // The last answer that a raise may have waited for; until then whatever room there is.
    if (this.#ledger.pendingCount === 0 && nowMs < this.#decideAtMs) this.#enforce(nowMs, emit);
    else this.#wakeAtMs = Math.min(this.#wakeAtMs, nowMs);
  }

  /** No cadence holds up what a person wants. */
  #ordered(order: OperatorOrder): void {
    const { knownAtMs } = order;
    if (order.order === "limit") {
      this.#site.ordered(order);
    } else {
      if (this.#sessions.pointOf(order.pointId) === undefined) return;
      this.#orders.ordered(order.pointId, order.order);
      const session = this.#sessions.at(order.pointId);
      if (session === null) return;
      session.ordered(order.order, knownAtMs);
      this.#dispatch.add(session);
      this.#preconditioning.lookAt(knownAtMs);
    }
    this.#planSoon((plans) => plans.soon(knownAtMs));
    this.#decideAt(knownAtMs);
  }

  #reach(pointId: PointId, reach: Reach, nowMs: number): void {
    const point = this.#sessions.pointOf(pointId);
    if (point === undefined) return;
    this.#statuses.become(point, reach);
    const session = this.#sessions.at(pointId);
    if (session !== null) this.#checkControl(session, nowMs);
  }
}
