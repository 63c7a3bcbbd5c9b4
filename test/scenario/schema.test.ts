import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { diskFiles } from "../../src/host/index.ts";
import { loadScenario, scenarioJsonSchema } from "../../src/scenario/index.ts";
import { root } from "../house/sources.ts";
import { depotYaml } from "../support/soundDepot.ts";

interface JsonSchema {
  readonly $schema?: string;
  readonly $ref?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly [key: string]: unknown;
}

const schema = scenarioJsonSchema() as JsonSchema;
const scenarios = readdirSync(path.join(root, "scenarios")).filter((name) =>
  name.endsWith(".yaml"),
);

/** All schemas within a schema, by where they stand. */
function within(at: unknown, name: string): [string, JsonSchema][] {
  if (typeof at !== "object" || at === null) return [];
  const inner = Object.entries(at).flatMap(([key, value]) => within(value, `${name}/${key}`));
  return [[name, at as JsonSchema], ...inner];
}

/** What a reference leads to. */
function targetOf({ $ref }: JsonSchema): JsonSchema | undefined {
  const steps = $ref?.split("/").slice(1) ?? [];
  return steps.reduce<JsonSchema | undefined>((at, step) => at?.[step] as JsonSchema, schema);
}

/** Reads the schema as an editor does; this one knows no `\p` in patterns. */
function editor(): z.ZodType {
  const text = JSON.stringify(schema);
  const plain: unknown = JSON.parse(text, (key, value: unknown) =>
    key === "pattern" && String(value).includes("\\p") ? undefined : value,
  );
  return z.fromJSONSchema(plain as Parameters<typeof z.fromJSONSchema>[0]);
}

describe("the JSON Schema of scenarios", () => {
  it("says which JSON Schema it is", () => {
    expect(schema.$schema).toBe("https://json-schema.org/draft/2020-12/schema");
  });

  it("is plain JSON with references that lead somewhere", () => {
    expect(JSON.parse(JSON.stringify(schema))).toEqual(schema);
    const references = within(schema, "#").filter(([, at]) => at.$ref !== undefined);
    expect(references.filter(([, at]) => targetOf(at) === undefined)).toEqual([]);
  });

  it("has a sentence for every key", () => {
    const silent = within(schema, "#").flatMap(([name, { properties }]) =>
      Object.entries(properties ?? {})
        .filter(([, value]) => (value.description ?? targetOf(value)?.description ?? "") === "")
        .map(([key]) => `${name}/${key}`),
    );
    expect(silent).toEqual([]);
  });

  it("asks only for what has no default", () => {
    expect(schema["required"]).toEqual(["timetable", "vehicleTypes", "stations"]);
  });

  it.each(scenarios)("takes scenarios/%s, as the loader does", async (name) => {
    const file = path.join(root, "scenarios", name);
    expect(editor().safeParse(parse(readFileSync(file, "utf8"))).error).toBeUndefined();
    const { scenario, warnings } = await loadScenario(diskFiles(root), file, {
      settings: [],
      seed: null,
    });
    expect(scenario.plans.length).toBeGreaterThan(0);
    expect(warnings).toEqual([]);
  });

  it.each([
    ["control:", "controll:"],
    ["ratedKw: 150", "ratedKw: 150 kW"],
    ["ratedKw: 150", "ratedKw: -1"],
    ["leastLaxityFirst", "leastLaxtyFirst"],
    ["      maxKw: 350", "      maxkw: 350"],
    ["stations:", "stationen:"],
  ])("refuses in an editor what the loader refuses: %s → %s", (sound, bad) => {
    expect(editor().safeParse(parse(depotYaml)).success).toBe(true);
    expect(editor().safeParse(parse(depotYaml.replace(sound, bad))).success).toBe(false);
  });
});
