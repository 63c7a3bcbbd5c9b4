import { kw } from "../kw.ts";
import { dateLabel, timeLabel } from "../timeLabel.ts";
import type { Told } from "../told.ts";
import { type Html, html } from "./html.ts";

/** What a run came to, in one sentence. */
export function verdict({ record: { summary }, words }: Told): Html {
  const { departures, site, complete } = summary;
  const { total, short, late } = departures;
  const wrong = words.shortLate(short, late);
  const at = site.peak15At;
  const peak =
    at === null
      ? null
      : words.verdictPeak(
          kw(site.peak15Kw, words),
          words.at(at.slice(11, 16), dateLabel(at, words)),
        );
  const parts = [words.ready(total - short, total), wrong, peak].filter(Boolean);
  const text = `${parts.join("; ")}.`;
  return html`
    ${complete ? null : html`<p class="stopped">${words.interrupted} ${timeLabel(summary.to, words)}.</p>`}
    <p class="verdict${wrong === "" ? "" : " wrong"}">${text}</p>
  `;
}
