import type { ComparedFigure } from "../study/index.ts";

/** How a figure is shown. */
export interface ComparedColumn {
  readonly figure: ComparedFigure;
  /** Above a column in a terminal, in two lines. */
  readonly head: readonly [string, string];
  readonly width: number;
  /** In a row of its own. */
  readonly label: string;
  readonly unit: string;
  /** What one of the unit is, in that of the summary. */
  readonly per: number;
  readonly digits: number;
}

/** All that is shown, in order. With a name of 21 they fill 80 columns. */
export const comparedColumns: readonly ComparedColumn[] = [
  column("peak15Kw", ["peak", "kW"], 7, "peak", "kW", 1, 0),
  column("aboveSmallestPeak", ["gap", "%"], 5, "gap to smallest peak", "%", 0.01, 0),
  column("short", ["short", "buses"], 6, "short", "buses", 1, 1),
  column("servedShare", ["served", "%"], 7, "served", "%", 0.01, 1),
  column("unmetKwh", ["unmet", "kWh"], 7, "unmet", "kWh", 1, 1),
  column("late", ["late", ""], 5, "late", "buses", 1, 1),
  column("socP5", ["soc", "p5 %"], 6, "soc at departure, p5", "%", 0.01, 1),
  column("gridKwh", ["grid", "MWh"], 6, "energy from the grid", "MWh", 1000, 2),
  column("lossKwh", ["loss", "MWh"], 5, "lost in charging", "MWh", 1000, 2),
  column("breaches", ["over", "lim."], 5, "limits broken", "times", 1, 1),
];

function column(
  figure: ComparedFigure,
  head: readonly [string, string],
  width: number,
  label: string,
  unit: string,
  per: number,
  digits: number,
): ComparedColumn {
  return { figure, head, width, label, unit, per, digits };
}
