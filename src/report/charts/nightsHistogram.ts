import type { ComparedVariant, ComparisonSummary } from "../../study/index.ts";
import type { Words } from "../words/en.ts";
import { type Chart, frame } from "./chart.ts";
import { colours } from "./theme.ts";

const WIDTH = 800;
const HEIGHT = 56;

/** What is spread over nights, and how it is told. */
export interface Spreading {
  readonly name: string;
  readonly title: string;
  readonly axis: string;
  /** What one of the axis's unit is, in that of the summary. */
  readonly per: number;
}

/** How many nights lie in each step, a row of bars a variant; null where all lie in one. */
export function nightsHistogram(
  { variants }: { readonly variants: readonly Pick<ComparedVariant, "name">[] },
  steps: ComparisonSummary["peaks"],
  { name, title, axis, per }: Spreading,
  words: Words,
): Chart | null {
  const columns = steps?.counts[0]?.length ?? 0;
  if (steps === null || columns < 2) return null;
  const from = steps.from / per;
  const step = steps.step / per;
  const bars = variants.flatMap((variant, i) =>
    steps.counts[i]!.map((nights, column) => ({
      variant: variant.name,
      from: from + column * step,
      to: from + (column + 1) * step,
      nights,
    })),
  );
  const { width: _, ...top } = frame(words);
  return {
    name,
    title,
    description: variants
      .map((variant, i) => `${variant.name}: ${steps.counts[i]!.join(", ")}`)
      .join("; "),
    spec: {
      ...top,
      title,
      data: { values: bars },
      facet: {
        field: "variant",
        type: "nominal",
        sort: variants.map((variant) => variant.name),
        title: null,
        header: {
          labelFontSize: 13,
          labelFontWeight: "bold",
          labelAnchor: "start",
          labelLimit: WIDTH,
        },
      },
      columns: 1,
      spacing: 8,
      spec: {
        width: WIDTH,
        height: HEIGHT,
        mark: { type: "bar", color: colours.run, aria: false, binSpacing: 1 },
        encoding: {
          x: {
            field: "from",
            type: "quantitative",
            bin: { binned: true, step },
            title: axis,
            axis: { tickCount: 10 },
          },
          x2: { field: "to" },
          y: {
            field: "nights",
            type: "quantitative",
            title: null,
            axis: { tickCount: 3, tickMinStep: 1 },
          },
        },
      },
    },
  };
}
