import type { Dial, DialEvents } from "./dial.ts";
import type { Door } from "./door.ts";
import type { MessageSocket, SocketEvents } from "./messageSocket.ts";
import type { Timers } from "./timers.ts";

/** What a network does to every message on its way, for tests and simulations. */
export interface MemoryNetworkOptions {
  readonly latencyMs: number;
  /** Told of every text that is sent. */
  readonly tap?: (text: string, to: "server" | "client") => void;
}

/** Calls one door from within the process: as a wire, but without one. */
export function memoryNetwork(timers: Timers, door: Door, options: MemoryNetworkOptions): Dial {
  const later = (deliver: () => void): void => {
    timers.at(timers.nowMs() + options.latencyMs, deliver);
  };
  return (target, events) => {
    const call = new Call(later, options.tap);
    later(() => {
      if (call.isOver) return;
      const upgrade = {
        path: new URL(target.url).pathname,
        remote: "127.0.0.1",
        subprotocols: target.subprotocols,
        credentials: target.credentials,
      };
      const admission = door.admit(upgrade);
      later(() => {
        if (call.isOver) return;
        if (admission.status !== 101) return events.refused(`status ${admission.status}`);
        const { subprotocol } = admission;
        call.client = events;
        call.server = door.opened(call.end("server"), upgrade, subprotocol);
        events.opened(subprotocol);
      });
    });
    return call.end("client");
  };
}

/** One connection, seen from both ends. */
class Call {
  isOver = false;
  client: DialEvents | null = null;
  server: SocketEvents | null = null;

  readonly #later: (deliver: () => void) => void;
  readonly #tap: MemoryNetworkOptions["tap"];

  constructor(later: (deliver: () => void) => void, tap: MemoryNetworkOptions["tap"]) {
    this.#later = later;
    this.#tap = tap;
  }

  end(side: "client" | "server"): MessageSocket {
    const other = side === "client" ? "server" : "client";
    const deliver = (to: "client" | "server", tell: (events: SocketEvents) => void): void =>
      this.#later(() => {
        const events = this[to];
        if (!this.isOver && events !== null) tell(events);
      });
    const over = (code: number, reason: string): void => {
      if (this.isOver) return;
      this.isOver = true;
      for (const events of [this.server, this.client]) events?.closed(code, reason);
    };
    return {
      send: (text) => {
        if (this.isOver) return;
        this.#tap?.(text, other);
        deliver(other, (events) => events.text(text));
      },
      ping: (text = "") =>
        deliver(other, (events) => {
          events.pinged?.(text);
          deliver(side, (events) => events.pong());
        }),
      close: (code, reason) => this.#later(() => over(code, reason)),
      terminate: () => {
        // Before it is answered, a call is given up in silence.
        if (this.server === null) this.isOver = true;
        else this.#later(() => over(1006, ""));
      },
    };
  }
}
