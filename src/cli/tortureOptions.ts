import { z } from "zod";
import { jsonOption, scenarioArguments, scenarioOptions, text } from "./options.ts";

/** A command's time-out and a report, with what one lost message costs [s]. */
export const REACTION_SEC = 30;

/** One night [h]. */
export const HOURS = 24;

/** Options of `torture`, before they are checked. */
export const tortureOptions = {
  set: scenarioOptions.set,
  seed: { type: "string", requiresArg: true, describe: "Seed of the first night; default 1" },
  nights: {
    type: "string",
    requiresArg: true,
    describe: "How many nights; default 100, with --seed 1",
  },
  hours: {
    type: "string",
    requiresArg: true,
    describe: "How long a night is, from the start of the scenario; default 24",
  },
  reaction: {
    type: "string",
    requiresArg: true,
    describe: "Seconds until a limit that has fallen must be kept; default 30",
  },
  presystem: {
    type: "string",
    requiresArg: true,
    describe:
      "How requests come to the charge management: direct or vdv463; default: every third night as VDV 463",
  },
  only: {
    type: "string",
    requiresArg: true,
    describe: "Of the faults of that night only these, like 2,5",
  },
  json: jsonOption,
} as const;

const count = (most: number) =>
  z
    .string()
    .transform(Number)
    .refine((value) => Number.isInteger(value) && value >= 1 && value <= most, {
      message: `expected a whole number from 1 to ${most}`,
    });

const numbers = z
  .string()
  .transform((given) => given.split(",").map((word) => Number(word.trim())))
  .refine((all) => all.every((value) => Number.isInteger(value) && value >= 1), {
    message: "expected numbers of faults, like 2,5",
  });

/** Checked options of `torture`. */
export const tortureArguments = z.object({
  scenario: text.optional(),
  set: scenarioArguments.shape.set,
  seed: scenarioArguments.shape.seed,
  nights: count(1_000_000).optional(),
  hours: count(10_000).default(HOURS),
  reaction: count(3600).default(REACTION_SEC),
  presystem: z.enum(["direct", "vdv463"], { error: "expected direct or vdv463" }).optional(),
  only: numbers.optional(),
  json: z.boolean().default(false),
});

export type TortureArguments = z.infer<typeof tortureArguments>;
