import { Html, html } from "./html.ts";
import { style } from "./style.ts";

/** Nothing may be loaded and nothing run: a report is words and pictures. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'";

/** What is around every report: one page that needs nothing else, no script, no network, no other file. */
export function shell(lang: string, title: string, body: Html): string {
  const page = html`<!doctype html>
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
      <body>
        ${body}
      </body>
    </html> `;
  return `${page.text.replaceAll(/\n\s*/g, "\n").trim()}\n`;
}
