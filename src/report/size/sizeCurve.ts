import type { SizeReport } from "../../study/index.ts";
import { type Chart, frame } from "../charts/chart.ts";
import { colours } from "../charts/theme.ts";
import type { Words } from "../words/en.ts";
import type { SizeWords } from "./sizeEn.ts";

/** Sizes further above the answer than this would only squeeze the picture. */
const SHOWN_ABOVE = 1.3;

/** What share of nights each size serves that was tried in all; null: none was. */
export function sizeCurve(
  { sizes, unit, share }: SizeReport,
  words: Words,
  say: SizeWords,
): Chart | null {
  const found = sizes.flatMap(({ value }) => value ?? []);
  const most = found.length === 0 ? Infinity : Math.max(...found);
  const values = sizes.flatMap(({ strategy, curve }) =>
    curve
      .filter(({ size, shareServed }) => shareServed !== null && size <= SHOWN_ABOVE * most)
      .map(({ size, shareServed, isEnough }) => ({
        strategy,
        size,
        share: shareServed,
        is: isEnough ? say.enough : say.notEnough,
      })),
  );
  if (values.length === 0) return null;
  const x = {
    field: "size",
    type: "quantitative" as const,
    title: unit === "" ? say.sizeAxis : `${say.sizeAxis} [${unit}]`,
    scale: { zero: false },
  };
  const y = {
    field: "share",
    type: "quantitative" as const,
    title: say.shareAxis,
    axis: { format: ".0%" },
    scale: { domain: [0, 1] as [number, number] },
  };
  const names = sizes.map(({ strategy }) => strategy);
  const range = [colours.run, colours.contract, colours.bound, colours.max, colours.charging];
  const color = {
    field: "strategy",
    type: "nominal" as const,
    scale: { domain: names, range: names.map((_, i) => range[i % range.length]!) },
  };
  return {
    name: "sizeCurve",
    title: say.curve,
    description: say.curveNote,
    spec: {
      ...frame(words),
      height: 170,
      title: say.curve,
      layer: [
        { data: { values }, mark: { type: "line", aria: false }, encoding: { x, y, color } },
        {
          data: { values: values.filter(({ is }) => is === say.enough) },
          mark: { type: "point", filled: true, size: 40, aria: false },
          encoding: { x, y, color },
        },
        {
          data: { values: values.filter(({ is }) => is === say.notEnough) },
          mark: { type: "point", filled: false, size: 40, aria: false },
          encoding: { x, y, color },
        },
        {
          data: { values: [{ share }] },
          mark: { type: "rule", strokeDash: [6, 3], color: colours.baseLoad, aria: false },
          encoding: { y },
        },
      ],
    },
  };
}
