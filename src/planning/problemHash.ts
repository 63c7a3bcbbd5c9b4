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
  return JSON.stringify(sorted(value));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
