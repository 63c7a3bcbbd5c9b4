import type { Verdict } from "./assertion/verdict.ts";
import { type AnchorGaps, anchorGaps } from "./anchorGaps.ts";
import type { Calendar } from "./calendar.ts";
import { type Day, days } from "./days.ts";
import { type Deficits, deficits } from "./deficits.ts";
import { type Energy, energy } from "./energy.ts";
import { type Lateness, lateness } from "./lateness.ts";
import { leastSlackSoc } from "./leastSlackSoc.ts";
import { type Incident, incidents } from "./incidents.ts";
import { type LimitBreaches, limitBreaches } from "./limitBreaches.ts";
import { type LoadShape, loadShape } from "./loadShape.ts";
import { type Month, months } from "./months.ts";
import type { PeakBounds } from "./peakBounds.ts";
import { peak15 } from "./peak15.ts";
import { type PointUse, pointUse } from "./pointUse.ts";
import { type Queueing, queueing } from "./queueing.ts";
import { type Readiness, readiness } from "./readiness.ts";
import { rounded } from "./rounded.ts";
import type { RunResult } from "./runResult.ts";
import { type Served, served } from "./served.ts";
import { type SocAtDeparture, socAtDeparture } from "./socAtDeparture.ts";

/** Where nothing is known to hold departures against. */
const UNJUDGED = { served: null, unavoidablyLate: null, unavoidablyShort: null } as const;

/** What the summary says of the scenario. */
export interface RunFacts {
  readonly name: string;
  readonly strategy: string;
  readonly target: string;
  readonly seed: number;
  /** The same nights under plug and charge without any limit; null: not computed, or not to the end. */
  readonly plugAndCharge: RunResult | null;
  readonly smallestPeaks: PeakBounds;
  readonly digest: string;
}

/** `summary.json`, and what `run --json` prints. Its shape is versioned. */
export interface Summary {
  readonly schemaVersion: 1;
  readonly name: string;
  readonly strategy: string;
  readonly target: string;
  readonly seed: number;
  readonly complete: boolean;
  readonly from: string;
  readonly to: string;
  readonly site: {
    readonly peak15Kw: number;
    /** Start of the quarter-hour. */
    readonly peak15At: string | null;
    readonly peak15ServiceDay: string | null;
    /** Highest instantaneous power. */
    readonly maxKw: number;
    readonly days: readonly Day[];
    readonly months: readonly Month[];
  } & LoadShape;
  readonly departures: Readiness &
    Lateness & {
      readonly [K in keyof Served]: Served[K] | null;
    } & {
      readonly socAtDeparture: SocAtDeparture | null;
      /** Beyond what a bus must leave with; below 0: one was short. */
      readonly leastSlackSoc: number | null;
    };
  readonly energy: Energy;
  readonly deficits: Deficits;
  readonly points: PointUse;
  readonly queue: Queueing;
  readonly bounds: { readonly plugAndChargePeak15Kw: number | null } & PeakBounds & AnchorGaps;
  readonly limits: LimitBreaches;
  /** What went wrong. */
  readonly incidents: readonly Incident[];
  /** What was to hold, and whether it does. */
  readonly assertions: readonly Verdict[];
  /** Hash of the whole result. */
  readonly digest: string;
}

/** Judges a run. Figures are rounded to a millionth, the only place where they are. */
export function summarise(run: RunResult, calendar: Calendar, facts: RunFacts): Summary {
  const peak = peak15(run);
  const { name, strategy, target, seed, digest, plugAndCharge, smallestPeaks } = facts;
  const peak15Kw = peak?.meanKw ?? 0;
  const plugAndChargePeak15Kw =
    plugAndCharge === null ? null : (peak15(plugAndCharge)?.meanKw ?? 0);
  const used = energy(run);
  return {
    schemaVersion: 1,
    name,
    strategy,
    target,
    seed,
    complete: run.complete,
    from: calendar.iso(run.window.fromMs),
    to: calendar.iso(Math.min(run.window.toMs, run.untilMs)),
    site: rounded({
      peak15Kw,
      peak15At: peak === null ? null : calendar.iso(peak.atMs),
      peak15ServiceDay: peak === null ? null : calendar.serviceDay(peak.atMs),
      maxKw: run.nodes[0]!.highestKw,
      ...loadShape(run, calendar, peak15Kw, used.gridKwh),
      days: days(run, calendar),
      months: months(run, calendar),
    }),
    departures: rounded({
      ...readiness(run),
      ...(plugAndCharge === null ? UNJUDGED : served(run, plugAndCharge)),
      ...lateness(run),
      socAtDeparture: socAtDeparture(run),
      leastSlackSoc: leastSlackSoc(run),
    }),
    energy: rounded(used),
    deficits: rounded(deficits(run)),
    points: rounded(pointUse(run)),
    queue: rounded(queueing(run)),
    bounds: rounded({
      plugAndChargePeak15Kw,
      ...smallestPeaks,
      ...anchorGaps(peak15Kw, plugAndChargePeak15Kw, smallestPeaks),
    }),
    limits: rounded(limitBreaches(run)),
    incidents: incidents(run, calendar),
    assertions: [],
    digest,
  };
}
