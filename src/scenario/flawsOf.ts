import type { z } from "zod";
import { closestWord } from "./closestWord.ts";
import type { Flaw } from "./inputProblem.ts";
import { numberMeant } from "./numberMeant.ts";
import type { Path, SourceDocument } from "./readDocument.ts";
import { article, formOf, keysAt, type Schema, schemaAt, sentenceAt, wordsAt } from "./schemaAt.ts";

type Issue = z.core.$ZodIssue;

/** More flaws than this at once help nobody. */
const MOST_FLAWS = 10;

/** Says for people what a schema has against a document. */
export function flawsOf(schema: Schema, source: SourceDocument, issues: readonly Issue[]): Flaw[] {
  return issues
    .filter((issue, i) => !isEcho(issue, issues.slice(0, i)) && !isMistyped(issue, issues))
    .flatMap((issue) => flaws(schema, source, issue, []))
    .slice(0, MOST_FLAWS);
}

/** A further check of a value that has already failed a plain one. */
function isEcho(issue: Issue, before: readonly Issue[]): boolean {
  return issue.code === "custom" && before.some(({ path }) => samePath(path, issue.path));
}

/** A key that is missing because it is written otherwise; that is told of the key that is there. */
function isMistyped({ code, path }: Issue, issues: readonly Issue[]): boolean {
  const key = path.at(-1);
  return (
    code === "invalid_type" &&
    typeof key === "string" &&
    issues.some(
      (other) =>
        other.code === "unrecognized_keys" &&
        samePath(other.path, path.slice(0, -1)) &&
        other.keys.some((found) => closestWord(found, [key]) !== undefined),
    )
  );
}

function samePath(a: readonly PropertyKey[], b: readonly PropertyKey[]): boolean {
  return a.length === b.length && a.every((step, i) => step === b[i]);
}

function flaws(schema: Schema, source: SourceDocument, issue: Issue, above: Path): Flaw[] {
  const path = [...above, ...issue.path] as Path;
  const found = valueAt(source.value, path);
  switch (issue.code) {
    case "unrecognized_keys":
      return unknownKeys(schema, source, path, issue.keys);
    case "invalid_union":
      return unionFlaws(schema, source, issue, path, found);
    case "invalid_type": {
      const expected = expectation(issue.message, article(issue.expected));
      return [
        found === undefined
          ? missing(schema, source, path, expected)
          : wrong(source, path, found, expected),
      ];
    }
    case "invalid_value":
      return [unknownValue(source, path, found, issue.values)];
    case "too_small":
    case "too_big":
      return [wrong(source, path, found, bound(issue))];
    case "invalid_key":
      return [wrongKey(source, path, issue.issues[0]?.message ?? issue.message)];
    case "custom":
    case "invalid_format":
    case "not_multiple_of":
    case "invalid_element":
      return [wrong(source, path, found, expectation(issue.message, "another value"))];
  }
}

function unknownKeys(
  schema: Schema,
  source: SourceDocument,
  path: Path,
  keys: readonly string[],
): Flaw[] {
  const known = keysAt(schema, path);
  return keys.map((key, i) => {
    const meant = closestWord(key, known);
    const all = i === 0 ? `known keys: ${known.join(", ")}` : undefined;
    return {
      place: source.placeOfKey(path, key),
      message: `there is no key ${shown(key)} here`,
      mend: meant === undefined ? all : `did you mean ${meant}?`,
    };
  });
}

function wrongKey(source: SourceDocument, path: Path, message: string): Flaw {
  const key = String(path.at(-1));
  return {
    place: source.placeOfKey(path.slice(0, -1), key),
    message: `found ${shown(key)}, expected ${expectation(message, "another name")}`,
  };
}

function unknownValue(
  source: SourceDocument,
  path: Path,
  found: unknown,
  values: readonly unknown[],
): Flaw {
  const words = values.map(String);
  const expected = words.length === 1 ? `${words[0]}` : `one of ${words.join(", ")}`;
  return { ...wrong(source, path, found, expected), mend: wordMeant(found, values) };
}

/** How to write the word or number that a text was meant to be. */
function wordMeant(found: unknown, values: readonly unknown[]): string | undefined {
  if (typeof found !== "string") return undefined;
  const meant = closestWord(found, values.map(String));
  if (meant === found) return `write ${meant} without quotes`;
  return meant === undefined ? undefined : `did you mean ${meant}?`;
}

function missing(schema: Schema, source: SourceDocument, path: Path, expected: string): Flaw {
  const sentence = sentenceAt(schema, path);
  return {
    place: source.placeOf(path),
    message: `this is missing; expected ${expected}`,
    mend: sentence === undefined ? undefined : `add ${path.at(-1)}: ${sentence}`,
  };
}

function wrong(source: SourceDocument, path: Path, found: unknown, expected: string): Flaw {
  return {
    place: source.placeOf(path),
    message: `found ${shown(found)}, expected ${expected}`,
    mend: plainMeant(path, found, expected),
  };
}

/** How to write a number that is text, or a text that is a number. */
function plainMeant(path: Path, found: unknown, expected: string): string | undefined {
  if (typeof found === "string" && /^a (whole )?number/.test(expected)) {
    const key = String(path.findLast((step) => typeof step === "string"));
    const number = numberMeant(found, key);
    return number === undefined ? undefined : `write ${number}`;
  }
  const isText = expected === "text" || expected.startsWith("a name");
  return isText && typeof found === "number" ? `write "${found}" in quotes` : undefined;
}

/** Of a choice of forms, speaks of the one that was most likely meant. */
function unionFlaws(
  schema: Schema,
  source: SourceDocument,
  issue: Extract<Issue, { code: "invalid_union" }>,
  path: Path,
  found: unknown,
): Flaw[] {
  const branches = issue.errors.filter((errors) => errors.length > 0);
  const inside = branches.filter((errors) => errors.every(({ path: at }) => at.length > 0));
  if (isObject(found) && inside.length === 1) {
    return inside[0]!.flatMap((error) => flaws(schema, source, error, path));
  }
  const known = keysAt(schema, path);
  if (isObject(found) && !Array.isArray(found)) {
    const unknown = Object.keys(found).filter((key) => !known.includes(key));
    if (unknown.length > 0) return unknownKeys(schema, source, path, unknown);
  }
  const flaw = wrong(source, path, found, schemaAt(schema, path).map(formOf).join(", or "));
  const mend = flaw.mend ?? wordMeant(found, wordsAt(schema, path));
  return [{ ...flaw, mend }];
}

function bound(issue: Extract<Issue, { code: "too_small" | "too_big" }>): string {
  if (issue.origin !== "number" && issue.origin !== "int") return expectation(issue.message, "");
  const limit = issue.code === "too_small" ? issue.minimum : issue.maximum;
  const side = issue.code === "too_small" ? "of at least" : "of at most";
  const beyond = issue.code === "too_small" ? "above" : "below";
  return `a number ${issue.inclusive === false ? beyond : side} ${limit}`;
}

/** What the schema itself says is expected, where it says so. */
function expectation(message: string, otherwise: string): string {
  return message.startsWith("expected ") ? message.slice("expected ".length) : otherwise;
}

/** A value as the file shows it, not too long. */
function shown(value: unknown): string {
  if (value === null || value === undefined) return "nothing";
  const text = typeof value === "number" ? String(value) : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (at, step) => (isObject(at) && Object.hasOwn(at, step) ? Reflect.get(at, step) : undefined),
    value,
  );
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
