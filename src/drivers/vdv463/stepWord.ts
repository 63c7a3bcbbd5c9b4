/**
 * What goes beside the messages of VDV 463 in lock-step, with pings, so that time stands still while a message
 * is unanswered: neither end says or takes anything that another could not.
 */
export type StepWord =
  /** Of the charge management: it is now this instant; what is due is to be said, and nothing later. */
  | { readonly kind: "now"; readonly atMs: number }
  /** Of a presystem: all until now is said and answered, and there is nothing more before this; Infinity: ever. */
  | { readonly kind: "next"; readonly atMs: number }
  /** Of the charge management: nothing will happen any more. */
  | { readonly kind: "over" };

/** As the text of a ping. */
export function stepText(word: StepWord): string {
  if (word.kind === "over") return "over";
  return `${word.kind} ${word.atMs === Infinity ? "never" : word.atMs}`;
}

/** What the text of a ping says; null: nothing that is known here. */
export function stepWord(text: string): StepWord | null {
  if (text === "over") return { kind: "over" };
  const [, kind, at] = /^(now|next) (-?\d{1,15}|never)$/.exec(text) ?? [];
  if (kind === "next") return { kind, atMs: at === "never" ? Infinity : Number(at) };
  return kind === "now" && at !== "never" ? { kind, atMs: Number(at) } : null;
}
