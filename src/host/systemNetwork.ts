import { env } from "node:process";
import type { Dial, Door, Timers } from "../protocols/transport/index.ts";
import { listenOptions, listenWebSocket } from "./listenWebSocket.ts";
import type { Listening } from "./webPort.ts";
import { lookAtServer, type ServerLook } from "./lookAtServer.ts";
import { type RelayOptions, type RelayTap, relayWebSocket } from "./relayWebSocket.ts";
import { systemTimers } from "./systemTimers.ts";
import { dialOptions, webSocketDial } from "./webSocketDial.ts";

/** The network, and what talking over it needs. */
export interface Network {
  readonly timers: Timers;
  /** @param options as `webSocketDial` takes them; the rest is what is usual */
  dial(options: { readonly ca: string | null; readonly allowPlain: boolean }): Promise<Dial>;
  /** @throws Error if it may not, or cannot, be reached there */
  listen(at: ListenAt, door: Door): Promise<Listening>;
  /** @throws Error if it may not, or cannot, be reached there, or may not call there */
  relay(options: RelayOptions, tap: () => RelayTap): Promise<Listening>;
  look(url: string, ca: string | null): Promise<ServerLook>;
  /** A variable of the environment. */
  variable(name: string): string | undefined;
}

/** Where to be called. */
export interface ListenAt {
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  /** PEM; null: no encryption, on this machine alone. */
  readonly tls: { readonly cert: string; readonly key: string } | null;
}

/** That of this machine. */
export const systemNetwork: Network = {
  timers: systemTimers,
  dial: (options) => webSocketDial({ ...dialOptions, ...options }),
  // A presystem's message may be as long as a charge management's.
  listen: (at, door) =>
    listenWebSocket(
      { ...listenOptions, ...at, maxPayloadBytes: dialOptions.maxPayloadBytes },
      door,
    ),
  relay: relayWebSocket,
  look: lookAtServer,
  variable: (name) => env[name],
};
