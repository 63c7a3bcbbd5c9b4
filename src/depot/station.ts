import { type Engine, phase } from "../engine/index.ts";
import {
  type CommandResult,
  energyOnLink,
  id,
  observation,
  type PointId,
  powerOnLink,
  type SessionId,
  type SetLimit,
  socOnLink,
  type Start,
  type StationPort,
  type Stop,
} from "../messages/index.ts";
import type { ConverterLoss } from "../physics/index.ts";
import type { Bus } from "./bus.ts";
import type { PowerFlow } from "./powerFlow.ts";
import type { InstantPower } from "./instantPower.ts";

/** A charging station with one outlet. */
export interface StationSpec {
  readonly id: PointId;
  /** Index of the grid node that feeds it. */
  readonly node: number;
  /** Most it gives [kW, outlet side]. */
  readonly ratedKw: number;
  /** Least it can give [kW]; below this it pauses. */
  readonly minKw: number;
  readonly loss: ConverterLoss;
  /** Drawn from the grid at all times [kW]. */
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
  readonly instantPower: InstantPower;
  /** The point can take the next bus. */
  readonly onFree: (point: number) => void;
  /** The bus holds the energy it was to wait for, or takes no more. */
  readonly onCharged: (point: number) => void;
}

/** Everything about a station that changes; plain JSON. */
interface StationState {
  stage: "free" | "connecting" | "connected" | "disconnecting";
  serial: number;
  energyAtConnectKwh: number;
  /** null: the fallback is in force. */
  limitKw: number | null;
  limitUntilMs: number;
  limitTimerAtMs: number | null;
  stopped: boolean;
  /** Energy whose reaching somebody waits for [kWh]. */
  goalKwh: number | null;
  /** What was said last. */
  reportedState: "flowing" | "paused" | "complete";
  reportedKw: number;
}

export interface StationSnapshot {
  readonly state: Readonly<StationState>;
  readonly vehicle: string | null;
}

/**
 * A change of power by this much is worth a report, and every change between
 * flowing, paused and complete [kW]. Smaller ones follow from limits that the
 * controller has set and seen confirmed.
 */
const REPORT_QUANTUM_KW = 10;

const STAGE_TIMER = 0;
const LIMIT_TIMER = 1;
const TIMERS = 2;

/**
 * A simulated station: plugs, hands over to the power flow, obeys limits and
 * reports what changes. It knows nothing of the grid or of other stations.
 */
export class Station implements StationPort {
  readonly pointId: PointId;
  readonly #index: number;
  readonly #spec: StationSpec;
  readonly #around: StationSurroundings;
  readonly #slot: number;
  #hear: Parameters<StationPort["listen"]>[0] = () => {};
  #bus: Bus | null = null;
  #sessionId = id<SessionId>("");
  readonly #state: StationState = {
    stage: "free",
    serial: 0,
    energyAtConnectKwh: 0,
    limitKw: null,
    limitUntilMs: 0,
    limitTimerAtMs: null,
    stopped: false,
    goalKwh: null,
    reportedState: "paused",
    reportedKw: 0,
  };

  constructor(index: number, spec: StationSpec, around: StationSurroundings) {
    this.pointId = spec.id;
    this.#index = index;
    this.#spec = spec;
    this.#around = around;
    this.#slot = around.engine.adopt(this, TIMERS);
  }

  get isFree(): boolean {
    return this.#state.stage === "free";
  }

  listen(hear: Parameters<StationPort["listen"]>[0]): void {
    this.#hear = hear;
  }

  /** A bus is plugged in; the point must be free. */
  plugIn(bus: Bus): void {
    this.#bus = bus;
    this.#state.stage = "connecting";
    this.#state.serial++;
    this.#nameSession();
    this.#around.flow.connect(this.#index, bus);
    if (this.#spec.connectMs === 0) this.#becomeConnected();
    else this.#setTimer(STAGE_TIMER, this.#spec.connectMs);
  }

  /** The cable is pulled; returns the grid energy the bus drew [kWh]. */
  unplug(): number {
    const gridKwh = this.#around.flow.disconnect(this.#index);
    const { engine, instantPower } = this.#around;
    instantPower.touchOutlet(this.#index, engine.nowMs);
    if (this.#state.stage === "connected") {
      this.#hear(
        observation({
          kind: "disconnected",
          atMs: engine.nowMs,
          knownAtMs: engine.nowMs,
          pointId: this.pointId,
          sessionId: this.#sessionId,
        }),
      );
    }
    this.#bus = null;
    engine.cancel(this.#slot + STAGE_TIMER);
    engine.cancel(this.#slot + LIMIT_TIMER);
    this.#state.limitTimerAtMs = null;
    this.#state.stage = "disconnecting";
    this.#state.goalKwh = null;
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

  send(command: SetLimit | Start | Stop): void {
    const state = this.#state;
    const fits =
      state.stage === "connected" && command.sessionId === this.#sessionId && isSound(command);
    if (fits && command.kind === "setLimit") {
      state.limitKw = command.limitKw;
      state.limitUntilMs = command.untilMs;
      this.#watchLimit();
    } else if (fits) {
      state.stopped = command.kind === "stop";
    }
    this.#answer(command.commandId, fits ? "accepted" : "rejected");
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
    return { state: { ...this.#state }, vehicle: this.#bus?.id ?? null };
  }

  /** @param bus the bus the snapshot names, if any */
  restore({ state }: StationSnapshot, bus: Bus | null): void {
    Object.assign(this.#state, state);
    this.#nameSession();
    this.#bus = bus;
    if (bus !== null) this.#around.flow.connect(this.#index, bus);
  }

  #nameSession(): void {
    this.#sessionId = id<SessionId>(`${this.pointId}#${this.#state.serial}`);
  }

  #becomeConnected(): void {
    const state = this.#state;
    const bus = this.#bus!;
    const nowMs = this.#around.engine.nowMs;
    state.stage = "connected";
    state.energyAtConnectKwh = bus.energyKwh;
    state.limitKw = null;
    state.stopped = false;
    state.reportedState = "paused";
    state.reportedKw = 0;
    this.#hear(
      observation({
        kind: "connected",
        atMs: nowMs,
        knownAtMs: nowMs,
        pointId: this.pointId,
        sessionId: this.#sessionId,
        vehicleId: bus.id,
        soc: socOnLink(bus.energyKwh / bus.battery.usableKwh),
      }),
    );
    this.#applyLimit();
    if (this.#around.flow.isFull(this.#index)) this.#flowChanged();
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

  #becomeFree(): void {
    this.#state.stage = "free";
    this.#around.onFree(this.#index);
  }

  #applyLimit(): void {
    const { limitKw, stopped } = this.#state;
    const inForceKw = stopped ? 0 : Math.min(limitKw ?? this.#spec.fallbackKw, this.#spec.ratedKw);
    if (this.#around.flow.setLimit(this.#index, inForceKw)) this.#flowChanged();
  }

  /** The flow has just been settled: looks ahead, and says what is new. */
  #flowChanged(): void {
    const { flow, engine, instantPower, onCharged } = this.#around;
    const state = this.#state;
    const bus = this.#bus!;
    instantPower.touchOutlet(this.#index, engine.nowMs);
    const full = flow.isFull(this.#index);
    this.#report(full ? "complete" : flow.powerKw(this.#index) > 0 ? "flowing" : "paused");
    if (state.goalKwh !== null && (full || bus.energyKwh >= state.goalKwh)) {
      state.goalKwh = null;
      onCharged(this.#index);
      if (state.stage !== "connected") return;
    }
    const waitMs = flow.msUntil(this.#index, state.goalKwh ?? Infinity);
    if (waitMs < Infinity) engine.scheduleAfter(this.#slot + STAGE_TIMER, waitMs, phase.world);
    else engine.cancel(this.#slot + STAGE_TIMER);
  }

  #report(now: StationState["reportedState"]): void {
    const state = this.#state;
    const powerKw = this.#around.flow.powerKw(this.#index);
    const steady = Math.abs(powerKw - state.reportedKw) < REPORT_QUANTUM_KW;
    if (now === state.reportedState && steady) return;
    state.reportedState = now;
    state.reportedKw = powerKw;
    const bus = this.#bus!;
    const nowMs = this.#around.engine.nowMs;
    this.#hear(
      observation({
        kind: "charging",
        atMs: nowMs,
        knownAtMs: nowMs,
        pointId: this.pointId,
        sessionId: this.#sessionId,
        state: now,
        powerKw: powerOnLink(powerKw),
        energyKwh: energyOnLink(bus.energyKwh - state.energyAtConnectKwh),
        soc: socOnLink(bus.energyKwh / bus.battery.usableKwh),
      }),
    );
  }

  #answer(commandId: number, status: CommandResult["status"]): void {
    const nowMs = this.#around.engine.nowMs;
    this.#hear(
      observation({
        kind: "commandResult",
        atMs: nowMs,
        knownAtMs: nowMs,
        commandId,
        pointId: this.pointId,
        status,
      }),
    );
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
