import { Buffer } from "node:buffer";
import type { WebSocket } from "ws";
import type { MessageSocket, SocketEvents } from "../protocols/transport/index.ts";

/** What may wait to be sent; beyond, the other end has stopped reading. */
const MOST_UNSENT_BYTES = 16 * 1024 * 1024;

/** What a close frame has room for. */
const LONGEST_REASON_BYTES = 123;

/** A socket of `ws` as sessions know it. */
export function webSocketEnd(socket: WebSocket): MessageSocket {
  return {
    send: (text) => {
      if (socket.readyState !== socket.OPEN) return;
      if (socket.bufferedAmount > MOST_UNSENT_BYTES) socket.terminate();
      else socket.send(text);
    },
    ping: (text = "") => {
      if (socket.readyState === socket.OPEN) socket.ping(text);
    },
    close: (code, reason) => socket.close(code, shortened(reason)),
    terminate: () => socket.terminate(),
  };
}

/** Passes on what is heard. Bad frames end a socket of themselves, with the code for it. */
export function hearWebSocket(socket: WebSocket, events: SocketEvents): void {
  socket.on("message", (data, isBinary) => {
    if (isBinary) events.binary();
    else events.text((data as Buffer).toString("utf8"));
  });
  socket.on("pong", () => events.pong());
  socket.on("ping", (data) => events.pinged?.(data.toString("utf8")));
  socket.on("close", (code, reason) => events.closed(code, reason.toString("utf8")));
  // What went wrong is told again by the close that follows.
  socket.on("error", () => {});
}

function shortened(reason: string): string {
  const bytes = Buffer.from(reason);
  if (bytes.length <= LONGEST_REASON_BYTES) return reason;
  return bytes
    .subarray(0, LONGEST_REASON_BYTES - 3)
    .toString("utf8")
    .replace(/\uFFFD$/, "");
}
