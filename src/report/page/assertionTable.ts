import type { Told } from "../told.ts";
import type { Words } from "../words/en.ts";
import { type Html, html } from "./html.ts";

/** What was to hold, and whether it does; null where nothing was. */
export function assertionTable({ record, words }: Told): Html | null {
  const { assertions } = record.summary;
  if (assertions.length === 0) return null;
  const rows = assertions.map((each) => {
    const told =
      each.holds === null ? words.notJudged : each.holds ? words.holds : words.doesNotHold;
    return html`<tr>
      <td class="${each.holds === false ? "wrong" : "nowrap"}">${told}</td>
      <td><code>${each.assertion}</code></td>
      <td class="n">${numberOf(each.found, words)}</td>
      <td class="n">${numberOf(each.against, words)}</td>
    </tr>`;
  });
  return html`<table>
    <thead>
      <tr>
        <th></th>
        <th>${words.assertion}</th>
        <th class="n">${words.found}</th>
        <th class="n">${words.against}</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}

/** All digits that were judged. */
function numberOf(value: number | null, { decimal }: Words): string {
  return value === null ? "–" : String(value).replace(".", decimal);
}
