import type { Server } from "node:http";
import type { ServerOptions } from "node:https";
import type { AddressInfo } from "node:net";

/** A port that is open. */
export interface Listening {
  readonly url: string;
  /** Resolves when nobody is connected any more. */
  close(): Promise<void>;
}

/** Where a port is to be opened, and how it is protected. */
export interface WebPort {
  readonly host: string;
  /** 0 takes any that is free. */
  readonly port: number;
  /** PEM. The cipher that VDV 463 names needs a certificate with an EC key. */
  readonly tls: { readonly cert: string; readonly key: string } | null;
}

/** A server over HTTP, encrypted if there is a certificate, for WebSockets alone. */
export async function upgradesOnly(
  tls: WebPort["tls"],
  limits: ServerOptions = {},
): Promise<Server> {
  // Loaded where they are needed: most commands never touch the network.
  const [{ default: http }, { default: https }] = await Promise.all([
    import("node:http"),
    import("node:https"),
  ]);
  const server =
    tls === null
      ? http.createServer(limits)
      : https.createServer({ ...limits, ...tls, minVersion: "TLSv1.2" });
  server.on("request", (_, response) => {
    response.writeHead(426, { Connection: "close", Upgrade: "websocket" }).end();
  });
  return server;
}

/**
 * Opens the port.
 * @param hangUp ends what was upgraded, when the port is closed
 * @throws Error if it cannot be had
 */
export async function listenOn(
  server: Server,
  { host, port, tls }: WebPort,
  hangUp: () => void,
): Promise<Listening> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
  const address = server.address() as AddressInfo;
  const name = address.family === "IPv6" ? `[${address.address}]` : address.address;
  return {
    url: `${tls === null ? "ws" : "wss"}://${name}:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        hangUp();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
