import type { JournalFacts } from "../../record/index.ts";
import { grouped } from "../grouped.ts";
import { LABEL, row } from "../row.ts";
import { bytesText } from "./bytesText.ts";
import { countText } from "./countText.ts";
import { gapRows } from "./gapRows.ts";
import { rateText, spanText } from "./spanText.ts";

/** What there is to say of a journal, in lines. */
export function journalText(facts: JournalFacts): string {
  const { header, first, last, records, snapshots, brokenSnapshots, tornBytes } = facts;
  const lines: string[] = [];
  if (header !== null) {
    const { scenarioHash, seed, engineVersion } = header;
    lines.push(
      ...row(
        "journal",
        `of scenario ${scenarioHash} with seed ${seed}, by busbar ${engineVersion}`,
      ),
    );
  }
  if (first !== null && last !== null) {
    lines.push(...row("time", spanText(first.atMs, last.atMs)));
    if (first.wallMs !== null && last.wallMs !== null) {
      lines.push(...row("wall clock", spanText(first.wallMs, last.wallMs)));
    }
    const numbers = `${grouped(first.seq, 0)} to ${grouped(last.seq, 0)}`;
    const rate = rateText(records, first.atMs, last.atMs);
    lines.push(...row("records", `${grouped(records, 0)} (${numbers})${rate}`));
  } else lines.push(...row("records", "none"));
  for (const [kind, count] of Object.entries(facts.kinds)) {
    lines.push(`${" ".repeat(LABEL)}${grouped(count, 0).padStart(9)} ${kind}`);
  }
  lines.push(
    ...row("on disk", `${countText(facts.segments, "segment")}, ${bytesText(facts.bytes)}`),
  );
  for (const seq of snapshots) lines.push(...row("snapshot", `after record ${grouped(seq, 0)}`));
  for (const name of brokenSnapshots) lines.push(...row("snapshot", `${name} is damaged`));
  lines.push(...gapRows(facts.gaps));
  if (tornBytes > 0) {
    const text = `${bytesText(tornBytes)} at the end: a record that was being written`;
    lines.push(...row("torn", text));
  }
  return lines.map((line) => `${line}\n`).join("");
}
