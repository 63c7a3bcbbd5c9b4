import { type Document, isNode, visit } from "yaml";
import type { Flaw, Place } from "./inputProblem.ts";

/** More than anybody writes; a text with more of them is made to take long. */
const MOST_ALIASES = 1000;
const MOST_FLAWS = 5;

/** What is wrong with the aliases (`*name`) of a text: none before them, or around them. */
export function aliasFlaws(document: Document.Parsed, at: (offset: number) => Place): Flaw[] {
  const anchors = new Map<string, unknown>();
  const flaws: Flaw[] = [];
  let count = 0;
  visit(document, {
    Node: (_, node) => {
      if (isNode(node) && "anchor" in node && node.anchor) anchors.set(node.anchor, node);
    },
    Alias: (_, alias, around) => {
      const place = at(alias.range?.[0] ?? 0);
      const target = anchors.get(alias.source);
      const found = `found *${alias.source}`;
      if (++count > MOST_ALIASES) {
        flaws.push({ place, message: `found more than ${MOST_ALIASES} aliases`, mend: WRITE_OUT });
      } else if (target === undefined) {
        const message = `${found}, but nothing before it is named &${alias.source}`;
        flaws.push({ place, message, mend: `name it, or put "*${alias.source}" in quotes` });
      } else if (around.includes(target as (typeof around)[number])) {
        const message = `${found} within &${alias.source} itself: that has no end`;
        flaws.push({ place, message, mend: WRITE_OUT });
      }
      return flaws.length >= MOST_FLAWS || count > MOST_ALIASES ? visit.BREAK : undefined;
    },
  });
  return flaws;
}

const WRITE_OUT = "write the value out";
