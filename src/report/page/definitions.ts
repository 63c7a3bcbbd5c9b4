import { type Html, html } from "./html.ts";

/** Names and what there is to say of each. */
export function definitions(rows: readonly (readonly [string, Html])[]): Html {
  return html`<dl class="basis">
    ${rows.map(
      ([name, value]) =>
        html`<dt>${name}</dt>
          <dd>${value}</dd>`,
    )}
  </dl>`;
}
