import type { TopLevelSpec } from "vega-lite";
import { theme } from "./theme.ts";
import type { Words } from "../words/en.ts";

/** A picture, and what it shows in words for those who cannot see it. */
export interface Chart {
  /** Of its files. */
  readonly name: string;
  readonly spec: TopLevelSpec;
  readonly title: string;
  readonly description: string;
}

/** As wide as all charts are, axes apart. */
export const WIDTH = 820;

/**
 * What all charts begin with: schema, look, and the numbers of a language.
 * @param legend what is different about its legends
 */
export function frame(
  { decimal, thousands }: Pick<Words, "decimal" | "thousands">,
  legend: object = {},
) {
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    width: WIDTH,
    config: {
      ...theme,
      legend: { ...theme.legend, ...legend },
      locale: {
        number: { decimal, thousands, grouping: [3], currency: ["", ""] as [string, string] },
      },
    },
  };
}
