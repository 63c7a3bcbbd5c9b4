import type { Credentials, TokenRate } from "../../transport/index.ts";
import type { Dialect, Version } from "../schema/dialect.ts";
import { type ServerRules, serverRules } from "./serverRules.ts";

/** A presystem that may come in, and as whom. */
export interface PresystemAccount extends Credentials {
  readonly presystemIds: readonly string[];
}

/** What a charge management's end of VDV 463 is set to. */
export interface ServerOptions {
  /** Free by the standard; a presystem id may follow after a slash. */
  readonly path: string;
  /** "anyone" is for this machine alone. */
  readonly accounts: readonly PresystemAccount[] | "anyone";
  /** The editions it speaks, one of each subprotocol at most. */
  readonly versions: readonly Version[];
  readonly presentPowerIs: Dialect["presentPowerIs"];
  /** What it calls itself in messages. */
  readonly source: string;
  readonly mostConnections: number;
  /** Of one network address. */
  readonly handshakes: TokenRate;
  readonly rules: ServerRules;
}

/** What is usual; accounts have no default. */
export const serverOptions: Omit<ServerOptions, "accounts"> = {
  path: "/vdv463",
  versions: ["1.1", "2.0"],
  presentPowerIs: "actual",
  source: "CMS",
  mostConnections: 32,
  handshakes: { burst: 20, perSecond: 1 },
  rules: serverRules,
};
