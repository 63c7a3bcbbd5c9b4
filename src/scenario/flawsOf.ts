import { z } from "zod";
import { closestWord } from "./closestWord.ts";
import type { Path, SourceDocument } from "./readDocument.ts";
import type { Flaw } from "./inputProblem.ts";

type Issue = z.core.$ZodIssue;
type Schema = z.core.$ZodType;

/** More flaws than this at once help nobody. */
const MOST_FLAWS = 10;

/** Says for people what a schema has against a document. */
export function flawsOf(schema: Schema, source: SourceDocument, issues: readonly Issue[]): Flaw[] {
  return issues.flatMap((issue) => flaws(schema, source, issue, [])).slice(0, MOST_FLAWS);
}

function flaws(schema: Schema, source: SourceDocument, issue: Issue, above: Path): Flaw[] {
  const path = [...above, ...issue.path] as Path;
  const found = valueAt(source.value, path);
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => unknownKey(schema, source, path, key));
    case "invalid_union":
      return unionFlaws(schema, source, issue, path, found);
    case "invalid_type":
      return [
        found === undefined
          ? missing(source, path, issue.expected)
          : wrong(source, path, found, `expected ${article(issue.expected)}`),
      ];
    case "invalid_value":
      return [unknownValue(source, path, found, issue.values)];
    case "too_small":
    case "too_big":
      return [wrong(source, path, found, bound(issue))];
    case "custom":
    case "invalid_format":
      return [wrong(source, path, found, expectation(issue))];
    case "not_multiple_of":
    case "invalid_key":
    case "invalid_element":
      return [wrong(source, path, found, issue.message)];
  }
}

function unknownKey(schema: Schema, source: SourceDocument, path: Path, key: string): Flaw {
  const known = keysAt(schema, path);
  const meant = closestWord(key, known);
  return {
    place: source.placeOfKey(path, key),
    message: `there is no key "${key}" here`,
    mend: meant === undefined ? `known keys: ${known.join(", ")}` : `did you mean ${meant}?`,
  };
}

function unknownValue(
  source: SourceDocument,
  path: Path,
  found: unknown,
  values: readonly unknown[],
): Flaw {
  const words = values.map(String);
  const meant = typeof found === "string" ? closestWord(found, words) : undefined;
  const expected = words.length === 1 ? words[0] : `one of ${words.join(", ")}`;
  return {
    ...wrong(source, path, found, `expected ${expected}`),
    ...(meant === undefined ? {} : { mend: `did you mean ${meant}?` }),
  };
}

function missing(source: SourceDocument, path: Path, expected: string): Flaw {
  return {
    place: source.placeOf(path),
    message: `this is missing; expected ${article(expected)}`,
  };
}

function wrong(source: SourceDocument, path: Path, found: unknown, expected: string): Flaw {
  const number = typeof found === "string" ? /^\s*(-?\d+(?:[.,]\d+)?)\s*\D*$/.exec(found) : null;
  const mend = number?.[1]?.replace(",", ".");
  const wantsNumber = expected.startsWith("expected a number");
  return {
    place: source.placeOf(path),
    message: `found ${shown(found)}, ${expected}`,
    ...(wantsNumber && mend !== undefined ? { mend: `write ${mend}` } : {}),
  };
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
  const nearest = inside.toSorted((a, b) => a.length - b.length)[0];
  if (isObject(found) && inside.length === 1 && nearest !== undefined) {
    return nearest.flatMap((error) => flaws(schema, source, error, path));
  }
  const forms = optionsAt(schema, path).map(formOf);
  return [wrong(source, path, found, `expected ${forms.join(", or ")}`)];
}

function bound(issue: Extract<Issue, { code: "too_small" | "too_big" }>): string {
  if (issue.origin === "array") return expectation(issue);
  const limit = issue.code === "too_small" ? issue.minimum : issue.maximum;
  const side = issue.code === "too_small" ? "at least" : "at most";
  const beyond = issue.code === "too_small" ? "above" : "below";
  return `expected a number ${issue.inclusive === false ? beyond : side} ${limit}`;
}

function expectation({ message }: Issue): string {
  return message.startsWith("expected")
    ? message
    : `expected ${message.replace(/^Invalid /, "a valid ")}`;
}

function article(expected: string): string {
  if (expected === "int") return "a whole number";
  if (expected === "object" || expected === "record") return "a mapping";
  if (expected === "array" || expected === "tuple") return "a list";
  if (expected === "string") return "text";
  return `a ${expected}`;
}

/** A value as the file shows it, not too long. */
function shown(value: unknown): string {
  const text = typeof value === "number" ? String(value) : (JSON.stringify(value) ?? "nothing");
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (at, step) => (isObject(at) ? (at as Record<string, unknown>)[step] : undefined),
    value,
  );
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** What could stand at a path: the schema itself, or the forms of a choice. */
function optionsAt(schema: Schema, path: Path): Schema[] {
  let schemas = unwrapped(schema);
  for (const step of path) schemas = schemas.flatMap((at) => stepInto(at, step)).flatMap(unwrapped);
  return schemas;
}

function keysAt(schema: Schema, path: Path): string[] {
  const shapes = optionsAt(schema, path).filter((at) => at instanceof z.ZodObject);
  return [...new Set(shapes.flatMap((at) => Object.keys(at.shape)))];
}

function stepInto(schema: Schema, step: string | number): Schema[] {
  if (schema instanceof z.ZodObject) {
    const inner = (schema.shape as Record<string, Schema>)[step];
    return inner === undefined ? [] : [inner];
  }
  if (schema instanceof z.ZodArray) return [schema.element];
  if (schema instanceof z.ZodRecord) return [schema.valueType];
  if (schema instanceof z.ZodTuple) return [schema.def.items[Number(step)] as Schema];
  return [];
}

function unwrapped(schema: Schema): Schema[] {
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(unwrapped);
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault
  ) {
    return unwrapped(schema.def.innerType);
  }
  return [schema];
}

/** `a number`, `{daily: …}`, `asNeeded`. */
function formOf(schema: Schema): string {
  if (schema instanceof z.ZodObject) {
    return `{${Object.keys(schema.shape)
      .map((key) => `${key}: …`)
      .join(", ")}}`;
  }
  if (schema instanceof z.ZodLiteral) return [...schema.values].map(String).join(", or ");
  return article((schema as z.ZodType).def.type);
}
