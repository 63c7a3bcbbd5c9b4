import type { NightsForeseen, Spread } from "../twin/index.ts";
import { columnLines } from "./columnLines.ts";
import type { At } from "./forecastText.ts";

/** What came of many nights, for people. @param at writes an instant */
export function nightsText({ asked, done, failed, asIs }: NightsForeseen, at: At): string {
  const counted = done === asked ? `${done} nights` : `${done} of ${asked} nights`;
  const { stays, peakKw, nightsAllReady, nightsExceeding } = asIs;
  const lines = [
    `${counted} in which chance decides what is open`,
    "a / b / c  what 5, 50 and 95 of 100 nights do not exceed",
    `all ready  in ${nightsAllReady} of ${done}`,
    `limits     ${nightsExceeding === 0 ? "kept in all" : `exceeded in ${nightsExceeding} of ${done}`}`,
    `peak       ${spreadText(peakKw, whole)} kW`,
    ...(failed === 0 ? [] : [`failed     ${failed}`]),
    ...columnLines(
      [
        { head: "bus" },
        { head: "leaves" },
        { head: "with [%]", isRight: true },
        { head: "slack [min]", isRight: true },
        { head: "short in", isRight: true },
      ],
      stays.map((stay) => [
        stay.vehicleId,
        stay.departureAtMs === null ? "stays" : at(stay.departureAtMs),
        spreadText(stay.socAtDeparture, hundredths),
        stay.departureAtMs === null ? "" : spreadText(stay.slackMin, slack),
        shareText(stay.shortShare),
      ]),
    ),
  ];
  return `${lines.join("\n")}\n`;
}

/** What would be otherwise in the same nights; buses for which nothing would are left out. */
export function nightDifferencesText(
  { done, asIs, otherwise, differences }: NightsForeseen,
  at: At,
): string {
  if (otherwise === null || differences === null) return "";
  const changedStays = differences.stays.filter(
    ({ socAtDeparture, shortShare: [before, after] }) =>
      before !== after || socAtDeparture.some((soc) => Math.round(soc * 100) !== 0),
  );
  const table = columnLines(
    [
      { head: "bus" },
      { head: "leaves" },
      { head: "with, more [%]", isRight: true },
      { head: "short in", isRight: true },
    ],
    changedStays.map(
      ({ vehicleId, departureAtMs, socAtDeparture, shortShare: [before, after] }) => [
        vehicleId,
        departureAtMs === null ? "stays" : at(departureAtMs),
        spreadText(socAtDeparture, hundredths),
        `${shareText(before)} -> ${shareText(after)}`,
      ],
    ),
  );
  const lines = [
    "what if    in the same nights",
    `all ready  in ${asIs.nightsAllReady} -> ${otherwise.nightsAllReady} of ${done}`,
    `limits     exceeded in ${asIs.nightsExceeding} -> ${otherwise.nightsExceeding}`,
    `peak       ${spreadText(otherwise.peakKw, whole)} kW, more by ${spreadText(differences.peakKw, whole)}`,
    ...(changedStays.length === 0 ? [] : table),
  ];
  return `${lines.join("\n")}\n`;
}

function spreadText<Value>(values: Spread<Value>, text: (value: Value) => string): string {
  return values.map(text).join(" / ");
}

function whole(value: number): string {
  return String(Math.round(value) + 0);
}

function hundredths(soc: number): string {
  return whole(soc * 100);
}

function slack(minutes: number | null): string {
  return minutes === null ? "never" : String(Math.floor(minutes));
}

/** Rare is not never. */
function shareText(share: number): string {
  if (share > 0 && share < 0.01) return "< 1 %";
  return `${Math.floor(share * 100)} %`;
}
