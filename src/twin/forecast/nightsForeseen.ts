import { quantile } from "../../kpi/index.ts";
import type { Forecast } from "./foreseen.ts";
import type { NightOutcome, NightRow } from "./nightRow.ts";

const MINUTE_MS = 60_000;

/** Quantiles of all nights, by nearest rank: 5, 50 and 95 of 100 are no higher. */
export type Spread<Value = number> = readonly [low: Value, middle: Value, high: Value];

/** How a stay ends in all nights. Plain JSON. */
export interface SpreadOfStay {
  readonly vehicleId: string;
  readonly departureAtMs: number | null;
  readonly socAtDeparture: Spread;
  /** From holding what it must leave with to its departure [min]; null: it is never ready. */
  readonly slackMin: Spread<number | null>;
  /** Share of nights in which it leaves short. */
  readonly shortShare: number;
}

/** How nights end. Plain JSON. */
export interface SpreadOfNights {
  readonly stays: readonly SpreadOfStay[];
  readonly peakKw: Spread;
  /** How many nights see every bus leave ready, and a limit exceeded. */
  readonly nightsAllReady: number;
  readonly nightsExceeding: number;
}

/** What a change does to a stay in the same nights. Plain JSON. */
export interface DifferenceOfStay {
  readonly vehicleId: string;
  readonly departureAtMs: number | null;
  /** After less before. */
  readonly socAtDeparture: Spread;
  /** Share of nights in which it leaves short: before, after. */
  readonly shortShare: readonly [before: number, after: number];
}

/** What came of many nights. Plain JSON. */
export interface NightsForeseen {
  readonly asked: number;
  readonly done: number;
  readonly failed: number;
  readonly asIs: SpreadOfNights;
  /** null: nothing is tried out. */
  readonly otherwise: SpreadOfNights | null;
  /** Night by night, after less before. */
  readonly differences: {
    readonly stays: readonly DifferenceOfStay[];
    readonly peakKw: Spread;
  } | null;
}

/**
 * Sums up nights; null: none is there.
 * @param rows in any order
 * @param expected names the stays
 */
export function nightsForeseen(
  { stays }: Pick<Forecast, "stays">,
  rows: readonly NightRow[],
  asked: number,
): NightsForeseen | null {
  const asIs = rows.flatMap((row) => row.asIs ?? []);
  if (asIs.length === 0) return null;
  const otherwise = rows.flatMap((row) => row.otherwise ?? []);
  const isTried = otherwise.length > 0;
  const failed = rows.length - asIs.length;
  return {
    asked,
    done: asIs.length,
    failed,
    asIs: spreadOf(stays, asIs),
    otherwise: isTried ? spreadOf(stays, otherwise) : null,
    differences: isTried ? differencesOf(stays, asIs, otherwise) : null,
  };
}

function spreadOf(stays: Forecast["stays"], nights: readonly NightOutcome[]): SpreadOfNights {
  return {
    stays: stays.map(({ vehicleId, departureAtMs }, i) => ({
      vehicleId,
      departureAtMs,
      socAtDeparture: spread(nights.map(({ socs }) => socs[i]!)),
      slackMin: slackOf(nights.map(({ slacksMs }) => slacksMs[i]!)),
      shortShare: shareOf(nights, ({ short }) => short[i]!),
    })),
    peakKw: spread(nights.map(({ peakKw }) => peakKw)),
    nightsAllReady: nights.filter(({ short }) => !short.includes(true)).length,
    nightsExceeding: nights.filter(({ isAboveLimit }) => isAboveLimit).length,
  };
}

function differencesOf(
  stays: Forecast["stays"],
  before: readonly NightOutcome[],
  after: readonly NightOutcome[],
): NightsForeseen["differences"] {
  return {
    stays: stays.map(({ vehicleId, departureAtMs }, i) => ({
      vehicleId,
      departureAtMs,
      socAtDeparture: spread(after.map(({ socs }, night) => socs[i]! - before[night]!.socs[i]!)),
      shortShare: [
        shareOf(before, ({ short }) => short[i]!),
        shareOf(after, ({ short }) => short[i]!),
      ],
    })),
    peakKw: spread(after.map(({ peakKw }, night) => peakKw - before[night]!.peakKw)),
  };
}

/** Who is never ready has less time to spare than anybody. */
function slackOf(slacksMs: readonly (number | null)[]): Spread<number | null> {
  const [low, middle, high] = spread(slacksMs.map((ms) => ms ?? -Infinity));
  return [minutesOf(low), minutesOf(middle), minutesOf(high)];
}

function minutesOf(ms: number): number | null {
  return ms === -Infinity ? null : ms / MINUTE_MS;
}

function spread(values: readonly number[]): Spread {
  return [quantile(values, 0.05)!, quantile(values, 0.5)!, quantile(values, 0.95)!];
}

function shareOf(nights: readonly NightOutcome[], is: (night: NightOutcome) => boolean): number {
  return nights.filter(is).length / nights.length;
}
