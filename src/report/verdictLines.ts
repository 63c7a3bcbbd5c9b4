import type { Verdict } from "../kpi/index.ts";
import { COLUMNS } from "./row.ts";
import { wrapped } from "./wrapped.ts";

/** Assertions with ✓ or ✗ and what was found, in lines that fit a terminal. */
export function verdictLines(verdicts: readonly Verdict[]): string[] {
  return verdicts.flatMap((verdict) => {
    const mark = verdict.holds === null ? "?" : verdict.holds ? "✓" : "✗";
    return wrapped(`${verdict.assertion}: ${foundText(verdict)}`, COLUMNS - 2).map(
      (line, i) => (i === 0 ? `${mark} ` : "  ") + line,
    );
  });
}

/** `found 812.3`, and what that was held against where the assertion does not say it. */
export function foundText({ assertion, holds, found, against }: Verdict): string {
  if (holds === null) return "not judged, the run was interrupted";
  if (found === null) return "found nothing";
  if (against === null) return `found ${found}, and nothing to hold it against`;
  const saysIt = /[<>=]\s*[-+]?[\d.][\d.eE+-]*$/.test(assertion);
  return saysIt ? `found ${found}` : `found ${found}, held against ${against}`;
}
