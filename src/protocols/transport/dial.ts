import type { Credentials } from "./credentials.ts";
import type { MessageSocket, SocketEvents } from "./messageSocket.ts";

/** Whom to call. */
export interface DialTarget {
  /** `wss://…`; plain `ws:` only on this machine, or where it is allowed. */
  readonly url: string;
  /** What this end speaks, dearest first. */
  readonly subprotocols: readonly string[];
  readonly credentials: Credentials | null;
}

/** Either opened or refused comes first; after refused, nothing. */
export interface DialEvents extends SocketEvents {
  /** @param subprotocol what the other end chose, null if nothing */
  opened(subprotocol: string | null): void;
  refused(reason: string): void;
}

/** Calls a server. What is sent before `opened` is lost; `terminate` gives the call up. */
export type Dial = (target: DialTarget, events: DialEvents) => MessageSocket;
