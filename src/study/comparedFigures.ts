import type { RunRow } from "./runRow.ts";

/** What is compared of a night; null where it is not known. */
export const comparedFigures = {
  /** Highest quarter-hour of the connection. */
  peak15Kw: (row) => figure(row, "site.peak15Kw"),
  /** That above the smallest peak of perfect foresight, as a share of it. */
  aboveSmallestPeak: (row) => known(row, "bounds.aboveExactMinPeak"),
  /** Buses that left below their target. */
  short: (row) => figure(row, "departures.short"),
  /** Share of departures no shorter and no later than on an unlimited connection. */
  servedShare: (row) => {
    const served = known(row, "departures.served");
    const all = figure(row, "departures.total") + figure(row, "departures.notLeft");
    return served === null || all === 0 ? null : served / all;
  },
  /** Buses that were not served, or where nobody knows what could be: short, late or still there, at most. */
  unserved: (row) => unservedIn(row),
  /** What departing buses were short of their targets. */
  unmetKwh: (row) => figure(row, "energy.unmetKwh"),
  /** Buses that left after their time. */
  late: (row) => figure(row, "departures.late"),
  /** State of charge at departure, 5 % quantile. */
  socP5: (row) => known(row, "departures.socAtDeparture.p5"),
  /** The least that a bus had beyond what it must leave with; below 0: so much it was short. */
  leastSlackSoc: (row) => known(row, "departures.leastSlackSoc"),
  gridKwh: (row) => figure(row, "energy.gridKwh"),
  lossKwh: (row) => figure(row, "energy.lossKwh"),
  /** Of limits of the grid, by charging. */
  breaches: (row) => figure(row, "limits.contractBreaches") + figure(row, "limits.maxBreaches"),
} as const satisfies Readonly<Record<string, (row: RunRow) => number | null>>;

export type ComparedFigure = keyof typeof comparedFigures;

/** The figures of one night, and what its judgement needs besides. */
export type NightFigures = Readonly<Record<ComparedFigure, number | null>> & {
  readonly seed: number;
  readonly command: string;
  readonly peak15Kw: number;
  readonly unserved: number;
  /** When that was, local time. */
  readonly peak15At: string | null;
  /** Whether the smallest peak is one that some strategy could reach. */
  readonly isBoundExact: boolean;
};

/** What a row says of its night. @throws Error where a figure is missing */
export function nightFigures(row: RunRow): NightFigures {
  const figures = mapped((of) => of(row));
  const at = row["site.peak15At"];
  return {
    ...figures,
    seed: row.seed,
    command: row.command,
    peak15Kw: figure(row, "site.peak15Kw"),
    peak15At: typeof at === "string" ? at : null,
    unserved: unservedIn(row),
    isBoundExact: row["bounds.kind"] === "exact",
  };
}

/** Every figure made into something. */
export function mapped<T>(
  make: (of: (row: RunRow) => number | null, name: ComparedFigure) => T,
): Record<ComparedFigure, T> {
  const entries = Object.entries(comparedFigures) as [ComparedFigure, (row: RunRow) => number][];
  return Object.fromEntries(entries.map(([name, of]) => [name, make(of, name)])) as Record<
    ComparedFigure,
    T
  >;
}

function unservedIn(row: RunRow): number {
  const notLeft = figure(row, "departures.notLeft");
  const served = known(row, "departures.served");
  if (served !== null) return figure(row, "departures.total") + notLeft - served;
  return figure(row, "departures.short") + figure(row, "departures.late") + notLeft;
}

/** null where nobody could know it, or nobody left. */
function known(row: RunRow, name: string): number | null {
  const cell = row[name];
  return typeof cell === "number" ? cell : null;
}

/** @throws Error where a summary has no such figure any more */
function figure(row: RunRow, name: string): number {
  const cell = row[name];
  if (typeof cell !== "number") throw new Error(`run ${row.run} has no figure ${name}`);
  return cell;
}
