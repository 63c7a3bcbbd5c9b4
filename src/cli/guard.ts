import type { Door, SocketEvents, Timers } from "../protocols/transport/index.ts";

/** Doors and alarms behind which something may go wrong: whoever runs them is told, and not who has come in. */
export class Guard {
  readonly #failed: (error: unknown) => void;

  constructor(failed: (error: unknown) => void) {
    this.#failed = failed;
  }

  door(door: Door): Door {
    return {
      admit: (upgrade) => door.admit(upgrade),
      opened: (socket, upgrade, subprotocol) => {
        const events = door.opened(socket, upgrade, subprotocol);
        return {
          text: (text) => this.try(() => events.text(text)),
          binary: () => this.try(() => events.binary()),
          pong: () => this.try(() => events.pong()),
          pinged: (text) => this.try(() => events.pinged?.(text)),
          closed: (code, reason) => this.try(() => events.closed(code, reason)),
        } satisfies SocketEvents;
      },
    };
  }

  timers(timers: Timers): Timers {
    return {
      nowMs: () => timers.nowMs(),
      at: (atMs, due) => timers.at(atMs, () => this.try(due)),
    };
  }

  try(act: () => void): void {
    try {
      act();
    } catch (error) {
      this.#failed(error);
    }
  }
}
