import type { Codec } from "../codec/codec.ts";
import type { ChargingInformation } from "../model/chargingInformation.ts";
import type { ChargingRequest } from "../model/chargingRequest.ts";
import type { Instant } from "../model/instant.ts";
import type { OpenRequest } from "../session/openRequest.ts";
import type { Version } from "../schema/dialect.ts";
import type { ClientRules } from "./clientRules.ts";

/** What does not change while a presystem runs. */
export interface ClientSetting {
  readonly rules: ClientRules;
  /** The editions it speaks, one of each subprotocol at most. */
  readonly codecs: ReadonlyMap<Version, Codec>;
  /** Makes message ids. */
  readonly idSeed: string;
}

/** A presystem and its connection, while there is one. Plain data. */
export interface ClientSession {
  readonly phase: "waiting" | "dialling" | "booting" | "listening" | "running" | "stopped";
  /** When the phase began. */
  readonly sinceMs: Instant;
  /** Of waiting: when to call. */
  readonly dialAtMs: Instant;
  /** Of booting: when to boot again. */
  readonly bootAtMs: Instant | null;
  /** Calls and boots in a row that came to nothing. */
  readonly failures: number;
  readonly version: Version | null;
  readonly open: OpenRequest | null;
  /** All it wants; null: it has not been given a list yet, which is not the same as wanting nothing. */
  readonly requests: readonly ChargingRequest[] | null;
  /** The charge management has not been told of them. */
  readonly isUntold: boolean;
  /** What it was last told, for the edition that cannot say that nothing is left. */
  readonly told: readonly ChargingRequest[];
  readonly heardAtMs: Instant;
  readonly informedAtMs: Instant | null;
  /** Longest time between two messages of information on this connection. */
  readonly periodMs: number;
  readonly idsUsed: number;
}

export type ClientInput = {
  readonly atMs: Instant;
  /** In [0, 1): decides how long the next pause is. */
  readonly chance: number;
} & (
  | { readonly kind: "opened"; readonly subprotocol: string | null }
  | { readonly kind: "refused"; readonly reason: string }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "binary" }
  | { readonly kind: "closed"; readonly code: number; readonly reason: string }
  | { readonly kind: "time" }
  | { readonly kind: "requests"; readonly list: readonly ChargingRequest[] }
  | { readonly kind: "stop" }
);

export type ClientEffect =
  | { readonly kind: "dial" }
  | { readonly kind: "send"; readonly text: string }
  | { readonly kind: "close"; readonly code: number; readonly reason: string }
  | { readonly kind: "terminate" }
  | { readonly kind: "tell"; readonly news: ClientNews };

/** What a presystem learns. */
export type ClientNews =
  | { readonly kind: "connected"; readonly version: Version }
  | { readonly kind: "bootAccepted" }
  | { readonly kind: "bootRejected" }
  | { readonly kind: "chargingInformation"; readonly information: ChargingInformation }
  | { readonly kind: "requestsConfirmed"; readonly list: readonly ChargingRequest[] }
  | { readonly kind: "requestsRefused"; readonly errorMessage: string }
  | {
      readonly kind: "disconnected";
      readonly reason: string;
      readonly nextDialAtMs: Instant | null;
    }
  | { readonly kind: "warning"; readonly text: string };

/** A presystem that calls as soon as it is stepped. */
export function newClientSession(atMs: Instant): ClientSession {
  return {
    phase: "waiting",
    sinceMs: atMs,
    dialAtMs: atMs,
    bootAtMs: null,
    failures: 0,
    version: null,
    open: null,
    requests: null,
    isUntold: true,
    told: [],
    heardAtMs: atMs,
    informedAtMs: null,
    periodMs: 0,
    idsUsed: 0,
  };
}
