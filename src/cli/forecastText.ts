import type { Forecast } from "../twin/index.ts";

const MINUTE_MS = 60_000;
/** Less than this is rounding. */
const SOC_QUANTUM = 0.0001;

type ForeseenStay = Forecast["stays"][number];

/** A forecast for people. @param at writes an instant, 16 signs */
export function forecastText(
  { fromMs, stays, peakKw, peakAtMs }: Forecast,
  at: (atMs: number) => string,
): string {
  const short = stays.filter(isShort).length;
  const verdict =
    stays.length === 0
      ? "no bus is there or awaited"
      : `${stays.length - short} of ${stays.length} buses will be ready`;
  const lines = [
    `${verdict}, as of ${at(fromMs)}`,
    `peak       ${Math.round(peakKw)} kW at ${at(peakAtMs)}`,
    "bus         point   leaves            with   least  ready             slack",
    ...stays.map((stay) => {
      const { vehicleId, pointId, departureAtMs, socAtDeparture, targetSoc, readyAtMs } = stay;
      return [
        vehicleId.padEnd(11),
        (pointId ?? "none").padEnd(7),
        (departureAtMs === null ? "stays" : at(departureAtMs)).padEnd(16),
        percent(socAtDeparture).padStart(5),
        percent(targetSoc).padStart(7),
        ` ${(readyAtMs === null ? "never" : at(readyAtMs)).padEnd(16)}`,
        slackText(stay),
      ].join(" ");
    }),
  ];
  return `${lines.join("\n")}\n`;
}

/** What would be otherwise; buses for which nothing would are left out. */
export function differencesText(
  before: Forecast,
  after: Forecast,
  at: (atMs: number) => string,
): string {
  const lines = after.stays.flatMap((stay) => {
    const old = before.stays.find(
      ({ vehicleId, departureAtMs }) =>
        vehicleId === stay.vehicleId && departureAtMs === stay.departureAtMs,
    );
    if (old === undefined) return [];
    const changes = [
      change("with", percent(old.socAtDeparture), percent(stay.socAtDeparture)),
      change("ready", readyText(old, at), readyText(stay, at)),
      change("at", old.pointId ?? "none", stay.pointId ?? "none"),
    ].filter((words) => words !== null);
    return changes.length === 0 ? [] : [`${stay.vehicleId.padEnd(11)} ${changes.join(", ")}`];
  });
  const peak = change("peak", `${Math.round(before.peakKw)}`, `${Math.round(after.peakKw)} kW`);
  const short = change(
    "short",
    `${before.stays.filter(isShort).length}`,
    `${after.stays.filter(isShort).length} buses`,
  );
  return ["what if", `${short}, ${peak}`, ...lines, ""].join("\n");
}

function isShort({ socAtDeparture, targetSoc }: ForeseenStay): boolean {
  return socAtDeparture < targetSoc - SOC_QUANTUM;
}

function change(what: string, before: string, after: string): string | null {
  return before === after ? null : `${what} ${before} -> ${after}`;
}

function readyText({ readyAtMs }: ForeseenStay, at: (atMs: number) => string): string {
  return readyAtMs === null ? "never" : at(readyAtMs);
}

function slackText({ readyAtMs, departureAtMs }: ForeseenStay): string {
  if (readyAtMs === null || departureAtMs === null) return "";
  return `${Math.floor((departureAtMs - readyAtMs) / MINUTE_MS)} min`;
}

function percent(soc: number): string {
  return `${Math.round(soc * 100)} %`;
}
