import { atRisk, departed } from "./departed.ts";
import { shownSpan } from "./shownSpan.ts";
import type { Span, Told } from "./told.ts";

const QUARTER_HOUR_MS = 900_000;
const DAY_MS = 86_400_000;

const HALF_DAY_MS = 43_200_000;
/** Up to this a period is shown as a whole. */
const SHORT_MS = 26 * 3_600_000;

/** A time worth looking at bus by bus, and how many of its departures went wrong. */
export interface Night {
  readonly span: Span;
  readonly atRisk: number;
  /** Whether that is all there is, with the hours before. */
  readonly isAll: boolean;
}

/**
 * A period of a day as a whole, with the half day before in which its buses came. Of a longer one from noon to noon by the depot's clock: the night with the most departures short or late, the first of
 * equals; where none is, the one around the highest quarter-hour. Null for a run that came to nothing.
 */
export function worstNight({ record, calendar }: Pick<Told, "record" | "calendar">): Night | null {
  const shown = shownSpan(record);
  if (shown.toMs <= shown.fromMs) return null;
  const { run, untilMs } = record.depot;
  const ends = { fromMs: run.fromMs, toMs: Math.min(run.toMs, untilMs) };
  const wrong = departed(record).filter(atRisk);
  if (shown.toMs - shown.fromMs <= SHORT_MS) {
    const fromMs = Math.max(ends.fromMs, shown.fromMs - HALF_DAY_MS);
    return { span: { fromMs, toMs: shown.toMs }, atRisk: wrong.length, isAll: true };
  }
  const noons: number[] = [];
  for (let atMs = shown.fromMs - DAY_MS; atMs <= shown.toMs + DAY_MS; atMs += QUARTER_HOUR_MS) {
    if (calendar.iso(atMs).slice(11, 16) === "12:00") noons.push(atMs);
  }
  const nights = noons
    .slice(0, -1)
    .map((noonMs, i) => ({ fromMs: noonMs, toMs: noons[i + 1]! }))
    .filter(({ fromMs, toMs }) => toMs > shown.fromMs && fromMs < shown.toMs)
    .map((span): Night => ({ span, atRisk: countWithin(span), isAll: false }));
  const worst = nights.reduce((best, next) => (next.atRisk > best.atRisk ? next : best));
  const night = worst.atRisk > 0 ? worst : (around(record.summary.site.peak15At) ?? worst);
  const fromMs = Math.max(night.span.fromMs, ends.fromMs);
  const toMs = Math.min(night.span.toMs, ends.toMs);
  return { ...night, span: { fromMs, toMs } };

  function countWithin({ fromMs, toMs }: Span): number {
    return wrong.filter(({ plannedDepartureAtMs: atMs }) => atMs! >= fromMs && atMs! < toMs).length;
  }

  function around(iso: string | null): Night | undefined {
    const atMs = iso === null ? NaN : Date.parse(iso);
    return nights.find(({ span }) => atMs >= span.fromMs && atMs < span.toMs);
  }
}
