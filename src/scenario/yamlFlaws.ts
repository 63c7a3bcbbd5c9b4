import { type Document, isCollection, isScalar, visit, type YAMLError } from "yaml";
import type { Flaw, Place } from "./inputProblem.ts";

/** A key given twice is no reason to overlook the next, but more than this help nobody. */
const MOST_FLAWS = 10;

type Words = readonly [message: string, mend: string];

const plain: Words = ["this is not YAML", "compare it with a scenario that works"];
const names: Words = ["found a * or & that names nothing", "put text that begins so in quotes"];

/** What the parser has against a text, said for people. */
const words: Partial<Record<YAMLError["code"], Words>> = {
  ALIAS_PROPS: names,
  BAD_ALIAS: names,
  BAD_DQ_ESCAPE: [
    "found a backslash in double quotes that means nothing",
    "put the text in single quotes",
  ],
  BAD_INDENT: ["this line is not indented like its neighbours", "indent with the same spaces"],
  BAD_SCALAR_START: ["no text begins with this sign", "put it in quotes"],
  BLOCK_AS_IMPLICIT_KEY: [
    "found a key within the value of another key",
    "is a line indented too far, or text with a colon not in quotes?",
  ],
  BLOCK_IN_FLOW: ["found a list or mapping over lines within brackets", "close the brackets first"],
  MISSING_CHAR: ["a sign is missing here", "a colon, a comma or a space?"],
  MULTILINE_IMPLICIT_KEY: ["found a key over several lines", "is a colon missing after a key?"],
  MULTIPLE_DOCS: ["found a second document after ---", "keep one scenario in a file"],
  RESOURCE_EXHAUSTION: ["lists and mappings are nested too deep", "is it really a scenario?"],
  TAB_AS_INDENT: ["found a tab", "indent with spaces"],
  TAG_RESOLVE_FAILED: ["found a tag like !name", "write the value without it"],
  UNEXPECTED_TOKEN: ["found a sign that does not belong here", "put text with signs in quotes"],
};

/**
 * What is wrong with a text as YAML: the first fault, for what comes after it is
 * mostly its consequence; or all keys that are given twice.
 */
export function yamlFlaws(
  document: Document.Parsed,
  text: string,
  at: (offset: number) => Place,
): Flaw[] {
  const faults = [
    ...document.errors,
    ...document.warnings.filter(({ code }) => code === "TAG_RESOLVE_FAILED"),
  ];
  const first =
    faults.find(({ code }) => code === "RESOURCE_EXHAUSTION") ??
    faults.find(({ code }) => code !== "DUPLICATE_KEY");
  if (first === undefined) {
    return faults.slice(0, MOST_FLAWS).map(({ pos: [offset] }) => ({
      place: at(offset),
      message: `the key ${/^[^:\n]*/.exec(text.slice(offset))?.[0]} is given twice`,
      mend: "keep one of them",
    }));
  }
  const opened = first.code === "RESOURCE_EXHAUSTION" ? undefined : unclosed(document, text);
  if (opened !== undefined) {
    return [{ place: at(opened), message: `found a ${text[opened]} that is never closed` }];
  }
  const [message, mend] = words[first.code] ?? plain;
  return [{ place: at(first.pos[0]), message, mend }];
}

/** Where the first bracket or quote stands that lacks its counterpart. */
function unclosed(document: Document.Parsed, text: string): number | undefined {
  let found: number | undefined;
  visit(document, {
    Node: (_, node) => {
      const range = node.range;
      if (!range || !(isCollection(node) ? node.flow : isScalar(node))) return undefined;
      const [start, end] = range;
      const counterpart = { "[": "]", "{": "}", '"': '"', "'": "'" }[text[start] ?? ""];
      if (counterpart === undefined || (end > start + 1 && text[end - 1] === counterpart)) {
        return undefined;
      }
      found = start;
      return visit.BREAK;
    },
  });
  return found;
}
