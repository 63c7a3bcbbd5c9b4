import {
  departures,
  isLate,
  isShort,
  lateMs,
  type RunResult,
  type StayOutcome,
  type Summary,
} from "../kpi/index.ts";
import { grouped } from "./grouped.ts";

/** Buses named before the rest is counted. */
const NAMED = 5;

/** Who leaves ready and who does not, and for how many of those any connection would have been too small. */
export function verdict({ departures: judged, complete }: Summary, run: RunResult): string {
  const { total, late, short, notLeft, unavoidablyShort, unavoidablyLate } = judged;
  const soFar = complete ? "" : "INTERRUPTED, so far: ";
  if (total + notLeft === 0) return `${soFar}no bus was due to leave`;
  const left = departures(run);
  const parts = [`${total - short} of ${total + notLeft} buses leave ready`];
  if (short > 0) {
    const worst = left.filter(isShort).toSorted((a, b) => b.unmetKwh - a.unmetKwh);
    parts.push(`${short} short: ${named(worst, socText)}${onAny(unavoidablyShort, short)}`);
  }
  if (late > 0) {
    const latest = left.filter(isLate).toSorted((a, b) => lateMs(b) - lateMs(a));
    parts.push(`${late} late: ${named(latest, lateText)}${onAny(unavoidablyLate, late)}`);
  }
  if (notLeft > 0) parts.push(`${notLeft} ${notLeft === 1 ? "has" : "have"} not left at the end`);
  return soFar + parts.join("; ");
}

function named(stays: readonly StayOutcome[], detail: (stay: StayOutcome) => string): string {
  const names = stays.slice(0, NAMED).map((stay) => `${stay.vehicleId} (${detail(stay)})`);
  const rest = stays.length - names.length;
  return names.join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}

/** How many of them plug and charge on an unlimited connection would not have served either. */
function onAny(unavoidable: number | null, all: number): string {
  if (unavoidable === null) return "";
  if (all === 1)
    return unavoidable === 1 ? " (on any connection)" : " (not on an unlimited connection)";
  if (unavoidable === 0) return " (none of them on an unlimited connection)";
  return ` (${unavoidable === all ? "all" : unavoidable} of them on any connection)`;
}

function socText({ socAtDeparture, targetSoc }: StayOutcome): string {
  return `${Math.floor(socAtDeparture * 1000) / 10} % of ${Math.round(targetSoc * 1000) / 10} %`;
}

function lateText(stay: StayOutcome): string {
  return `${grouped(Math.ceil(lateMs(stay) / 60_000), 0)} min`;
}
