import type { Dial, DialEvents, MessageSocket, Timers } from "../../protocols/transport/index.ts";
import { isOn } from "../spell.ts";
import type { PresystemFault } from "./presystemFault.ts";
import { TroubledLine } from "./troubledLine.ts";

/** So long it takes to find that nobody is there [ms]. */
const NOBODY_MS = 1000;

/** What lies between a presystem and whom it calls, with what goes wrong there. */
export class TroubledWire {
  readonly #timers: Timers;
  readonly #faults: readonly PresystemFault[];
  readonly #hungUp = new Set<PresystemFault>();
  #socket: MessageSocket | null = null;

  constructor(timers: Timers, faults: readonly PresystemFault[]) {
    this.#timers = timers;
    this.#faults = faults;
  }

  /** Calls as another does, at its best. */
  over(dial: Dial): Dial {
    return (target, events) => {
      if (this.#isCut) return this.#nobody(events);
      const line = new TroubledLine(this.#timers, this.#faults, events, () => this.#hangUp());
      const socket = dial(target, line.ear);
      this.#socket = socket;
      return line.mouth(socket);
    };
  }

  /** The connection is lost, if there is one. */
  lose(): void {
    this.#socket?.terminate();
  }

  /** After it was lost in the midst of a list. */
  get #isCut(): boolean {
    const nowMs = this.#timers.nowMs();
    return [...this.#hungUp].some((fault) => isOn(fault, nowMs));
  }

  #hangUp(): (PresystemFault & { readonly kind: "hangUp" }) | null {
    const nowMs = this.#timers.nowMs();
    for (const fault of this.#faults) {
      if (fault.kind !== "hangUp" || !isOn(fault, nowMs) || this.#hungUp.has(fault)) continue;
      this.#hungUp.add(fault);
      return fault;
    }
    return null;
  }

  #nobody(events: DialEvents): MessageSocket {
    let isOver = false;
    const end = (): void => {
      isOver = true;
    };
    this.#timers.at(this.#timers.nowMs() + NOBODY_MS, () => {
      if (!isOver) events.refused("nobody is there");
    });
    return { send() {}, ping() {}, close: end, terminate: end };
  }
}
