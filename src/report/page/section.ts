import { type Html, html } from "./html.ts";

/** A part of a report under a heading. */
export function section(id: string, title: string, content: Html): Html {
  return html`<section id="${id}">
    <h2>${title}</h2>
    ${content}
  </section>`;
}
