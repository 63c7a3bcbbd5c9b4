/** A JSON Schema, as far as it is walked through here. */
export interface JsonSchema {
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
  readonly $ref?: string;
  readonly description?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema | boolean;
  readonly [key: string]: unknown;
}

/** What definitions of this schema begin with, to tell them from those of the whole one. */
const PREFIX = "extending-";

/**
 * The schema of a file that extends another: nothing is required of it, for the other may have it,
 * and nothing (`key:`) takes a value of the other away. Forms of a choice stay whole.
 */
export function forExtending(schema: JsonSchema): JsonSchema {
  const { $defs, $ref, properties, additionalProperties, items } = schema;
  const rest = Object.entries(schema).filter(([key]) => key !== "required");
  return {
    ...Object.fromEntries(rest),
    ...($ref !== undefined && { $ref: $ref.replace("#/$defs/", `#/$defs/${PREFIX}`) }),
    ...($defs !== undefined && {
      $defs: mapped($defs, forExtending, (name) => `${PREFIX}${name}`),
    }),
    ...(properties !== undefined && { properties: mapped(properties, orNothing) }),
    ...(typeof items === "object" && { items: forExtending(items) }),
    ...(typeof additionalProperties === "object" && {
      additionalProperties: orNothing(additionalProperties),
    }),
  };
}

function orNothing(schema: JsonSchema): JsonSchema {
  const { description, ...rest } = forExtending(schema);
  return {
    ...(description !== undefined && { description }),
    anyOf: [rest, { type: "null" }],
  };
}

function mapped(
  schemas: Readonly<Record<string, JsonSchema>>,
  change: (schema: JsonSchema) => JsonSchema,
  nameOf = (name: string): string => name,
): Record<string, JsonSchema> {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [nameOf(name), change(schema)]),
  );
}
