import type { RecordedStay } from "../record/index.ts";
import { kw, kwh } from "./kw.ts";
import { clockAt, timeAt } from "./timeLabel.ts";
import { connectionOf } from "./shownSpan.ts";
import type { Told } from "./told.ts";

const QUARTER_HOUR_MS = 900_000;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** From arrival to plug-in this is a reason. */
const LONG_WAIT_MS = 30 * MINUTE_MS;
/** At this share of its limit the connection is full: laws round down. */
const FULL = 0.98;
/** Less than this is rounding [kWh]. */
const ROUNDING_KWH = 0.05;

/** Why a bus left short or late, as far as the records tell; what plans foresaw comes first. */
export function whyWrong(told: Told, stay: RecordedStay): string[] {
  const { words } = told;
  const { arrivedAtMs, plannedDepartureAtMs, deficitKwh } = stay;
  const reasons = [...foreseen(told, stay)];
  if (stay.late && arrivedAtMs !== null && arrivedAtMs > (plannedDepartureAtMs ?? Infinity)) {
    reasons.push(words.lateBack);
  }
  if (deficitKwh >= ROUNDING_KWH) reasons.push(words.emptyBack(kwh(deficitKwh, words)));
  if (stay.pointId === null) reasons.push(words.noPoint);
  reasons.push(...waits(told, stay));
  if (stay.short) {
    if (isBeyondPoint(told, stay)) reasons.push(words.fullPower);
    else reasons.push(...siteFull(told, stay));
  }
  return reasons.length === 0 ? [words.noReason] : reasons;
}

/** What kept a bus from its point; the sum of all where no part of it is long by itself. */
function waits({ words }: Told, stay: RecordedStay): string[] {
  const { arrivedAtMs, pluggedInAtMs, queuedMs, serviceMs, serviceWaitMs } = stay;
  const servedMs = serviceMs + serviceWaitMs;
  const parts = [
    ...(servedMs >= LONG_WAIT_MS ? [words.served(duration(servedMs))] : []),
    ...((queuedMs ?? 0) >= LONG_WAIT_MS ? [words.queued(duration(queuedMs ?? 0))] : []),
  ];
  const allMs = pluggedInAtMs === null ? 0 : pluggedInAtMs - (arrivedAtMs ?? pluggedInAtMs);
  return parts.length > 0 || allMs < LONG_WAIT_MS ? parts : [words.waited(duration(allMs))];
}

/** `3 h 15 min`, in any language. */
export function duration(ms: number): string {
  const minutes = Math.round(ms / MINUTE_MS);
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return `${rest} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}

function foreseen(told: Told, { vehicleId, plannedDepartureAtMs }: RecordedStay): string[] {
  const { words, record } = told;
  const found = record.depot.foreseenShort.find(
    (each) =>
      each.vehicleId === vehicleId &&
      Math.abs(each.plannedDepartureAtMs - (plannedDepartureAtMs ?? 0)) < 1000,
  );
  if (found === undefined || found.nodeId === null) return [];
  const { nodeId, isCabinet, fromMs, toMs, moreKw } = found;
  const at = (atMs: number): string =>
    toMs - fromMs > DAY_MS ? timeAt(told, atMs) : clockAt(told, atMs);
  const full = words.foreseenFull(nodeId, at(fromMs), at(toMs));
  if (moreKw === null) return [full];
  if (moreKw === "never") return [`${full}; ${words.foreseenNever}`];
  // Rounded up, so that what is said would do.
  return [`${full}; ${words.foreseenMore(kw(Math.ceil(moreKw * 10) / 10, words), isCabinet)}`];
}

/** Whether its point, at full power for all of the stay, could not have given enough. */
function isBeyondPoint({ record }: Told, stay: RecordedStay): boolean {
  const { pointId, pluggedInAtMs, unpluggedAtMs, batteryKwh, unmetKwh } = stay;
  const point = record.depot.points.find(({ id }) => id === pointId);
  if (point === undefined || pluggedInAtMs === null || unpluggedAtMs === null) return false;
  return (point.ratedKw * (unpluggedAtMs - pluggedInAtMs)) / HOUR_MS < batteryKwh + unmetKwh;
}

/** How long the connection was full while the bus stood at its point, where that is on record. */
function siteFull(
  { record, words }: Told,
  { pluggedInAtMs, unpluggedAtMs }: RecordedStay,
): string[] {
  if (pluggedInAtMs === null || unpluggedAtMs === null) return [];
  let fullMs = 0;
  let stayMs = 0;
  for (const { atMs, meanKw, contractKw, maxKw } of connectionOf(record)) {
    const overlapMs =
      Math.min(unpluggedAtMs, atMs + QUARTER_HOUR_MS) - Math.max(pluggedInAtMs, atMs);
    if (overlapMs <= 0) continue;
    stayMs += overlapMs;
    if (meanKw >= FULL * Math.min(contractKw, maxKw)) fullMs += overlapMs;
  }
  return fullMs < MINUTE_MS ? [] : [words.siteFull(duration(fullMs), duration(stayMs))];
}
