import type { Validation } from "../codec/wire.ts";
import type { Presystem } from "../model/message.ts";

/** How a presystem behaves. Defaults: facts of the field, or an estimate where it says so. */
export interface ClientRules {
  readonly presystem: Presystem;
  readonly presystemId: string;
  readonly validation: Validation;
  /** From a lost connection to the next call; doubled each time until the longest. */
  readonly reconnectMs: number;
  readonly longestReconnectMs: number;
  /** By how much of itself a pause is longer or shorter at most, so that not all call at once. Estimate. */
  readonly jitter: number;
  /** For a connection to be made, and for an answer. Estimate. */
  readonly requestTimeoutMs: number;
  /** Without a word from the charge management, at least; else three times its period. Estimate. */
  readonly silenceMs: number;
}

export const clientRules: Omit<ClientRules, "presystem" | "presystemId"> = {
  validation: "tolerant",
  reconnectMs: 15_000,
  longestReconnectMs: 300_000,
  jitter: 0.2,
  requestTimeoutMs: 30_000,
  silenceMs: 60_000,
};
