import { InputProblem } from "../scenario/index.ts";
import { linesText, type Warnings } from "./warnings.ts";

/** Kilometres in one of each unit. */
const KM_PER = { m: 0.001, km: 1, mi: 1.609344 } as const;

/** What a file may give its distances in. */
export type Unit = keyof typeof KM_PER;

const units = Object.keys(KM_PER) as Unit[];

/** Between these is the median mean speed of buses on duty, stops and breaks counted [km/h] (estimate). */
const LEAST_KMH = 3;
const MOST_KMH = 80;
/** Between these is the median block, where nobody knows how long it takes [km] (estimate). */
const LEAST_KM = 2;
const MOST_KM = 600;
/** A bus that is faster than this on one row is none [km/h] (estimate). */
const TOO_FAST_KMH = 120;
/** One that takes so long for any way at all stands, or its distance is in another unit [km/h] (estimate). */
const TOO_SLOW_KMH = 0.1;

/** The distance of one row and what it takes. */
export interface Measure {
  readonly line: number;
  /** In whatever unit the file has. */
  readonly distance: number;
  /** null: not known. */
  readonly hours: number | null;
}

/** What is known of the unit before any row is looked at. */
export interface UnitHint {
  readonly given: Unit | null;
  readonly usual: Unit;
  /** Who says so: `its column's name`. */
  readonly usualBy: string;
}

/** The unit that was settled on. */
export interface SettledUnit {
  readonly unit: Unit;
  readonly kmPerUnit: number;
  /** How it was known, for people. */
  readonly how: string;
}

/**
 * Settles what distances are given in: as told, or the usual unit, or the only one at which
 * buses are neither slower than people nor faster than trains. SimBA documents metres, its
 * own example has kilometres in it: a wrong guess is wrong by a factor of 1000.
 * @throws InputProblem when the unit that was given, or every one, makes the median implausible
 */
export function distanceUnit(
  file: string,
  measures: readonly Measure[],
  hint: UnitHint,
  warnings: Warnings,
): SettledUnit {
  const moving = measures.filter(({ distance, hours }) => distance > 0 && hours !== 0);
  const judged = hint.given ?? hint.usual;
  if (moving.length === 0) {
    if (measures.length > 0) warnings.add("no row has a distance above 0");
    return { unit: judged, kmPerUnit: KM_PER[judged], how: `${judged}, but all of them are 0` };
  }
  const median = medianOf(moving);
  const fitting = units.filter((unit) => isPlausible(median, unit));
  const unit = fitting.includes(judged) ? judged : hint.given === null ? preferred(fitting) : null;
  if (unit === null) throw implausible(file, moving, median, judged, fitting);
  warnOfOdd(moving, KM_PER[unit], warnings);
  if (unit !== judged) {
    warnings.add(
      `distances are taken as ${unit}: ${hint.usualBy} says ${judged}, ` +
        `which would be ${medianText(median, judged)}; --distance-unit settles it`,
    );
  }
  const by =
    hint.given !== null
      ? "as --distance-unit says"
      : unit === judged
        ? `as ${hint.usualBy} says`
        : "as their size says";
  return { unit, kmPerUnit: KM_PER[unit], how: `${unit}, ${by}: ${medianText(median, unit)}` };
}

/** A median in the unit of the file, per hour or per block. */
interface Median {
  readonly value: number;
  readonly isSpeed: boolean;
}

function medianOf(moving: readonly Measure[]): Median {
  const timed = moving.filter(({ hours }) => hours !== null);
  const values =
    timed.length > 0
      ? timed.map(({ distance, hours }) => distance / (hours as number))
      : moving.map(({ distance }) => distance);
  const sorted = values.toSorted((a, b) => a - b);
  return { value: sorted[Math.floor(sorted.length / 2)]!, isSpeed: timed.length > 0 };
}

function isPlausible({ value, isSpeed }: Median, unit: Unit): boolean {
  const km = value * KM_PER[unit];
  return isSpeed ? km >= LEAST_KMH && km <= MOST_KMH : km >= LEAST_KM && km <= MOST_KM;
}

/** Miles are told from kilometres by nobody's size; kilometres are the commoner. */
function preferred(fitting: readonly Unit[]): Unit | null {
  return fitting.find((unit) => unit !== "mi") ?? fitting[0] ?? null;
}

function medianText({ value, isSpeed }: Median, unit: Unit): string {
  const km = Number((value * KM_PER[unit]).toPrecision(3));
  return `a median of ${km} ${isSpeed ? "km/h" : "km a block"}`;
}

function implausible(
  file: string,
  moving: readonly Measure[],
  median: Median,
  judged: Unit,
  fitting: readonly Unit[],
): InputProblem {
  const bounds = median.isSpeed
    ? `${LEAST_KMH} to ${MOST_KMH} km/h`
    : `${LEAST_KM} to ${MOST_KM} km`;
  const better = preferred(fitting);
  return new InputProblem({
    place: { file, line: moving[0]!.line },
    message:
      `found distances that make ${medianText(median, judged)} when taken as ${judged} ` +
      `(${linesText(moving.map(({ line }) => line))}), expected ${bounds} (an estimate)`,
    mend:
      better === null
        ? "is it the column of distances, and are the times right?"
        : `--distance-unit ${better} would make ${medianText(median, better)}`,
  });
}

function warnOfOdd(moving: readonly Measure[], kmPerUnit: number, warnings: Warnings): void {
  for (const { line, distance, hours } of moving) {
    if (hours === null) continue;
    const kmh = (distance * kmPerUnit) / hours;
    if (kmh > TOO_FAST_KMH) warnings.add(`faster than ${TOO_FAST_KMH} km/h`, line);
    if (kmh < TOO_SLOW_KMH) {
      warnings.add(`slower than ${TOO_SLOW_KMH} km/h: is that distance in another unit?`, line);
    }
  }
}
