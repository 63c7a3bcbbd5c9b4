import type { Dial, MessageSocket, SocketEvents } from "../../protocols/transport/index.ts";

/** Which way something is said: `p>c` by the presystem, `c>p` by the charge management. */
export type Way = "p>c" | "c>p";

/** Told of all that goes over a wire, before it is acted on. */
export interface WireTap {
  opened(target: Parameters<Dial>[0], subprotocol: string | null): void;
  refused(target: Parameters<Dial>[0], reason: string): void;
  text(text: string, way: Way): void;
  closed(code: number, reason: string): void;
}

/** The same socket; what is said over it goes that way. */
export function tappedSocket(socket: MessageSocket, tap: WireTap, way: Way): MessageSocket {
  return {
    send: (text) => {
      tap.text(text, way);
      socket.send(text);
    },
    ping: (text) => socket.ping(text),
    close: (code, reason) => socket.close(code, reason),
    terminate: () => socket.terminate(),
  };
}

/** The same events; what is heard has come that way. */
export function tappedEvents(events: SocketEvents, tap: WireTap, way: Way): SocketEvents {
  return {
    text: (text) => {
      tap.text(text, way);
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
}
