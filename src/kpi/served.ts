import { SOC_QUANTUM, type StayOutcome } from "../operations/index.ts";
import { departures, isDeparture, isLate, isShort, lateMs, missingSoc } from "./readiness.ts";
import type { RunResult } from "./runResult.ts";

/** Later by less than this is no later: what a timetable can tell [ms]. */
const TIMETABLE_QUANTUM_MS = 60_000;

/** Departures held against the same night on an unlimited connection. */
export interface Served {
  /** No shorter and no later than there. */
  readonly served: number;
  /** Late, but no later than there. */
  readonly unavoidablyLate: number;
  /** Short, but no shorter than there. */
  readonly unavoidablyShort: number;
}

/**
 * Judges departures by what the connection could change: a bus that plug and charge without any
 * limit would have sent out as short or as late is not the charge management's fault.
 * @param unlimited the same stays on an unlimited connection under plug and charge
 */
export function served(run: RunResult, unlimited: RunResult): Served {
  const left = judgedAgainst(run, unlimited);
  return {
    served: left.filter(isServed).length,
    unavoidablyLate: left.filter(({ late, lateThere }) => late && lateThere).length,
    unavoidablyShort: left.filter(({ short, shortThere }) => short && shortThere).length,
  };
}

/** Departures that the connection has made shorter or later, and what each lacks for that [kWh]. */
export function unserved(
  run: RunResult,
  unlimited: RunResult,
): readonly { readonly stay: StayOutcome; readonly lackingKwh: number }[] {
  return judgedAgainst(run, unlimited)
    .filter((departure) => !isServed(departure))
    .map(({ stay, other }) => ({
      stay,
      lackingKwh: Math.max(0, stay.unmetKwh - (other?.unmetKwh ?? 0)),
    }));
}

/**
 * Tells of stays, one by one, whether they are among the unserved: enough to know of a run that is not over.
 * @param unlimited the same stays on an unlimited connection under plug and charge
 */
export function isUnserved(unlimited: RunResult): (stay: StayOutcome) => boolean {
  const judge = judgeBy(unlimited);
  return (stay) => isDeparture(stay, unlimited.window) && !isServed(judge(stay));
}

/** A departure, and whether the one on an unlimited connection excuses it. */
interface JudgedDeparture {
  readonly stay: StayOutcome;
  readonly other: StayOutcome | undefined;
  readonly short: boolean;
  readonly late: boolean;
  readonly shortThere: boolean;
  readonly lateThere: boolean;
}

function judgedAgainst(run: RunResult, unlimited: RunResult): JudgedDeparture[] {
  return departures(run).map(judgeBy(unlimited));
}

function judgeBy(unlimited: RunResult): (stay: StayOutcome) => JudgedDeparture {
  const others = new Map(unlimited.stays.map((stay) => [keyOf(stay), stay]));
  return (stay) => {
    const other = others.get(keyOf(stay));
    return {
      stay,
      other,
      short: isShort(stay),
      late: isLate(stay),
      shortThere: other !== undefined && isNoShorter(stay, other),
      lateThere: other !== undefined && isNoLater(stay, other),
    };
  };
}

function isServed({ short, shortThere, late, lateThere }: JudgedDeparture): boolean {
  return (!short || shortThere) && (!late || lateThere);
}

function isNoShorter(stay: StayOutcome, unlimited: StayOutcome): boolean {
  return isShort(unlimited) && missingSoc(stay) <= missingSoc(unlimited) + SOC_QUANTUM;
}

function isNoLater(stay: StayOutcome, unlimited: StayOutcome): boolean {
  return lateMs(unlimited) > 0 && lateMs(stay) <= lateMs(unlimited) + TIMETABLE_QUANTUM_MS;
}

/** A bus leaves once at a time, and in both worlds by the same plan. */
function keyOf({ vehicleId, plannedDepartureAtMs }: StayOutcome): string {
  return `${plannedDepartureAtMs} ${vehicleId}`;
}
