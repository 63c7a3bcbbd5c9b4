import { grouped } from "../grouped.ts";
import { dateLabel } from "../timeLabel.ts";
import { serviceDays } from "../serviceDays.ts";
import { shownSpan } from "../shownSpan.ts";
import type { Told } from "../told.ts";
import { type Chart, frame } from "./chart.ts";
import { colours } from "./theme.ts";

/** Of 25 hours, too. */
const DAY_MS = 25 * 3_600_000;
/** More days than this leave no room for a figure above each. */
const LABELLED_DAYS = 14;

/** The highest quarter-hour of each service day and how many buses went wrong; null for a single day. */
export function peakPerDay(told: Told): Chart | null {
  const { words } = told;
  const { fromMs, toMs } = shownSpan(told.record);
  if (toMs - fromMs <= DAY_MS) return null;
  const days = serviceDays(told).filter(({ quarterHours }) => quarterHours > 0);
  const bars = days.map(({ date, peakKw, atRisk }, i) => ({
    i,
    day: dateLabel(date, words),
    kw: peakKw,
    text: grouped(peakKw, 0, words),
    risk: atRisk > 0 ? words.daysRisk(atRisk) : [],
    wrong: atRisk > 0,
    description: `${dateLabel(date, words)}: ${grouped(peakKw, 0, words)} kW${atRisk > 0 ? `, ${words.daysRisk(atRisk).join(" ")}` : ""}`,
  }));
  const topKw = bars.reduce((most, { kw }) => Math.max(most, kw), 0);
  const isLabelled = days.length <= LABELLED_DAYS;
  return {
    name: "peakPerDay",
    title: words.days,
    description: bars.map(({ description }) => description).join("; "),
    spec: {
      ...frame(words),
      height: 180,
      title: words.days,
      data: { values: bars },
      encoding: {
        x: {
          field: "day",
          type: "nominal",
          sort: null,
          title: null,
          axis: { labelAngle: isLabelled ? 0 : -60, labelOverlap: true },
        },
        y: {
          field: "kw",
          type: "quantitative",
          title: words.daysAxis,
          scale: { domain: [0, topKw * 1.15 || 1] },
        },
      },
      layer: [
        {
          mark: { type: "bar", color: colours.charging, width: { band: 0.7 } },
          encoding: { description: { field: "description" } },
        },
        ...(isLabelled ? labels() : []),
      ],
    },
  };
}

/** The peak above each bar, and what went wrong within it. */
function labels() {
  return [
    {
      mark: { type: "text" as const, dy: -7, fontSize: 11, aria: false },
      encoding: { text: { field: "text" } },
    },
    {
      transform: [{ filter: "datum.wrong" }],
      mark: {
        type: "text" as const,
        dy: 12,
        fontSize: 11,
        fontWeight: "bold" as const,
        baseline: "top" as const,
        aria: false,
        lineHeight: 13,
      },
      encoding: { text: { field: "risk" }, color: { value: "#000000" } },
    },
  ];
}
