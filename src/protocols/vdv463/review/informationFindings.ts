import type { ChargingInformation, ChargingPointInfo } from "../model/chargingInformation.ts";
import type { ChargingProcessInfo } from "../model/chargingProcessInfo.ts";
import type { Instant } from "../model/instant.ts";
import type { Finding } from "./finding.ts";
import { reachableStatuses } from "./reachableStatuses.ts";

/** So long a process may be charging without power before it is told. */
const POWERLESS_MS = 60_000;
/** Of power, against current times voltage. */
const POWER_TOLERANCE = 0.1;
/** More is taken for seconds. Estimate. */
const LONGEST_PRECONDITIONING_MIN = 240;

interface PointBefore {
  readonly meterWh: number | null;
  readonly running: ChargingProcessInfo | null;
  /** Since when it has been charging without power; null: it has not. */
  readonly powerlessSinceMs: Instant | null;
}

/** Looks through what one charge management tells, message by message. */
export class InformationFindings {
  readonly #points = new Map<string, PointBefore>();

  look({ depotInfoList }: ChargingInformation, atMs: Instant): Finding[] {
    return depotInfoList
      .flatMap((depot) => depot.chargingStationInfoList)
      .flatMap((station) => station.chargingPointInfoList)
      .flatMap((point) => this.#point(point, atMs));
  }

  #point(point: ChargingPointInfo, atMs: Instant): Finding[] {
    const { chargingPointId, chargingProcessInfo: running = null, energyMeterReading } = point;
    const before = this.#points.get(chargingPointId);
    const meterWh = energyMeterReading ?? null;
    const isPowerless =
      running?.processStatus === "Charging" && running.electricData.chargingPower === 0;
    const powerlessSinceMs = isPowerless ? (before?.powerlessSinceMs ?? atMs) : null;
    this.#points.set(chargingPointId, {
      meterWh: meterWh ?? before?.meterWh ?? null,
      running,
      powerlessSinceMs,
    });
    const found = [...pointDoubts(point), ...(running === null ? [] : processDoubts(running))];
    if (before !== undefined) found.push(...changeDoubts(before, running, meterWh));
    if (powerlessSinceMs !== null && atMs - powerlessSinceMs > POWERLESS_MS) {
      found.push(["charging without power", "charging with 0 kW for more than a minute"]);
    }
    return found.map(([rule, text]) => ({
      severity: "warning",
      rule,
      text: `${chargingPointId}: ${text}`,
    }));
  }
}

type Doubt = readonly [rule: string, text: string];

function pointDoubts(point: ChargingPointInfo): Doubt[] {
  const { chargingPointStatus: status, chargingProcessInfo: running, vehicleInfo } = point;
  const doubts: Doubt[] = [];
  if (status === "Available" && running !== undefined) {
    doubts.push(["available with a process", `${running.chargingProcessId} runs there`]);
  }
  if (status === "Faulted" && point.chargingPointFaultInfo === undefined) {
    doubts.push(["faulted without a fault", "it does not say what the fault is"]);
  }
  if (running?.processStatus === "Charging" && vehicleInfo === undefined) {
    doubts.push(["charging without a vehicle", "it does not say which vehicle is charged"]);
  }
  const times = [
    vehicleInfo?.preconditioningInfo.hvBatteryPreconditioningTime,
    vehicleInfo?.preconditioningInfo.vehiclePreconditioningTime,
  ];
  for (const min of times) {
    if (min === undefined || min <= LONGEST_PRECONDITIONING_MIN) continue;
    doubts.push(["unit mix-up", `${min} minutes of preconditioning; are these seconds?`]);
  }
  return doubts;
}

function processDoubts({ electricData }: ChargingProcessInfo): Doubt[] {
  const { chargingPower: kw, chargingCurrent: amperes, chargingVoltage: volts } = electricData;
  if (kw === undefined || amperes === undefined || volts === undefined) return [];
  const productKw = (amperes * volts) / 1000;
  if (Math.abs(kw - productKw) <= POWER_TOLERANCE * Math.max(kw, productKw)) return [];
  const product = `${amperes} A at ${volts} V are ${productKw.toFixed(1)} kW`;
  return [["power is not current times voltage", `${kw} kW, but ${product}`]];
}

function changeDoubts(
  before: PointBefore,
  running: ChargingProcessInfo | null,
  meterWh: number | null,
): Doubt[] {
  const doubts: Doubt[] = [];
  if (meterWh !== null && before.meterWh !== null && meterWh < before.meterWh) {
    doubts.push(["meter runs backwards", `from ${before.meterWh} to ${meterWh} Wh`]);
  }
  const old = before.running;
  if (running === null || running.chargingProcessId !== old?.chargingProcessId) return doubts;
  const [fromWh, toWh] = [old.deliveredEnergy, running.deliveredEnergy];
  if (fromWh !== undefined && toWh !== undefined && toWh < fromWh) {
    doubts.push(["delivered energy shrinks", `from ${fromWh} to ${toWh} Wh`]);
  }
  if (!reachableStatuses(old.processStatus).has(running.processStatus)) {
    const text = `from ${old.processStatus} to ${running.processStatus}`;
    doubts.push(["process goes where it cannot", text]);
  }
  return doubts;
}
