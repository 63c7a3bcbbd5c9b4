import type { Credentials } from "./credentials.ts";
import type { MessageSocket, SocketEvents } from "./messageSocket.ts";

/** Who wants to come in. */
export interface Upgrade {
  /** `/vdv463`, without a query. */
  readonly path: string;
  /** Network address, without a port. */
  readonly remote: string;
  readonly subprotocols: readonly string[];
  readonly credentials: Credentials | null;
}

/** A status of HTTP; 101 lets in. */
export type Admission =
  | { readonly status: 101; readonly subprotocol: string | null }
  | { readonly status: 401 | 403 | 404 | 429 | 503 };

/** What a server does with those who come. */
export interface Door {
  /** Decides before the connection is upgraded. */
  admit(upgrade: Upgrade): Admission;
  /** Takes a connection over that was let in. */
  opened(socket: MessageSocket, upgrade: Upgrade, subprotocol: string | null): SocketEvents;
}
