import { z } from "zod";
import { pointOrders } from "../twin/index.ts";
import { jsonOption, text } from "./options.ts";

/** Options of `forecast`, before they are checked. */
export const forecastOptions = {
  "what-if": {
    type: "string",
    array: true,
    requiresArg: true,
    describe: "Try out: strategy=NAME, limit.NODE=KW, out=POINT, with commas between",
  },
  json: jsonOption,
} as const;

/** Checked options of `forecast`. */
export const forecastArguments = z.object({
  folder: text,
  "what-if": z
    .array(z.string())
    .default([])
    .transform((words) => words.flatMap((word) => word.split(","))),
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
