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
  .regex(/^\d{1,15}$/, "expected a whole number, at least 0")
  .transform(Number);

const speed = z
  .string()
  .regex(/^\d*\.?\d+$/, "expected a number above 0")
  .transform(Number)
  .refine((value) => value > 0, "expected a number above 0");

const text = z.string().min(1, "expected a name");

/** Checked options of commands that read a scenario. */
export const scenarioArguments = z.object({
  scenario: text,
  set: z.array(z.string()).default([]),
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
  const [issue] = result.error.issues;
  const name = String(issue?.path[0] ?? "");
  const given = (options as Record<string, unknown>)[name];
  const twice = Array.isArray(given) && name !== "set";
  throw new UsageProblem(
    twice
      ? `--${name} is given more than once`
      : `--${name}: found "${String(given)}", ${issue?.message}`,
  );
}
