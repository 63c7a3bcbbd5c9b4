import { Buffer } from "node:buffer";
import type { IncomingMessage } from "node:http";
import type { request as httpsRequest } from "node:https";
import type { Duplex } from "node:stream";
import { type FrameParser, frameParser } from "./frameParser.ts";
import { isLoopback } from "./isLoopback.ts";
import { type Listening, listenOn, upgradesOnly, type WebPort } from "./webPort.ts";

/** Between whom it stands. */
export interface RelayOptions extends WebPort {
  /** The server behind it: `wss://host:port`; paths are those that are asked for. */
  readonly upstream: string;
  /** PEM of who vouches for that server; null: those the machine trusts. */
  readonly ca: string | null;
  /** Whether others may be called without encryption. */
  readonly allowPlain: boolean;
}

/** How a call began, as the server answered it. */
export interface RelayedOpening {
  readonly path: string;
  readonly remote: string;
  readonly offered: readonly string[];
  readonly selected: string | null;
  /** Of HTTP. */
  readonly status: number;
  /** Of HTTP Basic; never the password. */
  readonly user: string | null;
}

/** Which way: `p>c` from who calls to the server, `c>p` back. */
type Way = "p>c" | "c>p";

/** Told of one call, before what it is told of is passed on. */
export interface RelayTap {
  opened(opening: RelayedOpening): void;
  message(way: Way, op: "text" | "binary" | "ping" | "pong", raw: string | Uint8Array): void;
  /** What is passed on from now on cannot be read. */
  unread(way: Way, why: string): void;
  /** @param by who said so; null: nobody did */
  closed(by: "p" | "c" | null, code: number | null, reason: string): void;
}

/** To answer an upgrade. Estimate. */
const PATIENCE_MS = 30_000;

/**
 * Stands between a client and a server and passes on every byte, but for compression, which it does not let them
 * agree upon: then it could not read what they say.
 * @throws Error if it may not be reached there, or may not call there
 */
export async function relayWebSocket(
  options: RelayOptions,
  tap: () => RelayTap,
): Promise<Listening> {
  const { host, tls, upstream, allowPlain } = options;
  if (tls === null && !isLoopback(host)) {
    throw new Error(`${host} can be reached from outside, but there is no certificate`);
  }
  const { protocol, hostname } = new URL(upstream);
  if (protocol !== "wss:" && !allowPlain && !isLoopback(hostname)) {
    throw new Error(
      `${upstream} is not encrypted: expected wss://, or plain connections to be allowed`,
    );
  }
  const [{ default: http }, { default: https }] = await Promise.all([
    import("node:http"),
    import("node:https"),
  ]);
  const server = await upgradesOnly(tls);
  const sockets = new Set<Duplex>();
  server.on("upgrade", (request, socket, head) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    const ask = protocol === "wss:" ? https.request : http.request;
    passOn(ask, options, { request, socket, head }, tap());
  });
  return listenOn(server, options, () => {
    for (const socket of sockets) socket.destroy();
  });
}

interface Asked {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  readonly head: Buffer;
}

/** Asks the server the same, and gives its answer back. */
function passOn(
  ask: typeof httpsRequest,
  { upstream, ca }: RelayOptions,
  { request, socket, head }: Asked,
  listener: RelayTap,
): void {
  const call = ask(upstream.replace(/^ws/, "http"), {
    path: request.url ?? "/",
    method: "GET",
    headers: askedHeaders(request, new URL(upstream).host),
    timeout: PATIENCE_MS,
    minVersion: "TLSv1.2",
    ...(ca !== null && { ca }),
  });
  call.on("timeout", () => call.destroy(new Error("no answer")));
  call.on("error", ({ message }) => {
    listener.opened(opening(request, 502, null));
    listener.closed(null, null, message);
    answer(socket, 502, "Bad Gateway", []);
  });
  call.on("response", (response) => {
    const status = response.statusCode ?? 502;
    listener.opened(opening(request, status, null));
    listener.closed("c", null, `status ${status}`);
    answer(socket, status, response.statusMessage ?? "", response.rawHeaders);
    response.destroy();
  });
  call.on("upgrade", (response, far, farHead) => {
    const selected = response.headers["sec-websocket-protocol"] ?? null;
    listener.opened(opening(request, 101, selected));
    socket.write(headText(101, "Switching Protocols", response.rawHeaders));
    void join({ near: socket, nearHead: head, far, farHead }, listener);
  });
  call.end();
}

/** As they were asked, but for whom, and without compression. */
function askedHeaders({ headers }: IncomingMessage, host: string) {
  const { "sec-websocket-extensions": _extensions, ...others } = headers;
  return { ...others, host };
}

function opening(
  request: IncomingMessage,
  status: number,
  selected: string | null,
): RelayedOpening {
  const { url = "/", socket, headers } = request;
  const offered = (headers["sec-websocket-protocol"] ?? "").split(",").map((name) => name.trim());
  const [, encoded] = /^Basic +([A-Za-z0-9+/=]+)$/i.exec(headers.authorization ?? "") ?? [];
  const decoded = Buffer.from(encoded ?? "", "base64").toString("utf8");
  return {
    path: url.split("?")[0]!,
    remote: socket.remoteAddress ?? "",
    offered: offered.filter((name) => name !== ""),
    selected,
    status,
    user: encoded === undefined ? null : decoded.split(":")[0]!,
  };
}

function answer(socket: Duplex, status: number, words: string, raw: readonly string[]): void {
  const kept = raw.flatMap((name, i) =>
    i % 2 === 0 && /^www-authenticate$/i.test(name) ? [name, raw[i + 1] ?? ""] : [],
  );
  const headers = [...kept, "Connection", "close", "Content-Length", "0"];
  socket.end(headText(status, words, headers), () => socket.destroy());
}

function headText(status: number, words: string, raw: readonly string[]): string {
  const lines = raw.flatMap((name, i) => (i % 2 === 0 ? [`${name}: ${raw[i + 1] ?? ""}`] : []));
  return [`HTTP/1.1 ${status} ${words}`, ...lines, "", ""].join("\r\n");
}

interface Ends {
  readonly near: Duplex;
  readonly nearHead: Buffer;
  readonly far: Duplex;
  readonly farHead: Buffer;
}

/** Passes on what either says, each chunk once it is read, until one of them is gone. */
async function join({ near, nearHead, far, farHead }: Ends, tap: RelayTap): Promise<void> {
  const last: { by: "p" | "c" | null; code: number | null; reason: string } = {
    by: null,
    code: null,
    reason: "",
  };
  const read = async (way: Way): Promise<(chunk: Buffer) => void> => {
    let parser: FrameParser | null = await frameParser(way === "p>c");
    parser.on("message", (data, isBinary) => {
      tap.message(way, isBinary ? "binary" : "text", isBinary ? data : data.toString("utf8"));
    });
    for (const op of ["ping", "pong"] as const) {
      parser.on(op, (data) => tap.message(way, op, data));
    }
    parser.on("conclude", (code, reason) => {
      if (last.by !== null) return;
      last.by = way === "p>c" ? "p" : "c";
      last.code = code;
      last.reason = reason.toString("utf8");
    });
    parser.on("error", ({ message }) => {
      parser = null;
      tap.unread(way, message);
    });
    // It is unmasked where it lies: what is passed on must stay as it was.
    return (chunk) => void parser?.write(Buffer.from(chunk));
  };
  const [fromNear, fromFar] = [await read("p>c"), await read("c>p")];
  pass(near, nearHead, far, fromNear);
  pass(far, farHead, near, fromFar);
  let isOver = false;
  for (const [one, other] of [
    [near, far],
    [far, near],
  ] as const) {
    one.on("error", () => one.destroy());
    one.on("close", () => {
      other.destroy();
      if (isOver) return;
      isOver = true;
      tap.closed(last.by, last.code, last.reason);
    });
  }
}

function pass(from: Duplex, head: Buffer, to: Duplex, read: (chunk: Buffer) => void): void {
  const take = (chunk: Buffer): void => {
    read(chunk);
    if (to.writable && !to.write(chunk)) {
      from.pause();
      to.once("drain", () => from.resume());
    }
  };
  if (head.length > 0) take(head);
  from.on("data", take);
  from.on("end", () => to.end());
}
