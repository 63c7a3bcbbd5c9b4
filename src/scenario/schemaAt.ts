import { z } from "zod";
import type { Path } from "./readDocument.ts";

export type Schema = z.core.$ZodType;

/** What could stand at a path: the schema itself, or the forms of a choice. */
export function schemaAt(schema: Schema, path: Path): Schema[] {
  let schemas = unwrapped(schema);
  for (const step of path) schemas = schemas.flatMap((at) => stepInto(at, step)).flatMap(unwrapped);
  return schemas;
}

/** The keys that a mapping at a path may have. */
export function keysAt(schema: Schema, path: Path): string[] {
  const shapes = schemaAt(schema, path).filter((at) => at instanceof z.ZodObject);
  return [...new Set(shapes.flatMap((at) => Object.keys(at.shape)))];
}

/** The words that may stand at a path. */
export function wordsAt(schema: Schema, path: Path): string[] {
  return schemaAt(schema, path)
    .flatMap((at): unknown[] => {
      if (at instanceof z.ZodLiteral) return [...at.values];
      return at instanceof z.ZodEnum ? at.options : [];
    })
    .filter((value) => typeof value === "string");
}

/** The sentence about a key of a mapping at a path. */
export function sentenceAt(schema: Schema, path: Path): string | undefined {
  const key = path.at(-1);
  const shapes = schemaAt(schema, path.slice(0, -1)).filter((at) => at instanceof z.ZodObject);
  return shapes
    .map((at) => (at.shape as Record<string, z.ZodType>)[String(key)]?.description)
    .find((text) => text !== undefined);
}

/** `a number`, `{daily: …}`, `asNeeded`. */
export function formOf(schema: Schema): string {
  if (schema instanceof z.ZodObject) {
    return `{${Object.keys(schema.shape)
      .map((key) => `${key}: …`)
      .join(", ")}}`;
  }
  if (schema instanceof z.ZodLiteral) return [...schema.values].map(String).join(", or ");
  const { type, format } = (schema as z.ZodType).def as { type: string; format?: string };
  return article(format === "safeint" ? "int" : type);
}

/** A type of value with its article. */
export function article(type: string): string {
  if (type === "int") return "a whole number";
  if (type === "object" || type === "record") return "a mapping";
  if (type === "array" || type === "tuple") return "a list";
  if (type === "string") return "text";
  return `a ${type}`;
}

function stepInto(schema: Schema, step: string | number): Schema[] {
  if (schema instanceof z.ZodObject) {
    const shape = schema.shape as Record<string, Schema>;
    return Object.hasOwn(shape, step) ? [shape[step]!] : [];
  }
  if (schema instanceof z.ZodArray) return [schema.element];
  if (schema instanceof z.ZodRecord) return [schema.valueType];
  if (schema instanceof z.ZodTuple) return [schema.def.items[Number(step)] as Schema];
  return [];
}

function unwrapped(schema: Schema): Schema[] {
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(unwrapped);
  if (schema instanceof z.ZodPipe) return unwrapped(schema.out);
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault
  ) {
    return unwrapped(schema.def.innerType);
  }
  return [schema];
}
