import {
  type Admission,
  sameSecret,
  takeToken,
  type TokenBucket,
  type Upgrade,
} from "../../transport/index.ts";
import type { Version } from "../schema/dialect.ts";
import { highestCommon, subprotocols } from "../session/subprotocols.ts";
import type { PresystemAccount, ServerOptions } from "./serverOptions.ts";

/** Who came, and whether and as whom they may come in. */
export interface Visit {
  readonly admission: Admission;
  readonly version: Version | null;
  /** Who may speak; null for anyone. */
  readonly presystemIds: readonly string[] | null;
  /** For people; null for those who are let in. */
  readonly why: string | null;
}

/** Addresses that are remembered; a flood of others makes room. */
const MOST_REMOTES = 1000;

/** Decides on upgrades, and counts them by address. */
export class Admissions {
  readonly #options: ServerOptions;
  readonly #buckets = new Map<string, TokenBucket>();

  constructor(options: ServerOptions) {
    this.#options = options;
  }

  /** @param connections how many there are already */
  visit(upgrade: Upgrade, connections: number, nowMs: number): Visit {
    const { accounts, versions, handshakes, mostConnections } = this.#options;
    const bucket = takeToken(handshakes, this.#buckets.get(upgrade.remote) ?? null, nowMs);
    if (bucket === null) return refused(429, "too many handshakes");
    this.#buckets.delete(upgrade.remote);
    this.#buckets.set(upgrade.remote, bucket);
    if (this.#buckets.size > MOST_REMOTES) this.#buckets.delete(this.#buckets.keys().next().value!);
    if (connections >= mostConnections) return refused(503, "too many connections");
    const account = accounts === "anyone" ? null : accountOf(accounts, upgrade);
    if (account === undefined) return refused(401, "wrong user or password");
    const named = presystemIn(upgrade.path, this.#options.path);
    if (named === undefined) return refused(404, `no such path: ${upgrade.path.slice(0, 100)}`);
    const ids = account?.presystemIds ?? null;
    if (named !== null && ids?.includes(named) === false) {
      return refused(403, `${account?.user} may not speak for ${named}`);
    }
    const version = highestCommon(versions, upgrade.subprotocols);
    const subprotocol = version === null ? null : subprotocols[version];
    return {
      admission: { status: 101, subprotocol },
      version,
      presystemIds: named === null ? ids : [named],
      why: null,
    };
  }
}

function refused(status: 401 | 403 | 404 | 429 | 503, why: string): Visit {
  return { admission: { status }, version: null, presystemIds: null, why };
}

function accountOf(
  accounts: readonly PresystemAccount[],
  { credentials }: Upgrade,
): PresystemAccount | undefined {
  if (credentials === null) return undefined;
  const account = accounts.find(({ user }) => user === credentials.user);
  // An unknown user takes as long as a wrong password.
  const isRight = sameSecret(credentials.password, account?.password ?? "");
  return isRight ? account : undefined;
}

/** The presystem that a path names, null if none; undefined if it is another path. */
function presystemIn(path: string, own: string): string | null | undefined {
  if (path === own) return null;
  if (!path.startsWith(`${own}/`)) return undefined;
  try {
    return decodeURIComponent(path.slice(own.length + 1));
  } catch {
    return undefined;
  }
}
