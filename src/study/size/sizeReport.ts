import type { PointQueue } from "../../kpi/index.ts";
import type { ShareInterval } from "./wilson.ts";

/** `sizes.json`, and what `size --json` prints. Its shape is versioned. */
export interface SizeReport {
  readonly schemaVersion: 2;
  readonly kind: "size";
  /** Every one must be served; the first is the one that was asked for. */
  readonly scenarios: readonly string[];
  /** What is sized, as `--set` takes it. */
  readonly quantity: string;
  readonly unit: "kW" | "";
  /** This share of nights must be served. */
  readonly share: number;
  /** In words: `seeds 1..200`. */
  readonly varied: string;
  /** false: people stopped it. */
  readonly complete: boolean;
  /** In the order of the strategies. */
  readonly sizes: readonly SizeResult[];
  readonly bounds: SizeBounds;
  /** What the answer does not see. */
  readonly warnings: readonly string[];
  /** Nights that were simulated. */
  readonly runs: number;
  /** Had every size from 1 to the last that must be known been tried in every night; null: people stopped it. */
  readonly bruteForceRuns: number | null;
  /** Runs that failed, which is a bug; they count as nights that are not served. */
  readonly failures: readonly { readonly error: string; readonly command: string }[];
}

/** What no strategy can beat in that share of nights, whatever is sized: power of the connection. */
export interface SizeBounds {
  readonly exactMinPeakKw: number | null;
  /** null: too many nights have none. */
  readonly carriedMinPeakKw: number | null;
  /** In so many nights not every block can be driven, energy carried from stay to stay or not. */
  readonly undrivenNights: number;
  readonly kind: "exact" | "lowerBound";
  /** What plug and charge draws in the worst night [kW]. */
  readonly plugAndChargePeak15Kw: number | null;
}

/** How large it must be for one strategy. */
export interface SizeResult {
  readonly strategy: string;
  readonly quantity: string;
  /** null: not found, for `notReachable` says why or because people stopped it. */
  readonly value: number | null;
  /** Where the answer lies when it was not found: above the first, at or about the second. */
  readonly between: readonly [low: number, high: number] | null;
  /** At the answer, of the scenario that it serves least; null: there is none. */
  readonly shareServed: number | null;
  readonly nights: number;
  readonly served: number;
  /** Where the true share of nights lies: Wilson, 95 %; null: one night is no sample. */
  readonly interval: ShareInterval | null;
  /** Departures that no connection could serve, over all nights; they count as served. */
  readonly unavoidablyShort: number;
  readonly unavoidablyLate: number;
  /** Highest quarter-hour at the answer, of all nights [kW]. */
  readonly peak15Kw: number | null;
  /** Points and cabinets with a bus at the busiest moment, of all nights. */
  readonly pointsAtOnce: number | null;
  readonly cabinetsAtOnce: number | null;
  readonly marginal: Marginal | null;
  /** What limits just below the answer, the worst first. */
  readonly limitedBy: readonly Limiting[];
  /** Sizes that serve too few nights though a smaller one that was tried serves enough. */
  readonly notMonotone: readonly number[];
  /** All sizes that were found to be enough, or not to be, from small to large. */
  readonly curve: readonly SizePoint[];
  /** Why no size is enough, one reason each; empty: one is. */
  readonly notReachable: readonly string[];
}

/** What a little more or less is worth: nights served and unmet energy of all nights [kWh]. */
export interface Marginal {
  readonly step: number;
  readonly nextNights: number;
  readonly nextKwh: number;
  readonly lastNights: number;
  readonly lastKwh: number;
}

/** Why a night is not served. */
export interface Limiting {
  readonly scenario: string;
  readonly seed: number;
  /** Service day; null: the size itself was refused. */
  readonly night: string | null;
  readonly vehicles: readonly string[];
  readonly lackingKwh: number;
  /** Grid node that had nothing left, from when to when; without one or a cabinet, `from` is when the peak was. */
  readonly node: string | null;
  /** Cabinet that had nothing left, and for longer than any node. */
  readonly cabinet: string | null;
  readonly from: string | null;
  readonly to: string | null;
  /** Who waited for a point that night; null: nobody did. */
  readonly queue: PointQueue | null;
  /** Times that charging broke a limit of the grid: plug and charge keeps none. */
  readonly breaches: number;
  /** Why a scenario cannot have this size at all, or why its run failed. */
  readonly refused: string | null;
  readonly command: string;
}

/** A size that was tried: in all nights, or in the hardest until too many were not served. */
export interface SizePoint {
  readonly size: number;
  readonly isEnough: boolean;
  /** Of the scenario that it serves least; null: it was not tried in all nights. */
  readonly shareServed: number | null;
  /** Of the nights that it was tried in. */
  readonly served: number;
  readonly tried: number;
  readonly nights: number;
  /** Beyond what plug and charge would have left, of all nights and scenarios [kWh]; null: not all were simulated to their end. */
  readonly lackingKwh: number | null;
  /** The bus that lacks most in the worst night. */
  readonly worstBus: string | null;
}
