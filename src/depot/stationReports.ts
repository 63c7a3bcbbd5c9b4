import type { Engine } from "../engine/index.ts";
import {
  type Charging,
  type CommandResult,
  energyOnLink,
  id,
  observation,
  type PointId,
  powerOnLink,
  type SessionId,
  socOnLink,
  type StationPort,
  type StationStatus,
} from "../messages/index.ts";
import type { Bus } from "./bus.ts";

/** Everything about a station's reports that changes; plain JSON. */
export interface StationReportsSnapshot {
  serial: number;
  /** Whether a session was begun and not yet ended, as far as anybody was told. */
  isOpen: boolean;
  /** What battery and cabin had taken by then, from whenever on [kWh]. */
  takenAtConnectKwh: number;
  /** What was said last. */
  charging: Charging["state"];
  powerKw: number;
  heldBack: boolean;
}

/**
 * A change of power by this much is worth a report, and every change between
 * flowing, paused and complete [kW]. Smaller ones follow from limits that the
 * controller has set and seen confirmed; not so what a cabinet holds back.
 */
const REPORT_QUANTUM_KW = 10;

/** What a station says: it names its sessions and knows what was said last. */
export class StationReports {
  readonly #pointId: PointId;
  readonly #engine: Engine;
  #hear: Parameters<StationPort["listen"]>[0] = () => {};
  #sessionId = id<SessionId>("");
  readonly #state: StationReportsSnapshot = {
    serial: 0,
    isOpen: false,
    takenAtConnectKwh: 0,
    charging: "paused",
    powerKw: 0,
    heldBack: false,
  };

  constructor(pointId: PointId, engine: Engine) {
    this.#pointId = pointId;
    this.#engine = engine;
  }

  listen(hear: Parameters<StationPort["listen"]>[0]): void {
    this.#hear = hear;
  }

  get sessionId(): SessionId {
    return this.#sessionId;
  }

  /** Gives the session that begins a name of its own. */
  nextSession(): void {
    this.#state.serial++;
    this.#nameSession();
  }

  /** @param takenKwh by battery and cabin, from whenever on */
  connected(bus: Bus, takenKwh: number): void {
    const nowMs = this.#engine.nowMs;
    const state = this.#state;
    state.isOpen = true;
    state.takenAtConnectKwh = takenKwh;
    state.charging = "paused";
    state.powerKw = 0;
    state.heldBack = false;
    this.#hear(
      observation({
        kind: "connected",
        atMs: nowMs,
        knownAtMs: nowMs,
        pointId: this.#pointId,
        sessionId: this.#sessionId,
        vehicleId: bus.id,
        soc: socOnLink(bus.energyKwh / bus.battery.usableKwh),
      }),
    );
  }

  /** The session is over, where anybody was told that it began. */
  disconnected(): void {
    if (!this.#state.isOpen) return;
    this.#state.isOpen = false;
    const nowMs = this.#engine.nowMs;
    this.#hear(
      observation({
        kind: "disconnected",
        atMs: nowMs,
        knownAtMs: nowMs,
        pointId: this.#pointId,
        sessionId: this.#sessionId,
      }),
    );
  }

  status(status: StationStatus["status"]): void {
    const nowMs = this.#engine.nowMs;
    const when = { atMs: nowMs, knownAtMs: nowMs };
    this.#hear(observation({ kind: "stationStatus", ...when, pointId: this.#pointId, status }));
  }

  /** What whoever holds the link to it notices. */
  link(kind: "linkUp" | "linkDown"): void {
    const nowMs = this.#engine.nowMs;
    const when = { atMs: nowMs, knownAtMs: nowMs };
    this.#hear(observation({ kind, ...when, pointId: this.#pointId }));
  }

  answer(commandId: number, status: CommandResult["status"]): void {
    const nowMs = this.#engine.nowMs;
    this.#hear(
      observation({
        kind: "commandResult",
        atMs: nowMs,
        knownAtMs: nowMs,
        commandId,
        pointId: this.#pointId,
        status,
      }),
    );
  }

  /**
   * Says what flows where that is news.
   * @param taken power, and by battery and cabin, from whenever on
   * @param heldBack whether a cabinet gives less than limit and bus would have
   */
  charging(
    bus: Bus,
    now: Charging["state"],
    { powerKw, takenKwh }: { readonly powerKw: number; readonly takenKwh: number },
    heldBack: boolean,
  ): void {
    const state = this.#state;
    const changeKw = Math.abs(powerKw - state.powerKw);
    const steady = changeKw < REPORT_QUANTUM_KW && !(heldBack && changeKw > 0);
    if (now === state.charging && heldBack === state.heldBack && steady) return;
    state.charging = now;
    state.powerKw = powerKw;
    state.heldBack = heldBack;
    const nowMs = this.#engine.nowMs;
    this.#hear(
      observation({
        kind: "charging",
        atMs: nowMs,
        knownAtMs: nowMs,
        pointId: this.#pointId,
        sessionId: this.#sessionId,
        state: now,
        powerKw: powerOnLink(powerKw),
        energyKwh: energyOnLink(takenKwh - state.takenAtConnectKwh),
        soc: socOnLink(bus.energyKwh / bus.battery.usableKwh),
      }),
    );
  }

  snapshot(): StationReportsSnapshot {
    return { ...this.#state };
  }

  restore(saved: StationReportsSnapshot): void {
    Object.assign(this.#state, saved);
    this.#nameSession();
  }

  #nameSession(): void {
    this.#sessionId = id<SessionId>(`${this.#pointId}#${this.#state.serial}`);
  }
}
