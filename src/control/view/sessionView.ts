import {
  type Charging,
  energyOnLink,
  powerOnLink,
  type PreconditioningNeed,
  type RequestId,
  type SessionId,
  socOnLink,
  type VehicleId,
} from "../../messages/index.ts";
import type { Session } from "../session.ts";
import { type Prediction, predictionOf } from "./prediction.ts";
import type { Seen } from "./seen.ts";

/** What is believed of a plugged-in bus. Plain JSON. */
export interface SessionView {
  readonly sessionId: SessionId;
  /** null: nobody knows which it is. */
  readonly vehicleId: VehicleId | null;
  /** null: nobody knows. */
  readonly soc: number | null;
  /** Into the bus since it was connected. */
  readonly energyKwh: number;
  /** At the outlet; of a bus that nobody knows, what its station said last. */
  readonly powerKw: number;
  /** The limit that was confirmed last, or the fallback [outlet side]. */
  readonly limitKw: number;
  /** The limit that was asked for last. */
  readonly commandedKw: number;
  readonly state: Charging["state"];
  /** What it is there for; null: no request is known. */
  readonly requestId: RequestId | null;
  readonly departureAtMs: number | null;
  readonly minTargetSoc: number | null;
  readonly maxTargetSoc: number | null;
  /** null: nobody knows its battery. */
  readonly predicted: Prediction | null;
  /** null: its cabin needs nothing any more. */
  readonly preconditioning: PreconditioningView | null;
}

/** What the cabin of a plugged-in bus needs before it leaves. Plain JSON. */
interface PreconditioningView extends Pick<
  PreconditioningNeed,
  "startAtMs" | "finishAtMs" | "powerKw"
> {
  /** Of the power at the outlet, what the cabin takes now. */
  readonly drawnKw: number;
}

export function sessionView(
  session: Session,
  { ledger, requests, inForce }: Seen,
  atMs: number,
): SessionView {
  const { charge, point, sessionId } = session;
  const request = requests.current(session.vehicleId);
  const powerKw = charge.powerAt(atMs);
  const soc = charge.socAt(atMs);
  return {
    sessionId,
    vehicleId: session.isNamed ? session.vehicleId : null,
    soc: soc === null ? null : socOnLink(soc),
    energyKwh: energyOnLink(charge.gainedKwh(atMs)),
    powerKw: powerOnLink(powerKw),
    limitKw: ledger.inForceKw(point),
    commandedKw: ledger.commandedKw(point),
    state: session.isComplete ? "complete" : powerKw > 0 ? "flowing" : "paused",
    requestId: request?.requestId ?? null,
    departureAtMs: request?.departureAtMs ?? null,
    minTargetSoc: request?.minTargetSoc ?? null,
    maxTargetSoc: request?.maxTargetSoc ?? null,
    predicted: predictionOf(session, request, inForce, atMs),
    preconditioning: preconditioningView(session, requests.needOf(request), atMs),
  };
}

function preconditioningView(
  { charge }: Session,
  need: PreconditioningNeed | undefined,
  atMs: number,
): PreconditioningView | null {
  if (need === undefined || need.finishAtMs <= atMs) return null;
  const { startAtMs, finishAtMs, powerKw } = need;
  return { startAtMs, finishAtMs, powerKw, drawnKw: powerOnLink(charge.cabinKw(atMs)) };
}
