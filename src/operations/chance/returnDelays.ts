import { logNormal } from "../../engine/index.ts";
import type { LateReturn } from "../lateReturn.ts";
import type { VehiclePlan } from "../timetable.ts";
import { type ChanceDay, commonDraw } from "./chanceDay.ts";
import { streamOfStay } from "./streamOfStay.ts";

const MINUTE_MS = 60_000;

/**
 * How much later than planned buses return. That running times are log-normal is of Kieu et al.
 * (2015); the figures are an estimate, set above the delays of trips in a city's real-time feed.
 */
export interface ReturnDelaySpec {
  /** The earliest return is so long before the planned one [min]; default 2. */
  readonly earlyMin: number;
  /** Half of all returns are no later [min]; default 2.5. */
  readonly medianMin: number;
  /** 95 % of them are not, incidents and peak hours left out [min]; default 13.45. */
  readonly p95Min: number;
  /** Of all blocks, how many have an incident that comes on top; default 0.015. */
  readonly incidentShare: number;
  /** What an incident takes on average, exponential [min]; default 30. */
  readonly incidentMeanMin: number;
  /** By how much later, counted from the earliest, in peak hours; default 1.4. */
  readonly peakFactor: number;
  /** Planned returns within these, by the clock; default 06:00 to 09:00 and 15:00 to 19:00. */
  readonly peakHours: readonly { readonly from: string; readonly to: string }[];
  /** How much two blocks of one service day have in common; default 0.4. */
  readonly correlation: number;
  /** The presystem tells of a delay above this at the planned return, of no other [min]; default 5. */
  readonly announcedAboveMin: number;
}

/** Draws how late every bus is at the end of every block. */
export function returnDelays(
  spec: ReturnDelaySpec,
  seed: number,
  plans: readonly VehiclePlan[],
  day: ChanceDay,
): LateReturn[] {
  const common = commonDraw(seed, "returnDelay", day);
  return plans.flatMap((plan, bus) =>
    plan.stays.flatMap((one, stay): LateReturn[] => {
      const { arriveAtMs } = one;
      if (arriveAtMs === null) return [];
      const stream = streamOfStay(seed, "returnDelay", plan, one);
      const own = stream.normal();
      const { correlation, earlyMin, medianMin, p95Min } = spec;
      const normal = Math.sqrt(correlation) * common(arriveAtMs) + Math.sqrt(1 - correlation) * own;
      const sinceEarliestMin = logNormal(normal, earlyMin + medianMin, earlyMin + p95Min);
      const peak = isPeak(day.timeOf(arriveAtMs), spec) ? spec.peakFactor : 1;
      const hasIncident = stream.uniform() < spec.incidentShare;
      const incidentMin = hasIncident ? stream.exponential(spec.incidentMeanMin) : 0;
      const delayMs = Math.round((sinceEarliestMin * peak + incidentMin - earlyMin) * MINUTE_MS);
      const isTold = delayMs > spec.announcedAboveMin * MINUTE_MS;
      return [{ bus, stay, delayMs, knownAtMs: isTold ? arriveAtMs : null }];
    }),
  );
}

function isPeak(time: string, { peakHours }: ReturnDelaySpec): boolean {
  return peakHours.some(({ from, to }) =>
    from <= to ? from <= time && time < to : from <= time || time < to,
  );
}
