import type { ControlView } from "../../control/index.ts";
import type { PresystemPort } from "../../messages/index.ts";
import type { Door, Timers } from "../../protocols/transport/index.ts";
import {
  ChargeManagementServer,
  type ChargingInformation,
  type ServerEvent,
  type ServerOptions,
} from "../../protocols/vdv463/index.ts";
import { type DeskSetting, PresystemDesk } from "./presystemDesk.ts";

/** What attached presystems need of the world. */
export interface AttachSurroundings {
  readonly timers: Timers;
  /** Differs from run to run: message ids are made of it. */
  readonly idSeed: string;
  /** What the controller believes now. */
  readonly view: () => ControlView;
  /** The same instant as the controller knows it, for what is told to it. */
  readonly controllerMs: () => number;
  /** All that is new was said at the port: it is kept before this returns, or this throws. */
  readonly told?: () => void;
  /** Whether presystems are shown the depot at looks alone, and not soon after each list, too. */
  readonly isShownAtLooksAlone?: boolean;
  /** Told of all that presystems do, for a log. */
  readonly emit?: (event: ServerEvent) => void;
}

/** From a list until it is looked what became of it: lists that come together are looked at together. Estimate. */
const GATHER_MS = 50;

/**
 * Real presystems as a port of the depot: who comes in through the door is heard at the port, and is shown
 * what the controller believes, soon after each list and at every look.
 */
export class AttachedPresystems {
  readonly port: PresystemPort;
  readonly #desk: PresystemDesk;
  readonly #server: ChargeManagementServer;
  readonly #around: AttachSurroundings;
  #isLooking = false;

  constructor(setting: DeskSetting, options: ServerOptions, around: AttachSurroundings) {
    this.#around = around;
    this.#desk = new PresystemDesk(setting);
    this.port = this.#desk;
    const { timers, idSeed } = around;
    this.#server = new ChargeManagementServer(options, {
      timers,
      idSeed,
      emit: (event) => this.#heard(event),
    });
  }

  get door(): Door {
    return this.#server;
  }

  get desk(): PresystemDesk {
    return this.#desk;
  }

  /** Whether all that presystems were shown is answered. */
  get isAnswered(): boolean {
    return this.#server.isAnswered;
  }

  /** Says something to a presystem with a ping. */
  ping(presystemId: string, text: string): void {
    this.#server.ping(presystemId, text);
  }

  /** Shows presystems how the depot is now; to be called whenever it may be otherwise. */
  look(): void {
    this.#server.provide(this.#judged());
  }

  /** Holds what is wanted against how the depot is now, and shows nobody. */
  judge(): void {
    this.#judged();
  }

  /** While it is not ready, boots are rejected; who is in stays in. */
  setReady(isReady: boolean): void {
    this.#server.setReady(isReady);
  }

  /** Sends everybody away; what they want stays in force. */
  close(): void {
    this.#server.close();
  }

  #judged(): ChargingInformation {
    const information = this.#desk.look(this.#around.view());
    this.#around.told?.();
    return information;
  }

  #heard(event: ServerEvent): void {
    this.#around.emit?.(event);
    this.#desk.heard(event, this.#around.controllerMs());
    // Of all that presystems say only lists are confirmed, and have to be kept before that.
    if (event.kind !== "chargingRequestsReceived") return;
    this.#around.told?.();
    const { timers, isShownAtLooksAlone = false } = this.#around;
    if (this.#isLooking || isShownAtLooksAlone) return;
    this.#isLooking = true;
    timers.at(timers.nowMs() + GATHER_MS, () => {
      this.#isLooking = false;
      this.look();
    });
  }
}
