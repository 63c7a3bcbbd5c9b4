import type { ComparedVariant } from "../study/index.ts";
import { comparedColumns } from "./comparedColumns.ts";
import { grouped } from "./grouped.ts";
import { COLUMNS } from "./row.ts";
import { wrapped } from "./wrapped.ts";

/** What is left beside the figures. */
const NAME = COLUMNS - comparedColumns.reduce((sum, { width }) => sum + width, 0);
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

/** A figure in so many columns, with fewer digits where they are too few. */
function figureText(value: number | null, per: number, digits: number, width: number): string {
  if (value === null) return "–";
  const fitting = Array.from({ length: digits + 1 }, (_, i) =>
    grouped(value / per, digits - i).replace("-", "−"),
  ).find((text) => text.length <= width);
  return fitting ?? grouped(value / per, 0).replace("-", "−");
}
