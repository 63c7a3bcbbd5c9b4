import type * as z from "zod";
import { isObject } from "../schema/isObject.ts";
import { readInstant } from "../model/instant.ts";

type Issues = z.ZodError["issues"];

/**
 * What a tolerant reader lets pass: mends a value of JSON in place, if all that
 * is wrong with it may be mended.
 * @returns what was mended, for people; null if something is beyond mending
 */
export function mended(value: unknown, issues: Issues): string[] | null {
  const notes: string[] = [];
  for (const issue of issues) {
    const parent = at(value, issue.path.slice(0, -1));
    const key = issue.path.at(-1);
    if (issue.code === "unrecognized_keys") {
      const holder = at(value, issue.path);
      if (!isObject(holder)) return null;
      for (const name of issue.keys) delete (holder as Record<string, unknown>)[name];
      const names = issue.keys.slice(0, 3).join(", ").slice(0, 100);
      notes.push(`${where(issue.path)}: unknown ${names} is ignored`);
    } else if (isHolder(parent) && key !== undefined && isZoneless(parent[key])) {
      parent[key] = `${String(parent[key])}Z`;
      notes.push(`${where(issue.path)}: a time without zone is read as UTC`);
    } else {
      return null;
    }
  }
  return notes;
}

/** Issues in words, the first few. */
export function inWords(issues: Issues): string {
  const words = issues.slice(0, 3).map(({ path, message }) => `${where(path)}: ${message}`);
  const more = issues.length - words.length;
  return [...words, ...(more > 0 ? [`and ${more} more`] : [])].join("; ").slice(0, 500);
}

export function isZoneless(value: unknown): boolean {
  return (
    typeof value === "string" && readInstant(value) === null && readInstant(`${value}Z`) !== null
  );
}

function where(path: readonly PropertyKey[]): string {
  return path.length === 0 ? "payload" : path.map(String).join(".");
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((inner, key) => (isHolder(inner) ? inner[key] : undefined), value);
}

function isHolder(value: unknown): value is Record<PropertyKey, unknown> {
  return typeof value === "object" && value !== null;
}
