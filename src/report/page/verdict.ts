import { kw } from "../kw.ts";
import { dateLabel, timeLabel } from "../timeLabel.ts";
import type { Told } from "../told.ts";
import type { Words } from "../words/en.ts";
import { type Html, html } from "./html.ts";

/** What a run came to, in one sentence. */
export function verdict({ record: { summary }, words }: Told): Html {
  const { departures, site, complete } = summary;
  const { total, short, late, notLeft } = departures;
  const wrong = [
    short > 0 ? words.shortOf(short) + onAny(words, departures.unavoidablyShort, short) : "",
    late > 0 ? words.lateOf(late) + onAny(words, departures.unavoidablyLate, late) : "",
    notLeft > 0 ? words.notLeftOf(notLeft) : "",
  ].filter((part) => part !== "");
  const at = site.peak15At;
  const peak =
    at === null
      ? null
      : words.verdictPeak(
          kw(site.peak15Kw, words),
          words.at(at.slice(11, 16), dateLabel(at, words)),
        );
  const parts = [words.ready(total - short, total + notLeft), ...wrong];
  const text = `${[...parts, ...(peak === null ? [] : [peak])].join("; ")}.`;
  return html`
    ${complete ? null : html`<p class="stopped">${words.interrupted} ${timeLabel(summary.to, words)}.</p>`}
    <p class="verdict${wrong.length === 0 ? "" : " wrong"}">${text}</p>
  `;
}

/** How many of them plug and charge on an unlimited connection would not have served either. */
function onAny(words: Words, unavoidable: number | null, all: number): string {
  if (unavoidable === null) return "";
  return ` (${unavoidable === 0 ? words.onNone : words.onAny(unavoidable, all)})`;
}
