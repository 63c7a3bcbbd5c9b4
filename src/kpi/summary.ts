import type { Verdict } from "./assertion/verdict.ts";
import { energy } from "./energy.ts";
import { limitBreaches } from "./limitBreaches.ts";
import type { PeakBounds } from "./peakBounds.ts";
import { peak15 } from "./peak15.ts";
import { readiness } from "./readiness.ts";
import type { RunResult } from "./runResult.ts";

/** How instants are written: in the depot's zone, and by the day people count them to. */
export interface Calendar {
  /** ISO 8601 with offset. */
  iso(atMs: number): string;
  /** The service day an instant belongs to, `2026-03-02`. */
  serviceDay(atMs: number): string;
}

/** What the summary says of the scenario. */
export interface RunFacts {
  readonly name: string;
  readonly strategy: string;
  readonly target: string;
  readonly seed: number;
  /** Highest quarter-hour under plug and charge without any limit [kW]; null: not computed. */
  readonly plugAndChargePeak15Kw: number | null;
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
  };
  readonly departures: {
    readonly total: number;
    readonly late: number;
    readonly short: number;
  };
  readonly energy: {
    readonly gridKwh: number;
    readonly batteryKwh: number;
    readonly lossKwh: number;
    readonly baseLoadKwh: number;
    readonly unmetKwh: number;
    readonly deficitKwh: number;
  };
  readonly bounds: { readonly plugAndChargePeak15Kw: number | null } & PeakBounds;
  readonly limits: {
    readonly contractBreaches: number;
    readonly maxBreaches: number;
    readonly breachesByBaseLoad: number;
  };
  /** What went wrong; null: it did not happen, or was not over when the run was. */
  readonly incidents: readonly {
    readonly name: string;
    readonly kind: string;
    readonly where: string;
    readonly from: string | null;
    readonly to: string | null;
  }[];
  /** What was to hold, and whether it does. */
  readonly assertions: readonly Verdict[];
  /** Hash of the whole result. */
  readonly digest: string;
}

/** Judges a run. Figures are rounded to a millionth, the only place where they are. */
export function summarise(run: RunResult, calendar: Calendar, facts: RunFacts): Summary {
  const connection = run.nodes[0]!;
  const peak = peak15(run);
  const { name, strategy, target, seed, digest } = facts;
  return {
    schemaVersion: 1,
    name,
    strategy,
    target,
    seed,
    complete: run.complete,
    from: calendar.iso(run.window.fromMs),
    to: calendar.iso(Math.min(run.window.toMs, run.untilMs)),
    site: {
      peak15Kw: rounded(peak?.meanKw ?? 0),
      peak15At: peak === null ? null : calendar.iso(peak.atMs),
      peak15ServiceDay: peak === null ? null : calendar.serviceDay(peak.atMs),
      maxKw: rounded(connection.highestKw),
    },
    departures: readiness(run),
    energy: mapValues(energy(run), rounded),
    bounds: {
      plugAndChargePeak15Kw:
        facts.plugAndChargePeak15Kw === null ? null : rounded(facts.plugAndChargePeak15Kw),
      ...facts.smallestPeaks,
      exactMinPeakKw: roundedOrNull(facts.smallestPeaks.exactMinPeakKw),
      carriedMinPeakKw: roundedOrNull(facts.smallestPeaks.carriedMinPeakKw),
    },
    limits: limitBreaches(run),
    incidents: run.incidents.map(({ name, kind, where, fromMs, toMs }) => ({
      name,
      kind,
      where,
      from: fromMs === null ? null : calendar.iso(fromMs),
      to: toMs === null ? null : calendar.iso(toMs),
    })),
    assertions: [],
    digest,
  };
}

function rounded(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}

function roundedOrNull(value: number | null): number | null {
  return value === null ? null : rounded(value);
}

function mapValues<T extends object>(values: T, change: (value: number) => number): T {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, change(value as number)]),
  ) as T;
}
