import type { Observation } from "../messages/index.ts";
import type { LinkSpec } from "./linkSpec.ts";
import type { Care, Parcel } from "./passage.ts";

/** All that holds of a device, for a listener who may have missed something. */
export interface Report {
  readonly kind: "report";
  readonly said: readonly Observation[];
}

/** What goes from a device to the controller. */
export type Upward = Observation | Report;

/**
 * How a device sees to it that it is heard. Stations and presystems have everything confirmed and
 * say again what was not, in its order; a meter tells its newest value with the next reading; an
 * answer is given once for every time that it is asked for.
 */
export function parcelOf(message: Upward, { answerMs }: LinkSpec): Parcel<Upward> {
  const isAnswer = message.kind === "commandResult";
  const slackMs = isAnswer ? answerMs : 0;
  return { message, lane: laneOf(message), care: careOf(message), slackMs };
}

function careOf({ kind }: Upward): Care {
  if (kind === "commandResult") return "once";
  return kind === "siteMeasured" ? "latest" : "repeated";
}

/** What a device keeps in order: its sessions, its state, its answers, each request. */
function laneOf(message: Upward): string | null {
  switch (message.kind) {
    case "report":
      return null;
    case "connected":
    case "disconnected":
    case "charging":
      return "session";
    case "stationStatus":
    case "linkUp":
    case "linkDown":
      return "status";
    case "requestChanged":
    case "requestWithdrawn":
    case "preconditioningNeed":
      return `request ${message.requestId}`;
    case "vehicleArrived":
    case "vehicleMeasured":
      return `vehicle ${message.vehicleId}`;
    case "commandResult":
    case "siteMeasured":
    case "limitChanged":
    case "priceChanged":
    case "planReady":
    case "operatorOrder":
    case "tick":
      return message.kind;
  }
}
