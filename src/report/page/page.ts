import { Html, html } from "./html.ts";
import { style } from "./style.ts";

/** Nothing may be loaded and nothing run: a report is words and pictures. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'";

/** What is on a page. */
interface Page {
  readonly lang: string;
  readonly title: string;
  readonly header: Html;
  readonly main: readonly Html[];
  /** A sheet is printed small, to be one page of paper. */
  readonly kind?: "sheet";
}

/** A page that needs nothing else: no script, no network, no other file. */
export function page({ lang, title, header, main, kind }: Page): string {
  const { text } = html`<!doctype html>
    <html lang="${lang}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="${POLICY}" />
        <title>${title}</title>
        <style>
          ${new Html(style)}
        </style>
      </head>
      <body${kind === undefined ? null : html` class="${kind}"`}>
        <header>${header}</header>
        <main>${main}</main>
      </body>
    </html> `;
  return `${text.replaceAll(/\n\s*/g, "\n").trim()}\n`;
}
