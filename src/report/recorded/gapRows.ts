import type { RecordedGap } from "../../record/index.ts";
import { row } from "../row.ts";
import { countText } from "./countText.ts";
import { spanText } from "./spanText.ts";

/** Gaps in a recording, in lines. */
export function gapRows(gaps: readonly RecordedGap[]): string[] {
  return gaps.flatMap(({ fromMs, toMs, why, lost }) => {
    const missing = lost === null ? "" : `, ${countText(lost, "frame")} missing`;
    return row("gap", `${spanText(fromMs, toMs)}: ${why}${missing}`);
  });
}
