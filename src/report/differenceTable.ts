import type { ComparedVariant, ComparisonSummary, PairedDifference } from "../study/index.ts";
import { type ComparedColumn, comparedColumns } from "./comparedColumns.ts";
import { grouped } from "./grouped.ts";
import { COLUMNS } from "./row.ts";
import { signed } from "./signed.ts";
import { wrapped } from "./wrapped.ts";

/** Width of labels. */
const LABEL = 23;
/** Means that differ by less than this are the same: rounding. */
const SAME = 1e-9;

/** What a variant has more or less than the baseline, with intervals; what is the same is named last. */
export function differenceTable(
  { name, against }: ComparedVariant,
  { baseline, nights }: Pick<ComparisonSummary, "baseline" | "nights">,
): string[] {
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
    `  beats it in ${grouped(against.beats, 0)} of ${grouped(nights, 0)} ${nights === 1 ? "night" : "nights"}, is beaten in ${grouped(against.beaten, 0)}`,
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

function indented(text: string): string[] {
  return wrapped(text, COLUMNS - 2).map((line) => `  ${line}`);
}
