import { z } from "zod";
import type { LossSpec } from "../../physics/index.ts";
import { name, positiveKw, powerKw, seconds, stepKw } from "./quantity.ts";

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
  .describe("Loss between grid and each outlet while energy flows") satisfies z.ZodType<LossSpec>;

/** Charging stations of one kind, of one outlet each or cabinets of several. */
export const stationGroup = z
  .strictObject({
    id: name.describe("Name of the point, or what its numbered names begin with"),
    count: z
      .union([z.int().min(1).max(10_000), z.literal("asNeeded")])
      .optional()
      .describe(
        "How many stations; asNeeded: points for as many stays as overlap. Without it, one named id",
      ),
    outlets: z
      .int()
      .min(1)
      .max(50)
      .default(1)
      .describe("Points per station; above 1 it is a cabinet with points named id.1, id.2 …"),
    sharing: z
      .enum(["sequential", "dynamic"])
      .optional()
      .describe("How a cabinet's outlets share it: one gives power at a time, or module by module"),
    cabinetKw: positiveKw
      .optional()
      .describe("Most all outlets give together [kW, outlet side]; sequential: ratedKw if missing"),
    moduleKw: stepKw
      .optional()
      .describe("Power module of a dynamic cabinet [kW, outlet side]; cabinetKw is a multiple"),
    switchSec: seconds
      .optional()
      .describe(
        "A module gives nothing while it goes from one outlet to another [s]; " +
          "default 5 if dynamic (estimate), 0 if sequential",
      ),
    ratedKw: positiveKw.describe("Most each outlet gives [kW, outlet side]"),
    minKw: powerKw.default(0).describe("Least each can give [kW]; below this it pauses"),
    efficiency: efficiency
      .optional()
      .describe("Outlet over grid power of each outlet; default 0.95"),
    loss: loss.optional().describe("A loss polynomial instead of a constant efficiency"),
    standbyKw: powerKw.default(0).describe("Drawn at all times, each station or cabinet [kW]"),
    connectSec: seconds.default(0).describe("From cable in to energy [s]"),
    disconnectSec: seconds
      .default(0)
      .describe("From unplugging until the next bus can plug in [s]"),
    fallbackKw: powerKw
      .default(0)
      .describe(
        "What each outlet gives when no limit is in force [kW]; their sum must fit cabinet and grid",
      ),
    gridNode: name.optional().describe("Grid node that feeds it; default: the connection"),
  })
  .describe("Charging stations of one kind: of one outlet each, or cabinets of several");

export type StationGroupFile = z.infer<typeof stationGroup>;
