import type { Dial, DialEvents } from "../../protocols/transport/index.ts";

type Target = Parameters<Dial>[0];

/** Told of all that goes over a wire, before it is acted on. */
export interface WireTap {
  opened(target: Target, subprotocol: string | null): void;
  refused(target: Target, reason: string): void;
  /** @param direction `p>c`: the presystem said it; `c>p`: the charge management */
  text(text: string, direction: "p>c" | "c>p"): void;
  closed(code: number, reason: string): void;
}

/** Calls as another does, and tells of it. */
export function tappedDial(dial: Dial, tap: WireTap): Dial {
  return (target, events) => {
    const told: DialEvents = {
      opened: (subprotocol) => {
        tap.opened(target, subprotocol);
        events.opened(subprotocol);
      },
      refused: (reason) => {
        tap.refused(target, reason);
        events.refused(reason);
      },
      text: (text) => {
        tap.text(text, "c>p");
        events.text(text);
      },
      binary: () => events.binary(),
      pong: () => events.pong(),
      pinged: (text) => events.pinged?.(text),
      closed: (code, reason) => {
        tap.closed(code, reason);
        events.closed(code, reason);
      },
    };
    const socket = dial(target, told);
    return {
      send: (text) => {
        tap.text(text, "p>c");
        socket.send(text);
      },
      ping: (text) => socket.ping(text),
      close: (code, reason) => socket.close(code, reason),
      terminate: () => socket.terminate(),
    };
  };
}
