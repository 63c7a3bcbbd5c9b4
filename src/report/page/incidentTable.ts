import { timeLabel } from "../timeLabel.ts";
import type { Told } from "../told.ts";
import { type Html, html } from "./html.ts";

/** What went wrong in the scenario, where, and from when to when; null where nothing did. */
export function incidentTable({ record, words }: Told): Html | null {
  const { incidents } = record.summary;
  if (incidents.length === 0) return null;
  const rows = incidents.map(({ name, kind, where, from, to }) => {
    const begins = from === null ? words.didNotHappen : timeLabel(from, words);
    const ends = from === null ? "–" : to === null ? words.notOver : timeLabel(to, words);
    return html`<tr>
      <td class="id">${name}</td>
      <td>${kind}</td>
      <td>${where}</td>
      <td class="nowrap">${begins}</td>
      <td class="nowrap">${ends}</td>
    </tr>`;
  });
  return html`<table>
    <thead>
      <tr>
        <th>${words.incident}</th>
        <th>${words.kind}</th>
        <th>${words.where}</th>
        <th>${words.begins}</th>
        <th>${words.ends}</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}
