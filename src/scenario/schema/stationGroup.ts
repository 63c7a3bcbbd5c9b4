import { z } from "zod";
import type { LossSpec } from "../../physics/index.ts";
import { name, positiveKw, powerKw, seconds } from "./quantity.ts";

const efficiency = z.number().positive().max(1);

const loss = z
  .strictObject({
    fixedKw: powerKw.describe("While energy flows, whatever the power [kW]"),
    linear: z.number().min(0).max(1).describe("Per outlet power [kW/kW]"),
    quadratic: z
      .number()
      .min(0)
      .max(1)
      .describe("At rated power, growing with the square, per rated power [kW/kW]"),
  })
  .describe("Loss between grid and outlet while energy flows") satisfies z.ZodType<LossSpec>;

/** Charging stations of one kind, one outlet each. */
export const stationGroup = z
  .strictObject({
    id: name.describe("Name of the point, or what its numbered names begin with"),
    count: z
      .union([z.int().min(1).max(10_000), z.literal("asNeeded")])
      .optional()
      .describe("How many; asNeeded: as many as stays overlap. Without it, one named id"),
    ratedKw: positiveKw.describe("Most it gives [kW, outlet side]"),
    minKw: powerKw.default(0).describe("Least it can give [kW]; below this it pauses"),
    efficiency: efficiency.optional().describe("Outlet over grid power; default 0.95"),
    loss: loss.optional().describe("A loss polynomial instead of a constant efficiency"),
    standbyKw: powerKw.default(0).describe("Drawn at all times, each [kW]"),
    connectSec: seconds.default(0).describe("From cable in to energy [s]"),
    disconnectSec: seconds
      .default(0)
      .describe("From unplugging until the next bus can plug in [s]"),
    fallbackKw: powerKw
      .default(0)
      .describe("What each gives when no limit is in force [kW]; their sum must fit the grid"),
    gridNode: name.optional().describe("Grid node that feeds it; default: the connection"),
  })
  .describe("Charging stations of one kind, one outlet each");

export type StationGroupFile = z.infer<typeof stationGroup>;
