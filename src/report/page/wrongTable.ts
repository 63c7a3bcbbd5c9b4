import type { RecordedStay } from "../../record/index.ts";
import { atRisk, departed } from "../departed.ts";
import { kwh } from "../kw.ts";
import { timeAt } from "../timeLabel.ts";
import { percent } from "../percent.ts";
import type { Told } from "../told.ts";
import { duration, whyWrong } from "../whyWrong.ts";
import { type Html, html } from "./html.ts";

/** Buses told one by one before the rest is counted. */
const TOLD = 20;
/** Names longer than this are broken where they must. */
const LONG_ID = 22;

/** The buses that left short or late, the worst first, and why. */
export function wrongTable(told: Told): Html {
  const { record, words } = told;
  const wrong = departed(record)
    .filter(atRisk)
    .toSorted((a, b) => b.unmetKwh - a.unmetKwh || lateMs(b) - lateMs(a));
  if (wrong.length === 0) return html`<p>${words.allReady}</p>`;
  const anyLate = wrong.some(({ late }) => late);
  const more = wrong.length - TOLD;
  return html`<table>
      <thead>
        <tr>
          <th>${words.bus}</th>
          <th>${words.planned}</th>
          <th class="n">${words.left}</th>
          <th class="n">${words.missing}</th>
          ${anyLate ? html`<th class="n">${words.delay}</th>` : null}
          <th>${words.reason}</th>
        </tr>
      </thead>
      <tbody>
        ${wrong.slice(0, TOLD).map((stay) => row(told, stay, anyLate))}
      </tbody>
    </table>
    ${more > 0 ? html`<p class="note">${words.more(more)}</p>` : null}`;
}

function row(told: Told, stay: RecordedStay, anyLate: boolean): Html {
  const { words } = told;
  const { vehicleId, pointId, plannedDepartureAtMs, socAtDeparture, targetSoc, unmetKwh } = stay;
  return html`<tr>
    <td class="id${vehicleId.length > LONG_ID ? " long" : ""}">
      ${vehicleId}${pointId === null ? null : html`<br /><small>${pointId}</small>`}
    </td>
    <td class="nowrap">${timeAt(told, plannedDepartureAtMs ?? 0)}</td>
    <td class="n">
      ${words.socOf(percent(socAtDeparture, words, Math.floor), percent(targetSoc, words))}
    </td>
    <td class="n">${stay.short ? kwh(unmetKwh, words) : "–"}</td>
    ${anyLate ? html`<td class="n">${stay.late ? duration(Math.max(60_000, lateMs(stay))) : "–"}</td>` : null}
    <td>${whyWrong(told, stay).join("; ")}</td>
  </tr>`;
}

function lateMs({ departedAtMs, plannedDepartureAtMs }: RecordedStay): number {
  return (departedAtMs ?? 0) - (plannedDepartureAtMs ?? 0);
}
