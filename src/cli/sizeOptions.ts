import { z } from "zod";
import { strategies } from "../planning/index.ts";
import { closestWord } from "../scenario/index.ts";
import { jobs, jsonOption, outOption, seeds, setting, setOption, text } from "./options.ts";

/** Options of `size`, before they are checked. */
export const sizeOptions = {
  set: setOption,
  quantity: {
    type: "string",
    requiresArg: true,
    describe: "What is sized, its path in the scenario; default grid.contractKw",
  },
  share: {
    type: "string",
    requiresArg: true,
    describe: "Share of nights that must be served, above 0 and at most 1; default 0.95",
  },
  seeds: {
    type: "string",
    requiresArg: true,
    describe: "The nights, like 1..200 or 1,5,9; default: the scenario's seed",
  },
  strategy: {
    type: "string",
    requiresArg: true,
    describe: "Strategies to size for, like a,b,c; default: the scenario's",
  },
  season: {
    type: "string",
    array: true,
    requiresArg: true,
    describe: "Another scenario whose nights must be served, too; may be given again",
  },
  jobs: { type: "string", requiresArg: true, describe: "Threads; default: all CPUs" },
  out: outOption,
  report: { type: "boolean", describe: "--no-report: write no report.html" },
  lang: {
    type: "string",
    requiresArg: true,
    describe: "Language of the report: en (default) or de",
  },
  json: jsonOption,
} as const;

const share = z
  .string()
  .transform((given) => Number(given.replace(",", ".")))
  .refine((value) => value > 0 && value <= 1, "expected a share above 0 and at most 1, like 0.95");

const strategyNames = Object.keys(strategies);
const strategy = z.string().transform((given, context) => {
  const names = given.split(",").map((name) => name.trim());
  const unknown = names.find((name) => !strategyNames.includes(name));
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (unknown !== undefined) {
    const meant = closestWord(unknown, strategyNames);
    const mend = meant === undefined ? strategyNames.join(", ") : `did you mean ${meant}?`;
    context.addIssue({ code: "custom", message: `there is no strategy "${unknown}" (${mend})` });
    return z.NEVER;
  }
  if (twice !== undefined) {
    context.addIssue({
      code: "custom",
      message: `expected each strategy once, ${twice} is there twice`,
    });
    return z.NEVER;
  }
  return names;
});

/** Checked options of `size`. */
export const sizeArguments = z.object({
  scenario: text,
  set: z.array(setting).default([]),
  quantity: text.default("grid.contractKw"),
  share: share.default(0.95),
  seeds: seeds.optional(),
  strategy: strategy.optional(),
  season: z.array(text).default([]),
  jobs: jobs.optional(),
  out: text.optional(),
  report: z.boolean().default(true),
  lang: z.enum(["en", "de"], { error: "expected en or de" }).default("en"),
  json: z.boolean().default(false),
});

export type SizeArguments = z.infer<typeof sizeArguments>;
