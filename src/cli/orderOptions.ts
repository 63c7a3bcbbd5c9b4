import { z } from "zod";
import { pointOrders } from "../twin/index.ts";
import { jobs, jsonOption, text } from "./options.ts";

/** Options of `forecast`, before they are checked. */
export const forecastOptions = {
  "what-if": {
    type: "string",
    array: true,
    requiresArg: true,
    describe: "Try out: strategy=NAME, limit.NODE=KW, out=POINT, with commas between",
  },
  nights: {
    type: "string",
    requiresArg: true,
    describe: "Simulate so many nights in which chance decides what is open, too",
  },
  jobs: { type: "string", requiresArg: true, describe: "Threads for --nights; default: all CPUs" },
  json: jsonOption,
} as const;

const MOST_NIGHTS = 100_000;
const nights = z
  .string()
  .regex(/^\d+$/, `expected a whole number, 1 to ${MOST_NIGHTS}`)
  .transform(Number)
  .refine((count) => count >= 1 && count <= MOST_NIGHTS, `expected 1 to ${MOST_NIGHTS}`);

/** Checked options of `forecast`. */
export const forecastArguments = z.object({
  folder: text,
  "what-if": z
    .array(z.string())
    .default([])
    .transform((words) => words.flatMap((word) => word.split(","))),
  nights: nights.optional(),
  jobs: jobs.optional(),
  json: z.boolean().default(false),
});

/** Options of `order`, before they are checked. */
export const orderOptions = { json: jsonOption } as const;

const words = [...pointOrders, "limit"] as const;

/** Checked words of `order`. */
export const orderArguments = z
  .object({
    folder: text,
    order: z.enum(words, { error: `expected ${words.join(", ")}` }),
    target: text,
    value: z
      .string()
      .refine((kw) => kw === "off" || (kw !== "" && Number(kw) >= 0), "expected kW, or off")
      .optional(),
    json: z.boolean().default(false),
  })
  .refine(({ order, value }) => (order === "limit") === (value !== undefined), {
    path: ["order"],
    message: "expected kW or off after limit and its node, and nothing after a point",
  });

export type ForecastArguments = z.infer<typeof forecastArguments>;
export type OrderArguments = z.infer<typeof orderArguments>;
