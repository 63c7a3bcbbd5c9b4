import { z } from "zod";
import { SeedsFlaw, seedsOf } from "./seedsOf.ts";
import { UsageProblem } from "./tellFailure.ts";

export const setOption = {
  type: "string",
  array: true,
  requiresArg: true,
  describe: "Replace a value of the scenario: path=value; may be given again",
} as const;
export const jsonOption = {
  type: "boolean",
  describe: "Print the result as JSON on standard output",
} as const;
export const outOption = {
  type: "string",
  requiresArg: true,
  describe: "Folder for the results; default out/NAME-HASH",
} as const;

const junitOption = {
  type: "string",
  requiresArg: true,
  describe: "Write a test case for each assertion of the scenario into this file",
} as const;

/** Options of commands that read a scenario, before they are checked. */
export const scenarioOptions = {
  set: setOption,
  seed: { type: "string", requiresArg: true, describe: "Seed instead of the scenario's" },
  json: jsonOption,
} as const;

/** Options of `run`, before they are checked. */
export const runOptions = {
  ...scenarioOptions,
  out: outOption,
  "dump-problems": {
    type: "string",
    requiresArg: true,
    describe: "Folder for the planning problems of the run, for busbar plan",
  },
  svg: {
    type: "string",
    requiresArg: true,
    describe: "Draw site power against its limits into this file",
  },
  png: { type: "string", requiresArg: true, describe: "The same as PNG" },
  report: {
    type: "boolean",
    describe:
      "Write report.html, with single points however long the run is; --no-report: write none",
  },
  junit: junitOption,
  speed: {
    type: "string",
    requiresArg: true,
    describe: "Pace to the wall clock, this many times as fast",
  },
  seeds: {
    type: "string",
    requiresArg: true,
    describe: "Run once for each of these seeds, like 1..200 or 1,5,9",
  },
  jobs: { type: "string", requiresArg: true, describe: "Threads for --seeds; default: all CPUs" },
  shard: {
    type: "string",
    requiresArg: true,
    describe: "Do the i-th of N parts of --seeds, for busbar merge: i/N",
  },
  anchors: {
    type: "boolean",
    describe: "With --seeds: plug and charge and smallest peaks of each, too",
  },
} as const;

/** Options of `depot`, before they are checked. */
export const depotOptions = {
  listen: {
    type: "string",
    requiresArg: true,
    describe: "Local socket or named pipe to serve the depot at; - is standard input and output",
  },
  speed: {
    type: "string",
    requiresArg: true,
    describe: "Pace to the wall clock, this many times as fast; default: in lock-step",
  },
  out: outOption,
  report: runOptions.report,
  set: setOption,
  seed: scenarioOptions.seed,
} as const;

/** Options of `merge`, before they are checked. */
export const mergeOptions = {
  out: outOption,
  json: jsonOption,
} as const;

/** Options of `compare`, before they are checked. */
export const compareOptions = {
  strategy: {
    type: "string",
    requiresArg: true,
    describe:
      "Strategies, with commas between; own: the scenario's. Default immediate,own,peakShaving",
  },
  set: scenarioOptions.set,
  seeds: {
    type: "string",
    requiresArg: true,
    describe: "Nights, each under every variant, like 1..200; default: the scenario's seed",
  },
  baseline: {
    type: "string",
    requiresArg: true,
    describe: "Variant that the others are held against; default: the first",
  },
  jobs: { type: "string", requiresArg: true, describe: "Threads; default: all CPUs" },
  anchors: {
    type: "boolean",
    describe: "--no-anchors: no smallest peaks, nor who could be served; faster",
  },
  "allow-differences": {
    type: "boolean",
    describe: "Compare other timetables, targets or periods, too",
  },
  junit: junitOption,
  report: { type: "boolean", describe: "--no-report: write no report.html" },
  lang: { type: "string", requiresArg: true, describe: "Of the report: en (default) or de" },
  out: {
    type: "string",
    requiresArg: true,
    describe: "Folder for the results; default out/compare-NAME-HASH",
  },
  json: scenarioOptions.json,
} as const;

/** Options of `report`, before they are checked. */
export const reportOptions = {
  lang: { type: "string", requiresArg: true, describe: "en (default) or de" },
  out: {
    type: "string",
    requiresArg: true,
    describe: "Write the report into this file instead of the folder's report.html",
  },
  svg: { type: "string", requiresArg: true, describe: "Draw every chart into this folder" },
  png: { type: "string", requiresArg: true, describe: "Draw every chart as PNG into this folder" },
} as const;
export const solvers = ["exact", "highs", "jslp"] as const;

/** Options of `plan`, before they are checked. */
export const planOptions = {
  solver: {
    type: "string",
    requiresArg: true,
    describe: "exact (default), highs, or jslp for small problems",
  },
  out: { type: "string", requiresArg: true, describe: "Write the plan into this file" },
  json: { type: "boolean", describe: "Print the plan as JSON on standard output" },
} as const;

/** Options of `init`, before they are checked. */
export const initOptions = {
  from: {
    type: "string",
    requiresArg: true,
    describe: "The timetable, stays or blocks as CSV; default stays.csv beside the scenario",
  },
  depot: { type: "string", requiresArg: true, describe: "Only this depot of the timetable" },
  yes: { type: "boolean", describe: "Ask nothing" },
  force: { type: "boolean", describe: "Replace a scenario that is there" },
} as const;

const seed = z
  .string()
  .regex(/^\d{1,15}$/, "expected a whole number of at most 15 digits, at least 0")
  .transform(Number);

export const seeds = z.string().transform((text, context) => {
  try {
    return { text, list: seedsOf(text) };
  } catch (error) {
    if (!(error instanceof SeedsFlaw)) throw error;
    context.addIssue({ code: "custom", message: error.message });
    return z.NEVER;
  }
});

const MOST_JOBS = 256;
export const jobs = z
  .string()
  .regex(/^\d+$/, `expected a whole number, 1 to ${MOST_JOBS}`)
  .transform(Number)
  .refine((count) => count >= 1 && count <= MOST_JOBS, `expected 1 to ${MOST_JOBS}`);

const shard = z
  .string()
  .regex(/^\d{1,6}\/\d{1,6}$/, "expected i/N, like 1/3")
  .transform((text) => {
    const [index = 0, count = 0] = text.split("/").map(Number);
    return { index, count };
  })
  .refine(({ index, count }) => index >= 1 && index <= count, "expected i/N with i from 1 to N");

const speed = z
  .string()
  .transform(Number)
  .refine((value) => value > 0 && value < Infinity, "expected a number above 0");

export const setting = z
  .string()
  .regex(/^[^=]+=/, "expected path=value, like grid.contractKw=2000");

export const text = z.string().min(1, "expected a name");

/** Checked options of commands that read a scenario. */
export const scenarioArguments = z.object({
  scenario: text,
  set: z.array(setting).default([]),
  seed: seed.optional(),
  json: z.boolean().default(false),
});

/** Checked options of `run`. */
export const runArguments = scenarioArguments.extend({
  out: text.optional(),
  "dump-problems": text.optional(),
  svg: text.optional(),
  png: text.optional(),
  report: z.boolean().optional(),
  junit: text.optional(),
  speed: speed.optional(),
  seeds: seeds.optional(),
  jobs: jobs.optional(),
  shard: shard.optional(),
  anchors: z.boolean().optional(),
});

/** Checked options of `depot`. */
export const depotArguments = runArguments
  .pick({ scenario: true, set: true, seed: true, out: true, report: true, speed: true })
  .extend({ listen: text.default("-") });

/** Checked options of `compare`. */
export const compareArguments = z.object({
  scenarios: z.array(text).min(1),
  strategy: z
    .string()
    .default("immediate,own,peakShaving")
    .transform((words) => words.split(",").map((word) => word.trim())),
  set: z.array(setting).default([]),
  seeds: seeds.optional(),
  baseline: text.optional(),
  jobs: jobs.optional(),
  anchors: z.boolean().default(true),
  "allow-differences": z.boolean().default(false),
  junit: text.optional(),
  report: z.boolean().default(true),
  lang: z.enum(["en", "de"], { error: "expected en or de" }).default("en"),
  out: text.optional(),
  json: z.boolean().default(false),
});

/** Checked options of `merge`. */
export const mergeArguments = z.object({
  folders: z.array(text).min(1),
  out: text.optional(),
  json: z.boolean().default(false),
});

/** Checked options of `report`. */
export const reportArguments = z.object({
  folder: text,
  lang: z.enum(["en", "de"], { error: "expected en or de" }).default("en"),
  out: text.optional(),
  svg: text.optional(),
  png: text.optional(),
});

/** Checked options of `plan`. */
export const planArguments = z.object({
  file: text,
  solver: z.enum(solvers, { error: "expected exact, highs or jslp" }).default("exact"),
  out: text.optional(),
  json: z.boolean().default(false),
});

/** Checked options of `init`. */
export const initArguments = z.object({
  file: text.default("depot.yaml"),
  from: text.optional(),
  depot: text.optional(),
  yes: z.boolean().default(false),
  force: z.boolean().default(false),
});

export type InitArguments = z.infer<typeof initArguments>;
export type PlanArguments = z.infer<typeof planArguments>;
export type CompareArguments = z.infer<typeof compareArguments>;
export type MergeArguments = z.infer<typeof mergeArguments>;
export type ReportArguments = z.infer<typeof reportArguments>;
export type DepotArguments = z.infer<typeof depotArguments>;
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
  return ["scenario", "file", "kind", "folder", "order", "target", "value"].includes(name)
    ? name.toUpperCase()
    : `--${name}`;
}
