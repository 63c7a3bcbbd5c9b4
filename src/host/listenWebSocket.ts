import { Buffer } from "node:buffer";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { Credentials, Door, Upgrade } from "../protocols/transport/index.ts";
import { isLoopback } from "./isLoopback.ts";
import { type Listening, listenOn, upgradesOnly, type WebPort } from "./webPort.ts";
import { hearWebSocket, webSocketEnd } from "./webSocketEnd.ts";

export interface ListenOptions extends WebPort {
  /** Without TLS, anybody on the network reads passwords. On this machine alone it is allowed. */
  readonly allowPlain: boolean;
  readonly maxPayloadBytes: number;
  /** Of network connections, those that never ask for anything included. */
  readonly mostSockets: number;
}

export const listenOptions: Omit<ListenOptions, "host" | "port" | "tls"> = {
  allowPlain: false,
  maxPayloadBytes: 1024 * 1024,
  mostSockets: 128,
};

/** For a peer to say what it wants. Estimate. */
const HANDSHAKE_MS = 10_000;

/**
 * Opens a port for WebSockets; the door decides who comes in.
 * @throws Error if there is neither TLS nor a reason to do without, or the port cannot be had
 */
export async function listenWebSocket(options: ListenOptions, door: Door): Promise<Listening> {
  const { host, tls, allowPlain, maxPayloadBytes, mostSockets } = options;
  if (tls === null && !allowPlain && !isLoopback(host)) {
    throw new Error(
      `${host} can be reached from outside, but there is no certificate: give one, or allow plain connections`,
    );
  }
  const [{ WebSocketServer }, server] = await Promise.all([
    import("ws"),
    upgradesOnly(tls, {
      headersTimeout: HANDSHAKE_MS,
      requestTimeout: HANDSHAKE_MS,
      handshakeTimeout: HANDSHAKE_MS,
      connectionsCheckingInterval: HANDSHAKE_MS / 2,
      keepAliveTimeout: 1000,
    }),
  ]);
  server.maxConnections = mostSockets;
  const chosen = new WeakMap<IncomingMessage, string>();
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxPayloadBytes,
    perMessageDeflate: false,
    // Its own choice would be the first that is offered, whatever it is.
    handleProtocols: (_, request) => chosen.get(request) ?? false,
  });
  server.on("upgrade", (request, socket, head) => {
    socket.on("error", () => socket.destroy());
    const upgrade = upgradeOf(request);
    const admission = door.admit(upgrade);
    if (admission.status !== 101) return refuse(socket, admission.status);
    const { subprotocol } = admission;
    if (subprotocol !== null) chosen.set(request, subprotocol);
    sockets.handleUpgrade(request, socket, head, (open) => {
      hearWebSocket(open, door.opened(webSocketEnd(open), upgrade, subprotocol));
    });
  });
  return listenOn(server, options, () => {
    for (const open of sockets.clients) open.terminate();
  });
}

function upgradeOf(request: IncomingMessage): Upgrade {
  const [path = ""] = (request.url ?? "").split("?");
  return {
    path,
    remote: request.socket.remoteAddress ?? "",
    subprotocols: (request.headers["sec-websocket-protocol"] ?? "")
      .split(",")
      .map((name) => name.trim())
      .filter((name) => name !== ""),
    credentials: basic(request.headers.authorization ?? ""),
  };
}

function basic(header: string): Credentials | null {
  const [, encoded] = /^Basic +([A-Za-z0-9+/=]+)$/i.exec(header) ?? [];
  if (encoded === undefined) return null;
  const [user = "", ...password] = Buffer.from(encoded, "base64").toString("utf8").split(":");
  return { user, password: password.join(":") };
}

const statusWords = {
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  429: "Too Many Requests",
  503: "Service Unavailable",
} as const;

function refuse(socket: Duplex, status: keyof typeof statusWords): void {
  const challenge = status === 401 ? 'WWW-Authenticate: Basic realm="VDV 463"\r\n' : "";
  socket.end(
    `HTTP/1.1 ${status} ${statusWords[status]}\r\n${challenge}Connection: close\r\nContent-Length: 0\r\n\r\n`,
    () => socket.destroy(),
  );
}
