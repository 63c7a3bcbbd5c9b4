import type { Scenario } from "../scenario/index.ts";

type Links = NonNullable<Scenario["links"]>;

const kinds = {
  station: "stations",
  meter: "meters",
  presystem: "presystem",
  gridOperator: "grid operator",
} as const;

/** What links are not as direct as function calls, in words; null: all are. */
export function linksText(links: Scenario["links"]): string | null {
  if (links === null) return null;
  const texts = Object.entries(kinds).map(([kind, name]) => {
    return { name, says: linkText(links[kind as keyof Links]) };
  });
  const told = texts.filter(({ says }) => says !== "");
  if (told.length === 0) return null;
  const [first] = told;
  if (texts.every(({ says }) => says === first!.says)) return `not direct: ${first!.says}`;
  return `not direct: ${told.map(({ name, says }) => `${name} ${says}`).join("; ")}`;
}

function linkText(link: Links["station"]): string {
  const { latencyMs, jitterMs, answerMs, noticeMs } = link;
  const parts = [
    latencyMs + jitterMs > 0
      ? `${latencyMs}${jitterMs > 0 ? ` to ${latencyMs + jitterMs}` : ""} ms each way`
      : "",
    shareText(link.lossShare, "lost"),
    shareText(link.duplicateShare, "twice"),
    shareText(link.reorderShare, "held up"),
    shareText(link.rejectShare, "of limits refused"),
    answerMs > 0 ? `answers up to ${answerMs} ms later` : "",
    noticeMs > 0 ? `a loss noticed after ${noticeMs} ms` : "",
  ];
  return parts.filter((part) => part !== "").join(", ");
}

function shareText(share: number, what: string): string {
  return share > 0 ? `${Math.round(share * 1000) / 10} % ${what}` : "";
}
