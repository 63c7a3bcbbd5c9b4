import type { Scenario } from "../scenario/index.ts";

/** What buses were to leave with, as results say it: the word, and what goes with it. */
export function targetText({ target, reserveSoc, desiredSoc }: Scenario["yard"]): string {
  if (target !== "nextBlock") return target;
  return `nextBlock, reserveSoc ${reserveSoc}, desiredSoc ${desiredSoc}`;
}
