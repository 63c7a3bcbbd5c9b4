import { connectionOf } from "../shownSpan.ts";
import type { Told } from "../told.ts";
import { type Chart, frame } from "./chart.ts";
import { colours } from "./theme.ts";

/** More points than this make no finer picture. */
const MOST_POINTS = 700;
const HOURS_PER_QUARTER = 0.25;

/** All quarter-hours of the connection, the highest first, against constant limits. */
export function loadDuration({ record, words }: Told): Chart | null {
  const quarters = connectionOf(record);
  if (quarters.length === 0) return null;
  const sorted = quarters.map(({ meanKw }) => meanKw).toSorted((a, b) => b - a);
  const every = Math.ceil(sorted.length / MOST_POINTS);
  const kept = sorted.filter((_, i) => i % every === 0);
  const hours = sorted.length * HOURS_PER_QUARTER;
  const values = [
    ...kept.map((kw, i) => ({ hours: i * every * HOURS_PER_QUARTER, kw })),
    { hours, kw: sorted.at(-1)! },
  ];
  const rules = [
    { name: words.contract, colour: colours.contract, limits: quarters.map((q) => q.contractKw) },
    { name: words.maximum, colour: colours.max, limits: quarters.map((q) => q.maxKw) },
  ].flatMap(({ name, colour, limits }) => {
    const [kw = Infinity] = limits;
    const isConstant = kw < Infinity && limits.every((limit) => limit === kw);
    return isConstant ? [{ name, colour, kw }] : [];
  });
  const top = [sorted[0]!, ...rules.map(({ kw }) => kw)].reduce((a, b) => Math.max(a, b));
  const y = {
    field: "kw",
    type: "quantitative" as const,
    title: words.daysAxis,
    scale: { domainMin: 0, domainMax: top * 1.05 || 1, nice: true },
  };
  return {
    name: "loadDuration",
    title: words.duration,
    description: words.durationNote,
    spec: {
      ...frame(words),
      height: 180,
      title: words.duration,
      layer: [
        {
          data: { values },
          mark: { type: "area", interpolate: "step-after", color: colours.charging, aria: false },
          encoding: {
            x: {
              field: "hours",
              type: "quantitative",
              title: words.durationAxis,
              scale: { domain: [0, hours], nice: false },
            },
            y,
          },
        },
        ...(rules.length === 0 ? [] : [limitLines(rules, y)]),
      ],
    },
  };
}

/** Limits that do not change, as in the picture of site power. */
function limitLines(rules: readonly { name: string; colour: string; kw: number }[], y: object) {
  return {
    data: { values: [...rules] },
    mark: { type: "rule" as const, strokeWidth: 2, strokeDash: [6, 3], aria: false },
    encoding: {
      y,
      color: {
        field: "name",
        type: "nominal" as const,
        scale: { domain: rules.map(({ name }) => name), range: rules.map(({ colour }) => colour) },
        legend: { symbolType: "M-2,0L2,0", symbolDash: [6, 3], symbolOffset: 6, labelOffset: 12 },
      },
    },
  };
}
