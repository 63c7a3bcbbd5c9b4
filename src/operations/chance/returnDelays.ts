import { logNormal, type RandomStream } from "../../engine/index.ts";
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

/** What is known of a delay that is not over [ms]: it is not below the one, nor above the other. */
export interface DelaySpan {
  readonly leastMs: number;
  readonly mostMs: number;
}

const ANY_DELAY: DelaySpan = { leastMs: -Infinity, mostMs: Infinity };
/** A delay that is not found in a span by then is hardly ever in it. */
const MOST_DRAWS = 1000;

/**
 * Draws how late every bus is at the end of every block.
 * @param spanOf what is known of it; the draw is one of those that can still be
 */
export function returnDelays(
  spec: ReturnDelaySpec,
  seed: number,
  plans: readonly VehiclePlan[],
  day: ChanceDay,
  spanOf: (bus: number, stay: number) => DelaySpan = () => ANY_DELAY,
): LateReturn[] {
  const common = commonDraw(seed, "returnDelay", day);
  return plans.flatMap((plan, bus) =>
    plan.stays.flatMap((one, stay): LateReturn[] => {
      const { arriveAtMs } = one;
      if (arriveAtMs === null) return [];
      const stream = streamOfStay(seed, "returnDelay", plan, one);
      const peak = isPeak(day.timeOf(arriveAtMs), spec) ? spec.peakFactor : 1;
      const { leastMs, mostMs } = spanOf(bus, stay);
      let delayMs = drawnMs(spec, stream, common(arriveAtMs), peak);
      for (let i = 1; i < MOST_DRAWS && (delayMs < leastMs || delayMs > mostMs); i++) {
        delayMs = drawnMs(spec, stream, common(arriveAtMs), peak);
      }
      delayMs = Math.max(leastMs, Math.min(mostMs, delayMs));
      const isTold = delayMs > spec.announcedAboveMin * MINUTE_MS;
      return [{ bus, stay, delayMs, knownAtMs: isTold ? arriveAtMs : null }];
    }),
  );
}

function drawnMs(
  spec: ReturnDelaySpec,
  stream: RandomStream,
  common: number,
  peak: number,
): number {
  const { correlation, earlyMin, medianMin, p95Min } = spec;
  const own = stream.normal();
  const normal = Math.sqrt(correlation) * common + Math.sqrt(1 - correlation) * own;
  const sinceEarliestMin = logNormal(normal, earlyMin + medianMin, earlyMin + p95Min);
  const hasIncident = stream.uniform() < spec.incidentShare;
  const incidentMin = hasIncident ? stream.exponential(spec.incidentMeanMin) : 0;
  return Math.round((sinceEarliestMin * peak + incidentMin - earlyMin) * MINUTE_MS);
}

function isPeak(time: string, { peakHours }: ReturnDelaySpec): boolean {
  return peakHours.some(({ from, to }) =>
    from <= to ? from <= time && time < to : from <= time || time < to,
  );
}
