import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { PlanningProblem } from "../messages/index.ts";

/** Hex digits of a hash: 128 bits. */
const DIGITS = 32;

/** Names a problem by all that it says, in whatever order its keys were written. */
export function problemHash(problem: PlanningProblem): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(problem)))).slice(0, DIGITS);
}

/** JSON with the keys of every object sorted: equal values give equal text. */
export function canonicalJson(value: unknown): string {
  return text(value, 0, []);
}

/** Keys of an object, as they came and sorted. */
interface Keys {
  readonly found: readonly string[];
  readonly sorted: readonly string[];
}

/** @param known of the last object at each depth: those that follow mostly have the same */
function text(value: unknown, depth: number, known: Keys[]): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) {
    return `[${value.map((each) => text(each, depth + 1, known)).join(",")}]`;
  }
  const fields = value as Readonly<Record<string, unknown>>;
  const found = Object.keys(fields);
  let keys = known[depth];
  if (found.length !== keys?.found.length || found.some((key, i) => key !== keys!.found[i])) {
    keys = { found, sorted: found.toSorted() };
    known[depth] = keys;
  }
  const parts: string[] = [];
  for (const key of keys.sorted) {
    const field = fields[key];
    if (field !== undefined) parts.push(`${JSON.stringify(key)}:${text(field, depth + 1, known)}`);
  }
  return `{${parts.join(",")}}`;
}
