import { type Calendar, peak15, quarterHours } from "../kpi/index.ts";
import { prepareScenario, type Scenario } from "../scenario/index.ts";
import { Simulation } from "../simulation/index.ts";
import { filesOf } from "./keptFiles.ts";
import type { Variant } from "./variant.ts";

const HOUR_MS = 3_600_000;
/** What is shown of a longer period, and how much of it lies before the peak. */
const SHOWN_MS = 24 * HOUR_MS;
const BEFORE_MS = 12 * HOUR_MS;
/** A period up to this is shown whole. */
const WHOLE_MS = 36 * HOUR_MS;

/** The connection of one variant in one night. */
export interface NightPower {
  readonly name: string;
  readonly quarterHours: readonly {
    readonly atMs: number;
    readonly meanKw: number;
    readonly baseLoadKw: number;
    /** Infinity: none. */
    readonly contractKw: number;
    readonly maxKw: number;
  }[];
  /** Start of the highest; null: there is none. */
  readonly peakAtMs: number | null;
}

/** One night under several variants. */
export interface ShownNight {
  readonly seed: number;
  readonly fromMs: number;
  readonly toMs: number;
  /** Of the one that it is shown around. */
  readonly calendar: Calendar;
  readonly timezone: string;
  readonly serviceDayStartsAt: string;
  readonly variants: readonly NightPower[];
}

/**
 * Simulates one night under each variant; of long periods it shows 24 hours around the peak of one of them.
 * @param around which one that is
 */
export async function shownNight(
  named: readonly { readonly name: string; readonly variant: Variant }[],
  seed: number,
  around: number,
): Promise<ShownNight> {
  const loaded = await Promise.all(
    named.map(async ({ variant: { files, path, settings } }) =>
      (await prepareScenario(filesOf(files), path, settings)).withSeed(seed),
    ),
  );
  const all = loaded.map(({ scenario }, i) => powerOf(named[i]!.name, scenario));
  const { window } = loaded[around]!.scenario;
  const peakAtMs = all[around]!.peakAtMs ?? window.fromMs;
  const isWhole = window.toMs - window.fromMs <= WHOLE_MS;
  const latestMs = window.toMs - SHOWN_MS;
  const fromMs = isWhole
    ? window.fromMs
    : Math.max(window.fromMs, Math.min(latestMs, peakAtMs - BEFORE_MS));
  const toMs = isWhole ? window.toMs : fromMs + SHOWN_MS;
  return {
    seed,
    fromMs,
    toMs,
    calendar: loaded[around]!.calendar,
    timezone: loaded[around]!.resolved.timezone,
    serviceDayStartsAt: loaded[around]!.resolved.operations.serviceDayStartsAt,
    variants: all.map(({ name, quarterHours: list, peakAtMs }) => ({
      name,
      quarterHours: list.filter(({ atMs }) => atMs >= fromMs && atMs < toMs),
      peakAtMs,
    })),
  };
}

function powerOf(name: string, scenario: Scenario): NightPower {
  const result = new Simulation(scenario).run();
  const node = result.nodes[0]!;
  return {
    name,
    quarterHours: quarterHours(result, node).map((quarter) => ({
      ...quarter,
      contractKw: node.contractKw.at(quarter.atMs),
      maxKw: node.maxKw.at(quarter.atMs),
    })),
    peakAtMs: peak15(result)?.atMs ?? null,
  };
}
