import { Buffer } from "node:buffer";
import type { Dial } from "../protocols/transport/index.ts";
import { isLoopback } from "./isLoopback.ts";
import { hearWebSocket, webSocketEnd } from "./webSocketEnd.ts";

export interface DialOptions {
  /** PEM of who may vouch for the server, beside or instead of those the machine trusts. */
  readonly ca: string | null;
  /** Without TLS, anybody on the network reads passwords. On this machine alone it is allowed. */
  readonly allowPlain: boolean;
  readonly maxPayloadBytes: number;
}

export const dialOptions: DialOptions = {
  ca: null,
  allowPlain: false,
  // 200 occupied points with their forecasts are 208 kB.
  maxPayloadBytes: 16 * 1024 * 1024,
};

/**
 * Calls over the network.
 * A call throws an Error where the address asks for no TLS and that is not allowed.
 */
export async function webSocketDial(options: DialOptions): Promise<Dial> {
  const { ca, allowPlain, maxPayloadBytes } = options;
  // Loaded where it is needed: most commands never touch the network.
  const { WebSocket } = await import("ws");
  return ({ url, subprotocols, credentials }, events) => {
    const { protocol, hostname } = new URL(url);
    if (protocol !== "wss:" && !allowPlain && !isLoopback(hostname)) {
      throw new Error(
        `${url} is not encrypted: expected wss://, or plain connections to be allowed`,
      );
    }
    const { user = "", password = "" } = credentials ?? {};
    const token = Buffer.from(`${user}:${password}`).toString("base64");
    const socket = new WebSocket(url, [...subprotocols], {
      headers: credentials === null ? {} : { Authorization: `Basic ${token}` },
      perMessageDeflate: false,
      maxPayload: maxPayloadBytes,
      minVersion: "TLSv1.2",
      ...(ca !== null && { ca }),
    });
    let isSettled = false;
    const refuse = (reason: string): void => {
      if (isSettled) return;
      isSettled = true;
      events.refused(reason);
    };
    socket.on("unexpected-response", (request, response) => {
      refuse(`status ${response.statusCode}`);
      request.destroy();
    });
    socket.on("error", (error) => refuse(error.message));
    socket.on("open", () => {
      isSettled = true;
      events.opened(socket.protocol === "" ? null : socket.protocol);
    });
    hearWebSocket(socket, {
      text: (text) => events.text(text),
      binary: () => events.binary(),
      pong: () => events.pong(),
      pinged: (text) => events.pinged?.(text),
      closed: (code, reason) => {
        if (isSettled) events.closed(code, reason);
        else refuse(reason === "" ? `closed with ${code}` : reason);
      },
    });
    return webSocketEnd(socket);
  };
}
