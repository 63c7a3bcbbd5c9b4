import { z } from "zod";
import { name, powerKw, timeOfDay, word } from "./quantity.ts";

/** A power that holds always, or changes in steps every day, or as a file says. */
export const powerSeries = z.union([
  powerKw,
  z
    .strictObject({
      daily: z
        .array(z.tuple([timeOfDay, powerKw], { error: 'expected a pair ["05:00", kW]' }))
        .min(1, "expected at least one step")
        .refine(
          (steps) => new Set(steps.map(([time]) => time)).size === steps.length,
          "expected every time of day once",
        )
        .describe('Steps ["05:00", kW] of every day, by the local clock'),
    })
    .describe("Steps that repeat every day"),
  z
    .strictObject({
      file: word.describe("CSV with columns time and kw; times as in a timetable"),
    })
    .describe("Steps from a file"),
]);

export type PowerSeriesFile = z.infer<typeof powerSeries>;

/** A node of the grid tree, with all that hangs below it. */
export interface GridNodeFile {
  readonly id?: string | undefined;
  readonly contractKw?: PowerSeriesFile | undefined;
  readonly maxKw?: PowerSeriesFile | undefined;
  readonly baseLoadKw: PowerSeriesFile;
  readonly children: readonly GridNodeFile[];
}

export const gridNode: z.ZodType<GridNodeFile> = z
  .strictObject({
    id: name.optional().describe("Name of the node; the connection is called site"),
    contractKw: powerSeries
      .optional()
      .describe("Binds means over clock quarter-hours, base load included [kW]"),
    maxKw: powerSeries.optional().describe("Binds every instant, base load included [kW]"),
    baseLoadKw: powerSeries
      .default(0)
      .describe("What hangs right here and is no charging station [kW]"),
    get children() {
      return z.array(gridNode).default([]).describe("Feeders and transformers below this node");
    },
  })
  .describe("A node of the grid tree: connection, transformer, feeder");
