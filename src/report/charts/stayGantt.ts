import { kw } from "../kw.ts";
import { clockAt, timeAt } from "../timeLabel.ts";
import { percent } from "../percent.ts";
import { type ShownStay, leavesWithin, type StayRow } from "../stayRows.ts";
import type { Span, Told } from "../told.ts";
import { type Chart, frame, WIDTH } from "./chart.ts";
import { colours, shades } from "./theme.ts";
import { timeAxis } from "./timeAxis.ts";

const ROW_HEIGHT = 13;
/** As many rows fit on a page of paper, with axis and legend. */
const ROWS_PER_PAGE = 90;
/** Of names, as vega guesses it. */
const LABEL_WIDTH = 170;
const MINUTE_MS = 60_000;
/** A word after a mark nearer than this to the right end stands before it. */
const NEAR_END = 0.86;
const QUARTER = 0.25;

/** Who stood where and charged how much, bus by bus: a chart for each page of paper. */
export function stayGantt(told: Told, rows: readonly StayRow[], span: Span): Chart[] {
  const parts = Math.ceil(rows.length / ROWS_PER_PAGE);
  const size = Math.ceil(rows.length / parts);
  return Array.from({ length: parts }, (_, part) => {
    const chunk = rows.slice(part * size, (part + 1) * size);
    return pageOf(told, chunk, span, part + 1, parts);
  });
}

function pageOf(
  told: Told,
  rows: readonly StayRow[],
  span: Span,
  part: number,
  parts: number,
): Chart {
  const { words } = told;
  const title = words.staysTitle(timeAt(told, span.fromMs), timeAt(told, span.toMs));
  const stays = rows.flatMap((row) => row.stays.map((shown) => ({ row, shown })));
  const { params, x } = timeAxis(told, span);
  const marks = marksOf(told, stays, span);
  const risky = rows.filter(({ isAtRisk }) => isAtRisk).map(({ vehicleId }) => vehicleId);
  return {
    name: parts === 1 ? "stays" : `stays-${part}`,
    title: parts === 1 ? title : `${title}, ${words.stayPart(part, parts)}`,
    description: rows.map(({ vehicleId }) => vehicleId).join(", "),
    spec: {
      ...frame(words, {
        layout: { bottom: { direction: "vertical", anchor: "start", margin: 2 } },
      }),
      height: { step: ROW_HEIGHT },
      title: parts === 1 ? title : `${title}, ${words.stayPart(part, parts)}`,
      params: [...params, { name: "risky", value: risky }],
      encoding: {
        y: {
          field: "bus",
          type: "nominal",
          sort: null,
          title: null,
          scale: { domain: rows.map(({ vehicleId }) => vehicleId) },
          axis: {
            labelFontSize: 10,
            labelLimit: LABEL_WIDTH,
            grid: true,
            tickBand: "extent",
            ticks: false,
            labelFontWeight: {
              condition: { test: "indexof(risky, datum.value) >= 0", value: "bold" },
              value: "normal",
            },
            labelColor: {
              condition: { test: "indexof(risky, datum.value) >= 0", value: colours.risk },
              value: "#000000",
            },
          },
        },
      },
      resolve: { scale: { color: "independent", shape: "independent" } },
      layer: [bars(told, stays, x), ...departureMarks(told, marks, x)],
    },
  };
}

interface Placed {
  readonly row: StayRow;
  readonly shown: ShownStay;
}

/** Where buses stood, were plugged in, and charged: one bar upon the other. */
function bars(told: Told, stays: readonly Placed[], x: object) {
  const { words } = told;
  const levels = shades.map((_, i) =>
    words.upTo(percent((i + 1) * QUARTER, words), words.ofRating),
  );
  const values = stays.flatMap(({ row: { vehicleId: bus }, shown }) => [
    { bus, ...bar(shown.here, words.here, 0.22), text: stayText(told, shown) },
    ...(shown.plugged === null
      ? []
      : [{ bus, ...bar(shown.plugged, words.pluggedIn, 0.7), text: stayText(told, shown) }]),
    ...shown.charging.map((stretch) => ({
      bus,
      ...bar(stretch, levels[stretch.level - 1]!, 0.7),
      text: `${bus}: ${spanText(told, stretch)}, ${kw(stretch.mostKw, words)}`,
    })),
  ]);
  const used = new Set(values.map(({ kind }) => kind));
  const kinds = [
    [words.here, "#9a9a9a"] as const,
    [words.pluggedIn, colours.here] as const,
    ...levels.map((name, i) => [name, shades[i]!] as const),
  ].filter(([name]) => used.has(name));
  return {
    data: { values },
    layer: [0.22, 0.7].map((height) => ({
      transform: [{ filter: `datum.height === ${height}` }],
      mark: { type: "rect" as const, height: { band: height } },
      encoding: {
        x,
        x2: { field: "to" },
        color: {
          field: "kind",
          type: "nominal" as const,
          scale: { domain: kinds.map(([name]) => name), range: kinds.map(([, colour]) => colour) },
          legend: { symbolType: "square", columns: 3 },
        },
        description: { field: "text" },
      },
    })),
  };
}

function bar({ fromMs, toMs }: Span, kind: string, height: number) {
  return { at: fromMs, to: toMs, kind, height };
}

/** `B12, P07: 19:45–04:30, 45 % → 98 %`. */
function stayText(told: Told, { stay, here }: ShownStay): string {
  const { words } = told;
  const socs = `${percent(stay.socAtArrival, words)} → ${percent(stay.socAtDeparture, words)}`;
  const point = stay.pointId === null ? "" : `, ${stay.pointId}`;
  return `${stay.vehicleId}${point}: ${spanText(told, here)}, ${socs}`;
}

function spanText(told: Told, { fromMs, toMs }: Span): string {
  return `${clockAt(told, fromMs)}–${clockAt(told, toMs)}`;
}

/** Planned departures, and what went wrong with them. */
function marksOf({ words }: Told, stays: readonly Placed[], span: Span) {
  return stays
    .filter(({ shown: { stay } }) => leavesWithin(stay, span))
    .map(({ row: { vehicleId: bus }, shown: { stay } }) => {
      const at = stay.plannedDepartureAtMs ?? 0;
      const lateMin = Math.ceil(((stay.departedAtMs ?? at) - at) / MINUTE_MS);
      const soc = words.socOf(
        percent(stay.socAtDeparture, words, Math.floor),
        percent(stay.targetSoc, words),
      );
      const texts = [stay.short ? soc : "", stay.late ? `+${lateMin} min` : ""];
      return {
        bus,
        at,
        text: texts.filter((text) => text !== "").join(", "),
        kind: stay.short ? words.shortMark : stay.late ? words.lateMark : words.leaves,
        isLeft: (at - span.fromMs) / (span.toMs - span.fromMs) > NEAR_END,
      };
    });
}

type Mark = ReturnType<typeof marksOf>[number];

function departureMarks({ words }: Told, marks: readonly Mark[], x: object) {
  const kinds = [
    // An upright stroke, as high as a bar.
    [words.leaves, "M-0.12,-0.6H0.12V0.6H-0.12Z", "#000000"],
    [words.shortMark, "triangle-down", colours.risk],
    [words.lateMark, "diamond", colours.risk],
  ] as const;
  const shown = kinds.filter(([name]) => marks.some(({ kind }) => kind === name));
  if (shown.length === 0) return [];
  const domain = shown.map(([name]) => name);
  const kind = { field: "kind", type: "nominal" as const };
  const legend = { symbolSize: 110, symbolStrokeWidth: 0 };
  return [
    {
      data: { values: [...marks] },
      mark: { type: "point" as const, filled: true, size: 110, opacity: 1, aria: false },
      encoding: {
        x,
        shape: { ...kind, scale: { domain, range: shown.map(([, shape]) => shape) }, legend },
        color: { ...kind, scale: { domain, range: shown.map(([, , colour]) => colour) }, legend },
      },
    },
    ...[true, false].flatMap((isLeft) =>
      wordsBeside(
        marks.filter((mark) => mark.text !== "" && mark.isLeft === isLeft),
        isLeft,
        x,
      ),
    ),
  ];
}

/** What went wrong, beside its mark, on a white ground that bars may lie below. */
function wordsBeside(marks: readonly Mark[], isLeft: boolean, x: object) {
  const data = { values: [...marks] };
  return [{ stroke: "#ffffff", strokeWidth: 4 }, {}].map((ground) => ({
    data,
    mark: {
      type: "text" as const,
      align: isLeft ? ("right" as const) : ("left" as const),
      dx: isLeft ? -9 : 9,
      fontSize: 10,
      fontWeight: "bold" as const,
      color: colours.risk,
      aria: false,
      limit: WIDTH / 2,
      ...ground,
    },
    encoding: { x, text: { field: "text" } },
  }));
}
