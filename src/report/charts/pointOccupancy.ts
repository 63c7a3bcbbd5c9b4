import type { Told } from "../told.ts";
import { type Occupancy, occupancy } from "../occupancy.ts";
import { pointEvery } from "../pointEvery.ts";
import { shownSpan } from "../shownSpan.ts";
import { type Chart, frame } from "./chart.ts";
import { colours } from "./theme.ts";
import { timeAxis } from "./timeAxis.ts";

/** How many points have a bus, and how many of those give power. */
export function pointOccupancy(told: Told): Chart | null {
  const { record, words } = told;
  const span = shownSpan(record);
  const use = occupancy(record, span);
  if (use.length === 0) return null;
  const values = highestOf(use, pointEvery(use.length));
  values.push({ ...values.at(-1)!, at: span.toMs });
  const all = record.depot.points.length;
  const shown = [
    { name: words.occupied, colour: "#bdbdbd", field: "occupied" as const },
    ...(record.points === null
      ? []
      : [{ name: words.giving, colour: colours.run, field: "giving" as const }]),
  ];
  const color = {
    field: "series",
    type: "nominal" as const,
    scale: { domain: shown.map(({ name }) => name), range: shown.map(({ colour }) => colour) },
    legend: { symbolType: "square" },
  };
  const { params, x } = timeAxis(told, span);
  const most = use.reduce((top, { occupied }) => Math.max(top, occupied), 0);
  return {
    name: "pointOccupancy",
    title: words.occupancy,
    description: `${words.occupied}: ${most}; ${words.allPoints}: ${all}`,
    spec: {
      ...frame(words),
      height: 180,
      title: words.occupancy,
      params,
      layer: [
        ...shown.map(({ name, field }) => ({
          data: { values: values.map((each) => ({ at: each.at, n: each[field], series: name })) },
          mark: { type: "area" as const, interpolate: "step-after" as const, aria: false },
          encoding: {
            x,
            y: {
              field: "n",
              type: "quantitative" as const,
              stack: null,
              title: words.occupancyAxis,
              axis: { tickMinStep: 1, format: ",d" },
              scale: { domain: [0, Math.max(all, most) * 1.08] },
            },
            color,
          },
        })),
        ...allPoints(all, `${words.allPoints}: ${all}`),
      ],
    },
  };
}

/** Of every few quarter-hours the most. */
function highestOf(use: readonly Occupancy[], every: number) {
  const groups = Math.ceil(use.length / every);
  return Array.from({ length: groups }, (_, group) => {
    const few = use.slice(group * every, (group + 1) * every);
    return {
      at: few[0]!.atMs,
      occupied: Math.max(...few.map(({ occupied }) => occupied)),
      giving: Math.max(...few.map(({ giving }) => giving)),
    };
  });
}

/** All there are, as a line with its name. */
function allPoints(n: number, name: string) {
  const data = { values: [{ n, name }] };
  const y = { field: "n", type: "quantitative" as const };
  return [
    {
      data,
      mark: { type: "rule" as const, strokeWidth: 1.5, strokeDash: [2, 3], aria: false },
      encoding: { y },
    },
    {
      data,
      mark: {
        type: "text" as const,
        align: "right" as const,
        baseline: "bottom" as const,
        dx: -3,
        dy: -2,
        fontSize: 11,
        aria: false,
      },
      encoding: { x: { value: "width" as const }, y, text: { field: "name" } },
    },
  ];
}
