import type { ChargingInformation } from "./chargingInformation.ts";
import type { ChargingRequests } from "./chargingRequest.ts";
import type { Instant } from "./instant.ts";

export const actions = [
  "BootNotification",
  "ProvideChargingRequests",
  "ProvideChargingInformation",
] as const;

export type Action = (typeof actions)[number];

/** Depot management (BMS) or control centre (ITCS). */
export type Presystem = "BMS" | "ITCS";

/** One message: who says it, when, and what. */
export type Message = Envelope & MessageBody;

export interface Envelope {
  /** By custom BMS, ITCS or CMS; nothing rests on it. */
  readonly source: string;
  /** The presystem that speaks or is spoken to. */
  readonly presystemId: string;
  /** By the speaker's clock. */
  readonly atMs: Instant;
  /** That of the request, in an answer. */
  readonly messageId: string;
}

export type MessageBody =
  | Says<"request", "BootNotification", { readonly presystem: Presystem }>
  | Says<"request", "ProvideChargingRequests", ChargingRequests>
  | Says<"request", "ProvideChargingInformation", ChargingInformation>
  | Says<"confirmation", "BootNotification", { readonly status: "Accepted" | "Rejected" }>
  | Says<"confirmation", "ProvideChargingRequests", Receipt>
  | Says<"confirmation", "ProvideChargingInformation", Receipt>
  | Says<"error", Action, { readonly errorMessage: string }>;

interface Says<Kind, Of extends Action, Payload> {
  readonly kind: Kind;
  readonly action: Of;
  readonly payload: Payload;
}

/** Says only that a message was received. */
export type Receipt = Readonly<Record<string, never>>;
