import type { ComparedVariant, PairedDifference } from "../study/index.ts";
import { type ComparedColumn, comparedColumns } from "./comparedColumns.ts";
import { grouped } from "./grouped.ts";
import { COLUMNS } from "./row.ts";
import { signed } from "./signed.ts";
import { wrapped } from "./wrapped.ts";

/** What is left beside the figures. */
const NAME = COLUMNS - comparedColumns.reduce((sum, { width }) => sum + width, 0);
/** Of differences. */
const LABEL = 23;
/** Means that differ by less than this are the same: rounding. */
const SAME = 1e-9;

/** Means of every variant, a line each; a name that is too long stands above its line. */
export function comparedTable(variants: readonly ComparedVariant[]): string[] {
  const heads = ([0, 1] as const).map(
    (line) =>
      (line === 1 ? "mean of a night" : "").padEnd(NAME) +
      comparedColumns.map(({ head, width }) => head[line].padStart(width)).join(""),
  );
  const gaps = variants.filter(({ means }) => means.aboveSmallestPeak !== null);
  return [
    ...heads,
    ...variants.flatMap(({ name, means }) => {
      const figures = comparedColumns
        .map(({ figure, per, digits, width }) =>
          figureText(means[figure], per, digits, width - 1).padStart(width),
        )
        .join("");
      return name.length <= NAME
        ? [name.padEnd(NAME) + figures]
        : [...wrapped(name, COLUMNS), " ".repeat(NAME) + figures];
    }),
    ...(gaps.length === 0
      ? []
      : wrapped(
          "gap: peak above the smallest that perfect foresight could reach" +
            (gaps.every(({ isBoundExact }) => isBoundExact) ? "" : ", at most"),
          COLUMNS,
        )),
  ];
}

/** What a variant has more or less than the baseline, with intervals; what is the same is named last. */
export function differenceTable({ name, against }: ComparedVariant, baseline: string): string[] {
  if (against === null) return [];
  const known = comparedColumns.flatMap((column) => {
    const difference = against.differences[column.figure];
    return difference === null ? [] : [{ column, difference }];
  });
  const unlike = known.filter(({ difference }) => !isNothing(difference));
  const alike = known.filter(({ difference }) => isNothing(difference));
  const same = alike.map(({ column }) => column.label).join(", ");
  return [
    ...wrapped(`${name} against ${baseline}`, COLUMNS),
    ...unlike.map(
      ({ column, difference }) =>
        `  ${column.label.padEnd(LABEL)}${differenceText(column, difference)}`,
    ),
    ...(same === "" ? [] : indented(`the same in every night: ${same}`)),
  ];
}

function isNothing({ mean, low, high }: PairedDifference): boolean {
  return [mean, low ?? 0, high ?? 0].every((value) => Math.abs(value) < SAME);
}

/** `−664 kW  (−670 to −658)`. */
function differenceText(
  { per, digits, unit }: ComparedColumn,
  difference: PairedDifference,
): string {
  const { mean, low, high } = difference;
  // Differences are told one digit finer than what differs.
  const text = (value: number): string => signed(value / per, digits + 1);
  const told = `${text(mean).padStart(10)} ${(unit === "%" ? "points" : unit).padEnd(7)}`;
  return low === null || high === null ? told.trimEnd() : `${told}(${text(low)} to ${text(high)})`;
}

/** A figure in so many columns, with fewer digits where they are too few. */
function figureText(value: number | null, per: number, digits: number, width: number): string {
  if (value === null) return "–";
  const fitting = Array.from({ length: digits + 1 }, (_, i) =>
    grouped(value / per, digits - i).replace("-", "−"),
  ).find((text) => text.length <= width);
  return fitting ?? grouped(value / per, 0).replace("-", "−");
}

function indented(text: string): string[] {
  return wrapped(text, COLUMNS - 2).map((line) => `  ${line}`);
}
