import type { TokenBucket } from "../../transport/index.ts";
import type { Codec } from "../codec/codec.ts";
import type { ChargingInformation } from "../model/chargingInformation.ts";
import type { ChargingRequest } from "../model/chargingRequest.ts";
import type { Instant } from "../model/instant.ts";
import type { Action, Presystem } from "../model/message.ts";
import type { OpenRequest } from "../session/openRequest.ts";
import type { ServerRules } from "./serverRules.ts";

/** What does not change while a connection lasts. */
export interface ServerSetting {
  readonly rules: ServerRules;
  readonly codec: Codec;
  /** What the charge management calls itself. */
  readonly source: string;
  /** Makes message ids; differs from connection to connection. */
  readonly idSeed: string;
  /** Who may speak here; null for anyone. */
  readonly presystemIds: readonly string[] | null;
}

/** One connection of a presystem, as the charge management sees it. Plain data. */
export interface ServerSession {
  readonly phase: "silent" | "refused" | "accepted" | "closed";
  readonly openedAtMs: Instant;
  /** Boots are accepted. */
  readonly isReady: boolean;
  readonly presystemId: string | null;
  readonly presystem: Presystem | null;
  readonly information: ChargingInformation | null;
  readonly informationSentAtMs: Instant | null;
  /** When information is due before its period. */
  readonly wantedAtMs: Instant | null;
  /** Nobody has looked yet at what becomes of its list. */
  readonly isListNew: boolean;
  readonly open: OpenRequest | null;
  readonly unconfirmed: number;
  readonly flawed: number;
  readonly frames: TokenBucket | null;
  readonly pingedAtMs: Instant;
  readonly missedPongs: number;
  readonly idsUsed: number;
  readonly lastAction: Action;
  readonly isSkewTold: boolean;
}

export type ServerInput = { readonly atMs: Instant } & (
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "binary" }
  | { readonly kind: "pong" }
  | { readonly kind: "pinged"; readonly text: string }
  | { readonly kind: "closed"; readonly code: number; readonly reason: string }
  /** Some of what was waited for may be over. */
  | { readonly kind: "time" }
  | { readonly kind: "ready"; readonly isReady: boolean }
  /** How the depot is now. @param isUrgent presystems want to know at once */
  | {
      readonly kind: "information";
      readonly information: ChargingInformation;
      readonly isUrgent: boolean;
    }
  /** What became of the lists that were heard is part of the information by now. */
  | { readonly kind: "looked" }
  /** Another connection speaks for this presystem now. */
  | { readonly kind: "replaced" }
  | { readonly kind: "goingDown" }
);

export type ServerEffect =
  | { readonly kind: "send"; readonly text: string }
  | { readonly kind: "ping" }
  | { readonly kind: "close"; readonly code: number; readonly reason: string }
  | { readonly kind: "terminate" }
  | { readonly kind: "tell"; readonly news: ServerNews };

/** What happened on a connection. */
export type ServerNews =
  | {
      readonly kind: "booted";
      readonly presystemId: string;
      readonly presystem: Presystem;
      readonly isAccepted: boolean;
    }
  | { readonly kind: "requests"; readonly list: readonly ChargingRequest[] }
  | { readonly kind: "pinged"; readonly text: string }
  | { readonly kind: "informationConfirmed" }
  | { readonly kind: "informationRefused"; readonly errorMessage: string }
  | { readonly kind: "warning"; readonly text: string }
  | { readonly kind: "closed"; readonly code: number; readonly reason: string };

export function newServerSession(atMs: Instant): ServerSession {
  return {
    phase: "silent",
    openedAtMs: atMs,
    isReady: true,
    presystemId: null,
    presystem: null,
    information: null,
    informationSentAtMs: null,
    wantedAtMs: null,
    isListNew: false,
    open: null,
    unconfirmed: 0,
    flawed: 0,
    frames: null,
    pingedAtMs: atMs,
    missedPongs: 0,
    idsUsed: 0,
    lastAction: "ProvideChargingRequests",
    isSkewTold: false,
  };
}
