import type { ConnectionReview, SessionReview } from "../../protocols/vdv463/index.ts";
import { grouped } from "../grouped.ts";
import { row } from "../row.ts";
import { countText } from "./countText.ts";

/** What there is to say of a recorded session of VDV 463, in lines. */
export function sessionReviewText({
  connections,
  findings,
}: Pick<SessionReview, "connections" | "findings">): string {
  const lines = [
    ...connections.flatMap(connectionRows),
    ...findings.flatMap(({ severity, rule, count, firstAtMs, first }) => {
      const at = new Date(firstAtMs).toISOString().slice(0, 19).replace("T", " ");
      const label = severity === "information" ? "note" : severity;
      return row(label, `${rule}: ${countText(count, "time")}, first ${at}: ${first}`);
    }),
  ];
  return lines.map((line) => `${line.trimEnd()}\n`).join("");
}

function connectionRows(one: ConnectionReview): string[] {
  const { connection, version, presystem, presystemId, requests, refused, unanswered } = one;
  const who = presystemId === null ? "nobody booted" : `${presystem} ${presystemId}`;
  const asked = Object.entries(requests).map(([action, count]) => `${grouped(count, 0)} ${action}`);
  const lost = [
    ...(refused > 0 ? [`${refused} refused`] : []),
    ...(unanswered > 0 ? [`${unanswered} unanswered`] : []),
  ];
  const rows = [
    ...row(connection, `edition ${version}, ${who}`),
    ...row("", [...asked, ...lost].join(", ")),
  ];
  const { answers, informationPeriod: period } = one;
  const times = [
    ...(answers === null
      ? []
      : [`answered in ${msText(answers.medianMs)}, ${msText(answers.mostMs)} at most`]),
    ...(period === null
      ? []
      : [`informed every ${msText(period.medianMs)}, ${msText(period.mostMs)} at most`]),
  ];
  return times.length === 0 ? rows : [...rows, ...row("", times.join("; "))];
}

function msText(ms: number): string {
  return ms < 1000 ? `${grouped(ms, 0)} ms` : `${grouped(ms / 1000, 1)} s`;
}
