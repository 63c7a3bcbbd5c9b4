import type {
  Charging,
  Connected,
  LimitChanged,
  LimitOrder,
  Observation,
  PreconditioningNeed,
  RequestChanged,
  SiteMeasured,
} from "../messages/index.ts";
import type { Complaints } from "./complaints.ts";
import type { ControlModel } from "./controlModel.ts";
import { planFlaw } from "./planFlaw.ts";
import type { ChargingHeard } from "./believedCharge.ts";
import type { Session } from "./session.ts";

/** Beyond any depot [kW]. */
const MOST_KW = 1_000_000;
/** The last instant of any calendar, and the first before the epoch [ms]. */
const LAST_MS = 8.64e15;

/**
 * Whoever reports may be broken. What cannot be true is left out, so that control goes on with what
 * is certain, and complained of: it never raises a limit, and never stops the controller.
 */
export class Hearing {
  readonly #model: ControlModel;
  readonly #complaints: Complaints;

  constructor(model: ControlModel, complaints: Complaints) {
    this.#model = model;
    this.#complaints = complaints;
  }

  /** What of an observation can be believed, reports on charging aside; null: nothing. */
  believed(heard: Observation): Observation | null {
    switch (heard.kind) {
      case "requestChanged":
        return this.#request(heard);
      case "preconditioningNeed":
        return this.#needed(heard);
      case "connected":
        return this.#connected(heard);
      case "siteMeasured":
        return this.#measured(heard);
      case "limitChanged":
        return this.#limits(heard);
      case "operatorOrder":
        return heard.order === "limit" ? this.#limitOrder(heard) : heard;
      case "commandResult":
        // Of an answer that says nothing, nothing is known.
        return ANSWERS.has(heard.status) ? heard : { ...heard, status: "timedOut" };
      case "planReady": {
        const flaw = planFlaw(heard.plan);
        this.#complaints.heard("planner", "plan", flaw, heard.knownAtMs);
        return flaw === null ? heard : null;
      }
      // These are judged together with their session.
      case "charging":
        return heard;
      // These have nothing in them that could not be.
      case "requestWithdrawn":
      case "vehicleArrived":
      case "disconnected":
      case "stationStatus":
      case "linkUp":
      case "linkDown":
      case "tick":
        return heard;
      // Nobody acts on these.
      case "vehicleMeasured":
      case "priceChanged":
        return heard;
    }
  }

  /** What of a report on a session can be believed. */
  charging(heard: Charging, { charge, point }: Session): ChargingHeard {
    const { pointId, knownAtMs, state } = heard;
    const { ratedKw } = this.#model.points[point]!;
    const isPower = heard.powerKw >= 0 && heard.powerKw <= 2 * ratedKw;
    const powerKw = isPower ? heard.powerKw : null;
    const reading = charge.meter.heard(heard, powerKw);
    const say = (what: string, reason: string | null): void =>
      this.#complaints.heard(pointId, what, reason, knownAtMs);
    say("powerKw", isPower ? null : `${heard.powerKw} kW at a point of ${ratedKw} kW`);
    say("energyKwh", reading.reason);
    return {
      knownAtMs,
      state,
      powerKw,
      energyKwh: reading.how === "unknown" ? null : heard.energyKwh,
      isRestarted: reading.how === "restarted",
      soc: this.#soc(heard),
    };
  }

  #request(request: RequestChanged): RequestChanged | null {
    const { vehicleId, minTargetSoc, maxTargetSoc, expectedSoc, priority, knownAtMs } = request;
    const { departureAtMs, expectedArrivalAtMs } = request;
    let flaw: string | null = null;
    if (!isSoc(minTargetSoc) || !isSoc(maxTargetSoc) || minTargetSoc > maxTargetSoc) {
      flaw = `to leave with ${minTargetSoc} to ${maxTargetSoc} of its charge`;
    } else if (expectedSoc !== null && !isSoc(expectedSoc)) {
      flaw = `expected with ${expectedSoc} of its charge`;
    } else if (!isTime(departureAtMs) || !isTime(expectedArrivalAtMs)) {
      flaw = `to come at ${expectedArrivalAtMs} and to leave at ${departureAtMs}`;
    } else if (!Number.isFinite(priority)) {
      flaw = `of priority ${priority}`;
    }
    const isOurs = this.#model.batteryOf(vehicleId) !== undefined;
    this.#complaints.heard(isOurs ? vehicleId : "presystem", "request", flaw, knownAtMs);
    return flaw === null ? request : null;
  }

  #needed(need: PreconditioningNeed): PreconditioningNeed | null {
    const { vehicleId, startAtMs, finishAtMs, powerKw, knownAtMs } = need;
    let flaw: string | null = null;
    if (!(powerKw >= 0 && powerKw <= MOST_KW)) flaw = `${powerKw} kW`;
    else if (!isTime(startAtMs) || !isTime(finishAtMs) || startAtMs > finishAtMs) {
      flaw = `from ${startAtMs} to ${finishAtMs}`;
    }
    const isOurs = this.#model.batteryOf(vehicleId) !== undefined;
    this.#complaints.heard(isOurs ? vehicleId : "presystem", "preconditioning", flaw, knownAtMs);
    return flaw === null ? need : null;
  }

  #connected(connected: Connected): Connected {
    const soc = this.#soc(connected);
    return soc === connected.soc ? connected : { ...connected, soc };
  }

  #measured(measured: SiteMeasured): SiteMeasured {
    const { nodeId, baseLoadKw, knownAtMs, quality } = measured;
    if (quality !== "good" && quality !== "estimated") return { ...measured, quality: "bad" };
    const isLoad = baseLoadKw >= 0 && baseLoadKw <= MOST_KW;
    this.#judge(nodeId, "baseLoadKw", isLoad ? null : `${baseLoadKw} kW`, knownAtMs);
    if (isLoad) return measured;
    // What is fed in is no room for others: it may end at any moment.
    return baseLoadKw < 0 && baseLoadKw >= -MOST_KW
      ? { ...measured, baseLoadKw: 0 }
      : { ...measured, baseLoadKw: 0, quality: "bad" };
  }

  #limits(changed: LimitChanged): LimitChanged | null {
    const { nodeId, contractKw, maxKw, knownAtMs } = changed;
    const areLimits = isLimit(contractKw) && isLimit(maxKw);
    const flaw = areLimits ? null : `${contractKw} kW by contract, ${maxKw} kW at most`;
    this.#judge(nodeId, "limitKw", flaw, knownAtMs);
    if (areLimits) return changed;
    if (isBelow0(contractKw) || isBelow0(maxKw)) return { ...changed, contractKw: 0, maxKw: 0 };
    return null;
  }

  #limitOrder(order: LimitOrder): LimitOrder | null {
    const { nodeId, maxKw, knownAtMs } = order;
    this.#judge(nodeId, "order", isLimit(maxKw) ? null : `${maxKw} kW at most`, knownAtMs);
    if (isLimit(maxKw)) return order;
    return isBelow0(maxKw) ? { ...order, maxKw: 0 } : null;
  }

  #soc({ pointId, soc, knownAtMs }: Connected | Charging): number | null {
    const flaw = soc === null || isSoc(soc) ? null : `${soc} of its charge`;
    const isOurs = flaw === null || this.#model.points.some((one) => one.pointId === pointId);
    if (isOurs) this.#complaints.heard(pointId, "soc", flaw, knownAtMs);
    return flaw === null ? soc : null;
  }

  /** Of a node that is none of ours nobody complains. */
  #judge(nodeId: string, what: string, flaw: string | null, atMs: number): void {
    const isOurs = flaw === null || this.#model.tree.ids.includes(nodeId);
    if (isOurs) this.#complaints.heard(nodeId, what, flaw, atMs);
  }
}

const ANSWERS: ReadonlySet<string> = new Set(["accepted", "rejected", "timedOut", "superseded"]);

function isSoc(soc: number): boolean {
  return soc >= 0 && soc <= 1;
}

function isTime(atMs: number | null): boolean {
  return atMs === null || Math.abs(atMs) <= LAST_MS;
}

/** Limits of no use are null, never infinite. */
function isLimit(kw: number | null): boolean {
  return kw === null || (kw >= 0 && kw < Infinity);
}

/** Whoever allows less than nothing allows nothing. */
function isBelow0(kw: number | null): boolean {
  return kw !== null && kw < 0;
}
