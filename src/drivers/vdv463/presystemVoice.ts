import type { PresystemPort, RequestId, VehicleId } from "../../messages/index.ts";
import type { Timers } from "../../protocols/transport/index.ts";
import type { ChargingRequest, ManualPreconditioning } from "../../protocols/vdv463/index.ts";
import { type RequestedStay, requestOnWire } from "./requestedStay.ts";
import type { PriorityOrder } from "./wirePriority.ts";

/** How a port is spoken. */
export interface VoiceOptions {
  readonly priorityOrder: PriorityOrder;
  readonly timers: Timers;
  /** Takes the whole list, once for each instant at which it is another. */
  readonly say: (list: readonly ChargingRequest[]) => void;
}

type Said = Parameters<Parameters<PresystemPort["listen"]>[0]>[0];

/**
 * Speaks a presystem's port in VDV 463: gathers what it says into lists.
 *
 * What it cannot say: that a bus is here, when it comes at the very instant it was expected at;
 * preconditioning that ends before departure; powers but in whole kilowatts.
 */
export class PresystemVoice {
  readonly #port: PresystemPort;
  readonly #options: VoiceOptions;
  readonly #stays = new Map<RequestId, RequestedStay>();
  readonly #preconditioning = new Map<RequestId, ManualPreconditioning>();
  #isSaying = false;
  #said = "";

  constructor(port: PresystemPort, options: VoiceOptions) {
    this.#port = port;
    this.#options = options;
  }

  /** From now on what the port says is said on. */
  start(): void {
    this.#port.listen((said) => this.#hear(said));
  }

  /** All that is wanted, by id. */
  #list(): ChargingRequest[] {
    const ids = [...this.#stays.keys()].toSorted();
    return ids.map((requestId) => {
      const stay = this.#stays.get(requestId)!;
      const manualPreconditioning = this.#preconditioning.get(requestId);
      return {
        ...requestOnWire(stay, this.#options.priorityOrder),
        ...(manualPreconditioning && { manualPreconditioning }),
      };
    });
  }

  #hear(said: Said): void {
    switch (said.kind) {
      case "requestChanged": {
        const { kind: _kind, atMs: _atMs, knownAtMs: _knownAtMs, ...stay } = said;
        this.#stays.set(stay.requestId, stay);
        break;
      }
      case "requestWithdrawn":
        this.#stays.delete(said.requestId);
        this.#preconditioning.delete(said.requestId);
        break;
      case "vehicleArrived": {
        const stay = this.#current(said.vehicleId);
        if (stay === undefined) return;
        this.#stays.set(stay.requestId, { ...stay, expectedArrivalAtMs: said.atMs });
        break;
      }
      case "preconditioningNeed":
        if (said.powerKw === 0) this.#preconditioning.delete(said.requestId);
        else
          this.#preconditioning.set(said.requestId, {
            hvacPreconditioningStartTime: said.startAtMs,
            systemPreconditioningStartTime: said.startAtMs,
            hvacAuxiliaryConsumerPower: Math.round(said.powerKw),
          });
    }
    this.#saySoon();
  }

  /** What else is said at this instant goes with it. */
  #saySoon(): void {
    if (this.#isSaying) return;
    this.#isSaying = true;
    const { timers } = this.#options;
    timers.at(timers.nowMs(), () => {
      this.#isSaying = false;
      const list = this.#list();
      const text = JSON.stringify(list);
      if (text === this.#said) return;
      this.#said = text;
      this.#options.say(list);
    });
  }

  /** The request that a bus is here for: the one that leaves first. */
  #current(vehicleId: VehicleId): RequestedStay | undefined {
    const own = [...this.#stays.values()].filter((stay) => stay.vehicleId === vehicleId);
    return own.toSorted((a, b) => leaving(a) - leaving(b))[0];
  }
}

function leaving({ departureAtMs }: RequestedStay): number {
  return departureAtMs ?? Number.MAX_SAFE_INTEGER;
}
