import { row } from "../report/index.ts";
import {
  type Approximation,
  type Forecast,
  type ForeseenStay,
  isShort,
  slackMs,
} from "../twin/index.ts";
import { columnLines } from "./columnLines.ts";

const MINUTE_MS = 60_000;

/** How an instant is written. */
export type At = (atMs: number) => string;

/** Instants as they are written: whole, and where it is clear which year is meant. */
export interface Written {
  readonly at: At;
  readonly soonAt: At;
}

/** A forecast for people. */
export function forecastText(
  { fromMs, stays, peakKw, peakAtMs }: Forecast,
  { at, soonAt }: Written,
): string {
  const short = stays.filter(isShort).length;
  const verdict =
    stays.length === 0
      ? "no bus is there or awaited"
      : `${stays.length - short} of ${stays.length} buses will be ready`;
  const table = columnLines(
    [
      { head: "bus" },
      { head: "point" },
      { head: "leaves" },
      { head: "with", isRight: true },
      { head: "least", isRight: true },
      { head: "ready" },
      { head: "slack", isRight: true },
    ],
    stays.map((stay) => [
      stay.vehicleId,
      stay.pointId ?? "none",
      leavesText(stay, soonAt),
      percent(stay.socAtDeparture),
      percent(stay.targetSoc),
      readyText(stay, soonAt),
      slackText(stay),
    ]),
  );
  const lines = [
    `${verdict}, as of ${at(fromMs)}`,
    ...(stays.length === 0 ? [] : [`peak       ${Math.round(peakKw)} kW at ${at(peakAtMs)}`]),
    ...(stays.length === 0 ? [] : table),
  ];
  return `${lines.join("\n")}\n`;
}

/** What would be otherwise; buses for which nothing would are left out. @param tried in words */
export function differencesText(
  tried: readonly string[],
  before: Forecast,
  after: Forecast,
  at: At,
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
    return changes.length === 0 ? [] : [[stay.vehicleId, leavesText(stay, at), changes.join(", ")]];
  });
  const whole = [
    change(
      "short",
      `${before.stays.filter(isShort).length}`,
      `${after.stays.filter(isShort).length} buses`,
    ),
    change("peak", `${Math.round(before.peakKw)}`, `${Math.round(after.peakKw)} kW`),
  ];
  const table = columnLines([{ head: "bus" }, { head: "leaves" }, { head: "changes" }], lines);
  return [
    `what if    ${tried.join(", ")}`,
    whole.join(", "),
    ...(lines.length === 0 ? [] : table),
    "",
  ].join("\n");
}

/** What is taken to be some way, since nobody can know. */
export function approximationsText(approximations: readonly Approximation[]): string {
  return approximations
    .flatMap(({ kind, who }) => row("taken as", `${takenAs[kind]}: ${listed(who)}`))
    .map((line) => `${line}\n`)
    .join("");
}

const takenAs: Readonly<Record<Approximation["kind"], string>> = {
  stranger: "not there, for nobody knows the bus",
  outOfReach: "heard of again at once",
  outOfOrder: "out of order to the end",
  overdue: "there by now, and not plugged in",
  charged: "charged to no more than others",
  plan: "planned anew from now on",
};

const MOST_LISTED = 6;

function listed(who: readonly string[]): string {
  const more = who.length - MOST_LISTED;
  return who.slice(0, MOST_LISTED).join(", ") + (more > 0 ? ` and ${more} more` : "");
}

function change(what: string, before: string, after: string): string | null {
  return before === after ? null : `${what} ${before} -> ${after}`;
}

function leavesText({ departureAtMs }: ForeseenStay, at: At): string {
  return departureAtMs === null ? "stays" : at(departureAtMs);
}

function readyText({ readyAtMs }: ForeseenStay, at: At): string {
  return readyAtMs === null ? "never" : at(readyAtMs);
}

function slackText(stay: ForeseenStay): string {
  const ms = slackMs(stay);
  return ms === null ? "" : `${Math.floor(ms / MINUTE_MS)} min`;
}

/** Of soc. */
export function percent(soc: number): string {
  return `${Math.round(soc * 100)} %`;
}
