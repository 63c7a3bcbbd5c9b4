import type { FrameLogFacts, LinkFacts } from "../../record/index.ts";
import { grouped } from "../grouped.ts";
import { row } from "../row.ts";
import { bytesText } from "./bytesText.ts";
import { countText } from "./countText.ts";
import { gapRows } from "./gapRows.ts";
import { rateText, spanText } from "./spanText.ts";

/** What there is to say of a frame log, in lines. */
export function frameLogText(facts: FrameLogFacts): string {
  const { header, frames, fromMs, toMs } = facts;
  const lines: string[] = [];
  if (header !== null) {
    const { fmt, recId, recorder, note } = header;
    const version = recorder.version === undefined ? "" : ` ${recorder.version}`;
    lines.push(
      ...row(fmt, ""),
      ...row("recorded", `${recId}, by ${recorder.name}${version} as ${recorder.vantage}`),
    );
    if (note !== undefined) lines.push(...row("note", note));
  }
  if (fromMs !== null && toMs !== null) lines.push(...row("time", spanText(fromMs, toMs)));
  lines.push(...row("frames", `${grouped(frames, 0)}${rateText(frames, fromMs ?? 0, toMs ?? 0)}`));
  for (const link of facts.links) lines.push(...row("link", linkText(link)));
  lines.push(...row("on disk", `${bytesText(facts.bytes)}, ${endText(facts)}`));
  lines.push(
    ...row("secrets", `taken out of ${countText(facts.redacted, "frame")}${idText(facts)}`),
  );
  if (facts.marks > 0) lines.push(...row("marks", grouped(facts.marks, 0)));
  lines.push(...gapRows(facts.gaps));
  return lines.map((line) => `${line.trimEnd()}\n`).join("");
}

function linkText({ link, protocol, connections, frames }: LinkFacts): string {
  const counts = Object.entries(frames).map(([direction, n]) => `${grouped(n, 0)} ${direction}`);
  return `${link} (${protocol}), ${[countText(connections, "connection"), ...counts].join(", ")}`;
}

function endText({ isEnded, isChained, cutBytes }: FrameLogFacts): string {
  const end = isEnded
    ? "complete"
    : cutBytes > 0
      ? `cut off in a line (${bytesText(cutBytes)} of it)`
      : "cut off, or still being written";
  return isChained ? `${end}, each line chained to the one before` : end;
}

function idText({ header }: FrameLogFacts): string {
  return header?.redaction?.ids === "hmac" ? "; ids are pseudonyms" : "";
}
