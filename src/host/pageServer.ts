import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page, PageRequest, PageServing } from "../twin/index.ts";

const LOOPBACK = "127.0.0.1";
/** So many at once, for so long [ms], with so long a head [bytes]. */
const MOST_CONNECTIONS = 32;
const REQUEST_MS = 10_000;
const MOST_HEAD_BYTES = 8192;

/**
 * Serves pages on the loopback address. A browser on this machine may be led here under another name
 * (DNS rebinding): whoever asks for another host is sent away, and no other page may read an answer.
 *
 * @param port 0: any that is free
 * @throws what the system throws, as EADDRINUSE
 */
export async function pageServer(
  port: number,
  answer: (request: PageRequest) => Page,
): Promise<PageServing> {
  const server = createServer(
    { maxHeaderSize: MOST_HEAD_BYTES, requestTimeout: REQUEST_MS, headersTimeout: REQUEST_MS },
    (request, response) => {
      request.resume();
      write(response, request.method === "HEAD", pageFor(request, answer));
    },
  );
  server.maxConnections = MOST_CONNECTIONS;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, LOOPBACK, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    end: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function pageFor(request: IncomingMessage, answer: (request: PageRequest) => Page): Page {
  const { method = "", url = "", headers, socket } = request;
  if (!isOurs(headers.host, socket.localPort)) return text(403, "ask for localhost");
  if (method !== "GET" && method !== "HEAD") return text(405, "pages can only be read");
  try {
    return answer({ method, path: url.split("?", 1)[0]! });
  } catch (error) {
    return text(500, error instanceof Error ? error.message : String(error));
  }
}

function text(status: number, words: string): Page {
  return { status, contentType: "text/plain; charset=utf-8", body: `${words}\n` };
}

function isOurs(host: string | undefined, port: number | undefined): boolean {
  return [`localhost:${port}`, `${LOOPBACK}:${port}`].includes(host ?? "");
}

function write(response: ServerResponse, isHead: boolean, { status, contentType, body }: Page) {
  response.writeHead(status, {
    "content-type": contentType,
    "content-length": Buffer.byteLength(body),
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'",
  });
  response.end(isHead ? undefined : body);
}
