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

/** What the schema asks of scenarios that stand by themselves, and of those that extend another. */
const [whole, extending] = (schema["allOf"] as readonly { readonly else: JsonSchema }[]).map(
  ({ else: branch }) => ({ $schema: schema.$schema, ...branch, $defs: schema["$defs"] }),
) as unknown as [JsonSchema, JsonSchema];

/** Reads a branch of the schema as an editor does; this one knows no `\p` in patterns. */
function editor(branch = whole): z.ZodType {
  const text = JSON.stringify(branch);
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
    expect(whole["required"]).toEqual(["timetable", "vehicleTypes", "stations"]);
    expect(extending).not.toHaveProperty("required");
  });

  it.each(scenarios)("takes scenarios/%s, as the loader does", async (name) => {
    const file = path.join(root, "scenarios", name);
    const yaml = parse(readFileSync(file, "utf8")) as object;
    const branch = "extends" in yaml ? extending : whole;
    expect(editor(branch).safeParse(yaml).error).toBeUndefined();
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

  it.each([
    "extends: base.yaml",
    "extends: base.yaml\nstations: [{ id: P, ratedKw: 100 }]",
    "extends: base.yaml\nvehicleTypes: { S12: { usableKwh: 300 } }\ntimetable: { repeat: 5 }",
    "extends: base.yaml\ngrid: { contractKw: , children: [{ id: hall, maxKw: }] }",
    "extends: base.yaml\nstations: [{ id: P, loss: { fixedKw: 2 } }]",
  ])("asks for no more than is changed of one that extends another: %s", (yaml) => {
    expect(editor(extending).safeParse(parse(yaml)).error).toBeUndefined();
    expect(editor().safeParse(parse(yaml)).success).toBe(false);
  });

  it.each([
    "extends: base.yaml\nstations: [{ id: P, ratedKW: 100 }]",
    "extends: base.yaml\ngrid: { children: [{ id: hall, maxKw: much }] }",
    "extends: 5",
  ])("refuses in an editor what no other scenario could mend: %s", (yaml) => {
    expect(editor(extending).safeParse(parse(yaml)).success).toBe(false);
  });
});
