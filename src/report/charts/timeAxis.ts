import { timeTicks } from "../timeTicks.ts";
import type { Span, Told } from "../told.ts";

/** The time axis of a chart: by the depot's clock, 24 hours, in the words of a language. */
export function timeAxis({ calendar, words }: Pick<Told, "calendar" | "words">, span: Span) {
  const { fromMs, toMs } = span;
  const ticks = timeTicks(fromMs, toMs, (atMs) => calendar.iso(atMs), words);
  return {
    params: [
      {
        name: "labels",
        value: Object.fromEntries(ticks.map(({ atMs, label }) => [String(atMs), label])),
      },
    ],
    x: {
      field: "at",
      type: "quantitative" as const,
      scale: { domain: [fromMs, Math.max(toMs, fromMs + 1)], nice: false },
      axis: {
        title: null,
        values: ticks.map(({ atMs }) => atMs),
        labelExpr: "labels[toString(datum.value)]",
        labelFlush: false,
      },
    },
  };
}
