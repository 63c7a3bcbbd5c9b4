import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
} from "yaml";
import { aliasFlaws } from "./aliasFlaws.ts";
import { InputProblem, type Place } from "./inputProblem.ts";
import { yamlFlaws } from "./yamlFlaws.ts";

export type Path = readonly (string | number)[];

/** A YAML or JSON file read into plain values that remember where they stood. */
export interface SourceDocument {
  readonly file: string;
  readonly value: unknown;
  /**
   * Where a value, or else the nearest thing around it, stands.
   * @param offset of a character within a text that stands on one line
   */
  placeOf(path: Path, offset?: number): Place;
  /** Where a key of a mapping stands. */
  placeOfKey(path: Path, key: string): Place;
}

/** Aliases may not blow a file up to more than this many times its values. */
const MAX_ALIASES = 100;

/** Deeper than any grid. */
const MAX_DEPTH = 100;

/**
 * Reads YAML 1.2 (so JSON, too).
 * @throws InputProblem for text that is no YAML, for repeated keys, for alias bombs
 */
export function readDocument(file: string, text: string): SourceDocument {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    logLevel: "error",
  });
  const at = (offset: number, path?: string): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col, path };
  };
  const value = plainValue(document, text, at);
  const offsetOf = (path: Path, key?: string): number => {
    let node: unknown = document.contents;
    let offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
    for (const step of key === undefined ? path : [...path, key]) {
      if (isAlias(node)) node = node.resolve(document);
      let next: unknown;
      if (isMap(node)) {
        const pair = node.items.find((item) => isPair(item) && keyOf(item.key) === String(step));
        if (isNode(pair?.key)) offset = pair.key.range?.[0] ?? offset;
        next = pair?.value;
      } else if (isSeq(node)) {
        next = node.items[Number(step)];
      }
      if (!isNode(next)) return offset;
      node = next;
      if (step !== key) offset = next.range?.[0] ?? offset;
    }
    return offset;
  };
  return {
    file,
    value,
    placeOf: (path, offset = 0) => at(charAt(text, offsetOf(path), offset), dotted(path)),
    placeOfKey: (path, key) => at(offsetOf(path, key), dotted(path)),
  };
}

/** Where a character of a text stands that begins there, in quotes or not; a block is told of as a whole. */
function charAt(text: string, start: number, offset: number): number {
  const first = text[start] ?? "";
  if (offset === 0 || "|>".includes(first)) return start;
  return start + offset + ("\"'".includes(first) ? 1 : 0);
}

/** @throws InputProblem unless there is one, of a size that can be handled */
function plainValue(
  document: Document.Parsed,
  text: string,
  at: (offset: number) => Place,
): unknown {
  let flaws = yamlFlaws(document, text, at);
  if (flaws.length === 0) flaws = aliasFlaws(document, at);
  if (flaws.length > 0) throw new InputProblem(...flaws);
  const tooMuch = (message: string): InputProblem =>
    new InputProblem({ place: at(0), message, mend: "write the values out" });
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: MAX_ALIASES });
  } catch {
    throw tooMuch("aliases (*name) of aliases stand for too many values");
  }
  if (isDeeper(value, MAX_DEPTH)) throw tooMuch("lists and mappings are nested too deep");
  return value;
}

function isDeeper(value: unknown, depth: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return depth === 0 || Object.values(value).some((inner) => isDeeper(inner, depth - 1));
}

/** `stations.0.ratedKw`. */
export function dotted(path: Path): string {
  return path.join(".");
}

function keyOf(key: unknown): string {
  return isScalar(key) ? String(key.value) : String(key);
}
