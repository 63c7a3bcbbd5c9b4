import { type Engine, phase } from "../engine/index.ts";
import type {
  PointId,
  Precondition,
  SetLimit,
  Start,
  StationPort,
  Stop,
} from "../messages/index.ts";
import type { ConverterLoss } from "../physics/index.ts";
import type { Bus } from "./bus.ts";
import { type CabinOrder, CabinSchedule } from "./cabinSchedule.ts";
import { type Failure, Failures, type FailuresSnapshot } from "./failures.ts";
import type { InstantPower } from "./instantPower.ts";
import type { PowerFlow } from "./powerFlow.ts";
import { StationReports, type StationReportsSnapshot } from "./stationReports.ts";

/** A charging point: a station with one outlet, or one outlet of a cabinet. */
export interface StationSpec {
  readonly id: PointId;
  /** Index of the grid node that feeds it. */
  readonly node: number;
  /** Index of the cabinet whose modules it shares; null: it has its own. */
  readonly cabinet: number | null;
  /** Most it gives [kW, outlet side]. */
  readonly ratedKw: number;
  /** Least it can give [kW]; below this it pauses. */
  readonly minKw: number;
  readonly loss: ConverterLoss;
  /** Drawn from the grid at all times, beside what its cabinet draws [kW]. */
  readonly standbyKw: number;
  /** From cable in to energy: identification, insulation test, precharge. */
  readonly connectMs: number;
  /** From unplugging until the next bus can plug in. */
  readonly disconnectMs: number;
  /** What it gives when no limit is in force [kW]. */
  readonly fallbackKw: number;
}

/** What a station needs of its depot. */
export interface StationSurroundings {
  readonly engine: Engine;
  readonly flow: PowerFlow;
  /** Where its power comes from: the flow itself, or the cabinet before it. */
  readonly supply: Pick<PowerFlow, "connect" | "disconnect" | "setLimit" | "setCabin">;
  readonly instantPower: InstantPower;
  /** The point can take the next bus. */
  readonly onFree: (point: number) => void;
  /** The bus holds the energy it was to wait for, or takes no more. */
  readonly onCharged: (point: number) => void;
}

/** Everything about a station that changes; plain JSON. */
interface StationState {
  /** down: a bus is plugged in, and nothing works. */
  stage: "free" | "connecting" | "connected" | "down" | "disconnecting";
  /** null: the fallback is in force. */
  limitKw: number | null;
  limitUntilMs: number;
  limitTimerAtMs: number | null;
  stopped: boolean;
  /** Energy whose reaching somebody waits for [kWh]. */
  goalKwh: number | null;
  /** Whether its cabinet gives less than limit and bus would have. */
  heldBack: boolean;
}

export interface StationSnapshot {
  readonly state: Readonly<StationState>;
  readonly reports: StationReportsSnapshot;
  readonly failures: FailuresSnapshot;
  readonly cabin: CabinOrder | null;
  readonly vehicle: string | null;
}

const STAGE_TIMER = 0;
const LIMIT_TIMER = 1;
const CABIN_TIMER = 2;
const TIMERS = 3;

/**
 * A simulated station: plugs, hands over to the power flow, obeys limits and
 * has reported what changes. It knows nothing of the grid or of other stations.
 */
export class Station implements StationPort {
  readonly pointId: PointId;
  readonly #index: number;
  readonly #spec: StationSpec;
  readonly #around: StationSurroundings;
  readonly #slot: number;
  readonly #reports: StationReports;
  readonly #failures = new Failures();
  readonly #cabin = new CabinSchedule();
  #bus: Bus | null = null;
  readonly #state: StationState = {
    stage: "free",
    limitKw: null,
    limitUntilMs: 0,
    limitTimerAtMs: null,
    stopped: false,
    goalKwh: null,
    heldBack: false,
  };

  constructor(index: number, spec: StationSpec, around: StationSurroundings) {
    this.pointId = spec.id;
    this.#index = index;
    this.#spec = spec;
    this.#around = around;
    this.#reports = new StationReports(spec.id, around.engine);
    this.#slot = around.engine.adopt(this, TIMERS);
  }

  /** Index of the grid node that feeds it. */
  get node(): number {
    return this.#spec.node;
  }

  /** The bus that is plugged in. */
  get bus(): Bus | null {
    return this.#bus;
  }

  /** Whether something stops it. */
  get isDown(): boolean {
    return !this.#failures.none;
  }

  /** Whether a bus can be plugged in: nobody does where nothing works. */
  get isFree(): boolean {
    return this.#state.stage === "free" && this.#failures.none;
  }

  listen(hear: Parameters<StationPort["listen"]>[0]): void {
    this.#reports.listen(hear);
  }

  /** A bus is plugged in; the point must be free. */
  plugIn(bus: Bus): void {
    this.#bus = bus;
    this.#around.supply.connect(this.#index, bus);
    this.#beginSession();
  }

  /** The cable is pulled; returns the grid energy the bus drew [kWh]. */
  unplug(): number {
    const { engine, instantPower, supply } = this.#around;
    const gridKwh = supply.disconnect(this.#index);
    instantPower.touchOutlet(this.#index, engine.nowMs);
    if (this.#state.stage === "connected") this.#reports.disconnected();
    this.#bus = null;
    engine.cancel(this.#slot + STAGE_TIMER);
    engine.cancel(this.#slot + LIMIT_TIMER);
    this.#forgetCabin();
    this.#state.limitTimerAtMs = null;
    this.#state.stage = "disconnecting";
    this.#state.goalKwh = null;
    this.#state.heldBack = false;
    if (this.#spec.disconnectMs === 0) this.#becomeFree();
    else this.#setTimer(STAGE_TIMER, this.#spec.disconnectMs);
    return gridKwh;
  }

  /** Asks for `onCharged` as soon as the bus holds that energy or takes no more. */
  waitFor(goalKwh: number): void {
    this.#state.goalKwh = goalKwh;
    if (this.#state.stage === "down" && this.#bus!.energyKwh >= goalKwh) this.#goalReached();
    if (this.#state.stage !== "connected") return;
    this.#around.flow.settle(this.#index);
    this.#flowChanged();
  }

  /** Its cabinet gives it more or less than before; `heldBack`: less than it could use. */
  supplied(heldBack: boolean): void {
    if (this.#state.stage !== "connected") {
      this.#around.instantPower.touchOutlet(this.#index, this.#around.engine.nowMs);
      return;
    }
    this.#state.heldBack = heldBack;
    this.#flowChanged();
  }

  /**
   * Something stops it; as often as it is told, so often it has to be mended. The session is over.
   * Without power it cannot say so itself: whoever holds its link notices.
   */
  fail(what: Failure): void {
    if (this.#failures.none) this.#goDown();
    if (!this.#failures.begin(what)) return;
    if (what === "supply") this.#reports.link("linkDown");
    else if (this.#failures.hasPower) this.#sayOver(what);
  }

  /** Something stops it no longer. When nothing does, it starts again: a bus that is there begins a new session. */
  mend(what: Failure): void {
    if (!this.#failures.end(what)) return;
    const { hasPower, isBroken, none } = this.#failures;
    if (what === "supply") this.#reports.link("linkUp");
    if (hasPower && !none) this.#sayOver(isBroken ? "hardware" : "session");
    if (!none) return;
    this.#reports.disconnected();
    this.#reports.status("available");
    if (this.#state.stage === "down") this.#beginSession();
    else if (this.#state.stage === "free") this.#around.onFree(this.#index);
  }

  send(command: SetLimit | Start | Stop | Precondition): void {
    const state = this.#state;
    // Nobody is there to answer.
    if (!this.#failures.hasPower) return;
    const fits =
      state.stage === "connected" &&
      command.sessionId === this.#reports.sessionId &&
      isSound(command);
    if (fits && command.kind === "setLimit") {
      state.limitKw = command.limitKw;
      state.limitUntilMs = command.untilMs;
      this.#watchLimit();
    } else if (fits && command.kind === "precondition") {
      this.#cabin.ask(command);
    } else if (fits) {
      state.stopped = command.kind === "stop";
    }
    this.#reports.answer(command.commandId, fits ? "accepted" : "rejected");
    if (!fits) return;
    if (command.kind === "precondition") this.#watchCabin();
    else this.#applyLimit();
  }

  fire(timer: number): void {
    if (timer === LIMIT_TIMER) {
      this.#state.limitTimerAtMs = null;
      this.#watchLimit();
    } else if (timer === CABIN_TIMER) {
      this.#watchCabin();
    } else if (this.#state.stage === "connecting") {
      this.#becomeConnected();
    } else if (this.#state.stage === "disconnecting") {
      this.#becomeFree();
    } else {
      this.#around.flow.settle(this.#index);
      this.#flowChanged();
    }
  }

  snapshot(): StationSnapshot {
    return {
      state: { ...this.#state },
      reports: this.#reports.snapshot(),
      failures: this.#failures.snapshot(),
      cabin: this.#cabin.snapshot(),
      vehicle: this.#bus?.id ?? null,
    };
  }

  /** @param bus the bus the snapshot names, if any */
  restore({ state, reports, failures, cabin }: StationSnapshot, bus: Bus | null): void {
    Object.assign(this.#state, state);
    this.#failures.restore(failures);
    this.#cabin.restore(cabin);
    this.#reports.restore(reports);
    this.#bus = bus;
    if (bus !== null) this.#around.flow.connect(this.#index, bus);
  }

  /** The session is over; that the station works is said of one that only lost its session. */
  #sayOver(because: "hardware" | "session"): void {
    this.#reports.disconnected();
    if (because === "hardware") this.#reports.status("faulted");
  }

  /** Nothing flows from this very instant. */
  #goDown(): void {
    const { engine, instantPower, supply } = this.#around;
    const state = this.#state;
    if (state.stage !== "connecting" && state.stage !== "connected") return;
    supply.setLimit(this.#index, 0);
    supply.setCabin(this.#index, 0);
    this.#forgetCabin();
    instantPower.touchOutlet(this.#index, engine.nowMs);
    state.stage = "down";
    state.heldBack = false;
    engine.cancel(this.#slot + STAGE_TIMER);
    engine.cancel(this.#slot + LIMIT_TIMER);
    state.limitTimerAtMs = null;
  }

  #beginSession(): void {
    this.#state.stage = "connecting";
    this.#reports.nextSession();
    if (this.#spec.connectMs === 0) this.#becomeConnected();
    else this.#setTimer(STAGE_TIMER, this.#spec.connectMs);
  }

  #becomeConnected(): void {
    const state = this.#state;
    const bus = this.#bus!;
    state.stage = "connected";
    state.limitKw = null;
    state.stopped = false;
    this.#reports.connected(bus, bus.energyKwh + this.#around.flow.cabinKwh(this.#index));
    this.#applyLimit();
    if (this.#isContent()) this.#flowChanged();
  }

  /**
   * Ends the limit when its time has come. The timer is left alone where a limit
   * replaces one that ends earlier: it looks again when it fires.
   */
  #watchLimit(): void {
    const state = this.#state;
    const { engine } = this.#around;
    if (state.limitKw === null) return;
    if (state.limitUntilMs <= engine.nowMs) {
      state.limitKw = null;
      this.#applyLimit();
    } else if (state.limitTimerAtMs === null || state.limitUntilMs < state.limitTimerAtMs) {
      state.limitTimerAtMs = state.limitUntilMs;
      engine.schedule(this.#slot + LIMIT_TIMER, state.limitUntilMs, phase.world);
    }
  }

  /** The cabin takes what it is to take now. */
  #watchCabin(): void {
    const { engine, supply } = this.#around;
    const changes = supply.setCabin(this.#index, this.#cabin.kwAt(engine.nowMs));
    const nextAtMs = this.#cabin.changesAtMs(engine.nowMs);
    if (nextAtMs < Infinity) engine.schedule(this.#slot + CABIN_TIMER, nextAtMs, phase.world);
    else engine.cancel(this.#slot + CABIN_TIMER);
    if (changes) this.#flowChanged();
  }

  #forgetCabin(): void {
    this.#cabin.clear();
    this.#around.engine.cancel(this.#slot + CABIN_TIMER);
  }

  /** Whether the bus needs nothing although it has just come. */
  #isContent(): boolean {
    if (this.#state.stage !== "connected") return false;
    return (
      this.#around.flow.isFull(this.#index) ||
      this.#bus!.energyKwh >= (this.#state.goalKwh ?? Infinity)
    );
  }

  #becomeFree(): void {
    this.#state.stage = "free";
    if (this.#failures.none) this.#around.onFree(this.#index);
  }

  #goalReached(): void {
    this.#state.goalKwh = null;
    this.#around.onCharged(this.#index);
  }

  #applyLimit(): void {
    const { limitKw, stopped } = this.#state;
    const inForceKw = stopped ? 0 : Math.min(limitKw ?? this.#spec.fallbackKw, this.#spec.ratedKw);
    if (this.#around.supply.setLimit(this.#index, inForceKw)) this.#flowChanged();
  }

  /** The flow has just been settled: looks ahead, and says what is new. */
  #flowChanged(): void {
    const { flow, engine, instantPower } = this.#around;
    const state = this.#state;
    const bus = this.#bus!;
    instantPower.touchOutlet(this.#index, engine.nowMs);
    const full = flow.isFull(this.#index);
    const powerKw = flow.powerKw(this.#index);
    const takenKwh = bus.energyKwh + flow.cabinKwh(this.#index);
    const charging = full ? "complete" : powerKw > 0 ? "flowing" : "paused";
    this.#reports.charging(bus, charging, { powerKw, takenKwh }, state.heldBack && !full);
    if (state.goalKwh !== null && (full || bus.energyKwh >= state.goalKwh)) {
      this.#goalReached();
      if (state.stage !== "connected") return;
    }
    const waitMs = flow.msUntil(this.#index, state.goalKwh ?? Infinity);
    if (waitMs < Infinity) engine.scheduleAfter(this.#slot + STAGE_TIMER, waitMs, phase.world);
    else engine.cancel(this.#slot + STAGE_TIMER);
  }

  #setTimer(timer: number, delayMs: number): void {
    const { engine } = this.#around;
    engine.schedule(this.#slot + timer, engine.nowMs + delayMs, phase.world);
  }
}

/** Whether a limit is one at all, and has an end. */
function isSound(command: SetLimit | Start | Stop | Precondition): boolean {
  if (command.kind === "precondition") return command.powerKw >= 0 && command.powerKw < Infinity;
  return command.kind !== "setLimit" || (command.limitKw >= 0 && !Number.isNaN(command.untilMs));
}
