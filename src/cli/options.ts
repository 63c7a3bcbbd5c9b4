import { z } from "zod";
import { UsageProblem } from "./tellFailure.ts";

/** Options of commands that read a scenario, before they are checked. */
export const scenarioOptions = {
  set: {
    type: "string",
    array: true,
    requiresArg: true,
    describe: "Replace a value of the scenario: path=value; may be given again",
  },
  seed: { type: "string", requiresArg: true, describe: "Seed instead of the scenario's" },
  json: { type: "boolean", describe: "Print the result as JSON on standard output" },
} as const;

const seed = z
  .string()
  .regex(/^\d{1,15}$/, "expected a whole number of at most 15 digits, at least 0")
  .transform(Number);

const speed = z
  .string()
  .transform(Number)
  .refine((value) => value > 0 && value < Infinity, "expected a number above 0");

const setting = z.string().regex(/^[^=]+=/, "expected path=value, like grid.contractKw=2000");

const text = z.string().min(1, "expected a name");

/** Checked options of commands that read a scenario. */
export const scenarioArguments = z.object({
  scenario: text,
  set: z.array(setting).default([]),
  seed: seed.optional(),
  json: z.boolean().default(false),
});

export const runArguments = scenarioArguments.extend({
  out: text.optional(),
  svg: text.optional(),
  speed: speed.optional(),
});

export type RunArguments = z.infer<typeof runArguments>;
export type ScenarioArguments = z.infer<typeof scenarioArguments>;

/** Checks options against their schema. @throws UsageProblem for the first that is wrong */
export function checked<T>(schema: z.ZodType<T>, options: object): T {
  const result = schema.safeParse(options);
  if (result.success) return result.data;
  const { path, message } = result.error.issues[0]!;
  const [name, ...rest] = path.map(String);
  const given = (options as Record<string, unknown>)[name!];
  const isPlain = typeof given === "string" || rest.length > 0;
  const found = Array.isArray(given) ? given[Number(rest[0])] : given;
  throw new UsageProblem(
    isPlain
      ? `${optionName(name!)}: found "${found}", ${message}`
      : `${optionName(name!)} is given more than once`,
  );
}

function optionName(name: string): string {
  return name === "scenario" ? "SCENARIO" : `--${name}`;
}
