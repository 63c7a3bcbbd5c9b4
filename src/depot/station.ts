import { type Engine, phase } from "../engine/index.ts";
import type { PointId, SetLimit, Start, StationPort, Stop } from "../messages/index.ts";
import type { ConverterLoss } from "../physics/index.ts";
import type { Bus } from "./bus.ts";
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
  readonly supply: Pick<PowerFlow, "connect" | "disconnect" | "setLimit">;
  readonly instantPower: InstantPower;
  /** The point can take the next bus. */
  readonly onFree: (point: number) => void;
  /** The bus holds the energy it was to wait for, or takes no more. */
  readonly onCharged: (point: number) => void;
}

/** Everything about a station that changes; plain JSON. */
interface StationState {
  stage: "free" | "connecting" | "connected" | "disconnecting";
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
  readonly vehicle: string | null;
}

const STAGE_TIMER = 0;
const LIMIT_TIMER = 1;
const TIMERS = 2;

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

  get isFree(): boolean {
    return this.#state.stage === "free";
  }

  listen(hear: Parameters<StationPort["listen"]>[0]): void {
    this.#reports.listen(hear);
  }

  /** A bus is plugged in; the point must be free. */
  plugIn(bus: Bus): void {
    this.#bus = bus;
    this.#state.stage = "connecting";
    this.#reports.nextSession();
    this.#around.supply.connect(this.#index, bus);
    if (this.#spec.connectMs === 0) this.#becomeConnected();
    else this.#setTimer(STAGE_TIMER, this.#spec.connectMs);
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
    if (this.#state.stage !== "connected") return;
    this.#around.flow.settle(this.#index);
    this.#flowChanged();
  }

  /** Its cabinet gives it more or less than before; `heldBack`: less than it could use. */
  supplied(heldBack: boolean): void {
    if (this.#state.stage !== "connected") return;
    this.#state.heldBack = heldBack;
    this.#flowChanged();
  }

  send(command: SetLimit | Start | Stop): void {
    const state = this.#state;
    const fits =
      state.stage === "connected" &&
      command.sessionId === this.#reports.sessionId &&
      isSound(command);
    if (fits && command.kind === "setLimit") {
      state.limitKw = command.limitKw;
      state.limitUntilMs = command.untilMs;
      this.#watchLimit();
    } else if (fits) {
      state.stopped = command.kind === "stop";
    }
    this.#reports.answer(command.commandId, fits ? "accepted" : "rejected");
    if (fits) this.#applyLimit();
  }

  fire(timer: number): void {
    if (timer === LIMIT_TIMER) {
      this.#state.limitTimerAtMs = null;
      this.#watchLimit();
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
      vehicle: this.#bus?.id ?? null,
    };
  }

  /** @param bus the bus the snapshot names, if any */
  restore({ state, reports }: StationSnapshot, bus: Bus | null): void {
    Object.assign(this.#state, state);
    this.#reports.restore(reports);
    this.#bus = bus;
    if (bus !== null) this.#around.flow.connect(this.#index, bus);
  }

  #becomeConnected(): void {
    const state = this.#state;
    const bus = this.#bus!;
    state.stage = "connected";
    state.limitKw = null;
    state.stopped = false;
    this.#reports.connected(bus);
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
    this.#around.onFree(this.#index);
  }

  #applyLimit(): void {
    const { limitKw, stopped } = this.#state;
    const inForceKw = stopped ? 0 : Math.min(limitKw ?? this.#spec.fallbackKw, this.#spec.ratedKw);
    if (this.#around.supply.setLimit(this.#index, inForceKw)) this.#flowChanged();
  }

  /** The flow has just been settled: looks ahead, and says what is new. */
  #flowChanged(): void {
    const { flow, engine, instantPower, onCharged } = this.#around;
    const state = this.#state;
    const bus = this.#bus!;
    instantPower.touchOutlet(this.#index, engine.nowMs);
    const full = flow.isFull(this.#index);
    const powerKw = flow.powerKw(this.#index);
    const charging = full ? "complete" : powerKw > 0 ? "flowing" : "paused";
    this.#reports.charging(bus, charging, powerKw, state.heldBack && !full);
    if (state.goalKwh !== null && (full || bus.energyKwh >= state.goalKwh)) {
      state.goalKwh = null;
      onCharged(this.#index);
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
function isSound(command: SetLimit | Start | Stop): boolean {
  return command.kind !== "setLimit" || (command.limitKw >= 0 && !Number.isNaN(command.untilMs));
}
