import { z } from "zod";
import type { Heating } from "../../physics/index.ts";
import { name, positiveKw, positiveKwh, powerKw, soc, word } from "./quantity.ts";

const knots = <Y extends z.ZodType>(power: Y, form: string) =>
  z
    .array(z.tuple([soc, power], { error: `expected a pair ${form}` }))
    .min(2, "expected at least two knots, from soc 0 to soc 1");

const heatings = ["ptc", "heatPump"] as const satisfies readonly Heating[];

const preconditioning = z.strictObject({
  heating: z.enum(heatings).describe("What heats the cabin: electric resistance, or a heat pump"),
});

/** A type of bus. */
export const vehicleType = z
  .strictObject({
    usableKwh: positiveKwh
      .optional()
      .describe("Energy between soc 0 and soc 1 [kWh]; default 0.8 of grossKwh (estimate)"),
    grossKwh: positiveKwh.optional().describe("Nameplate energy [kWh]; at least usableKwh"),
    consumptionKwhPerKm: z
      .number()
      .positive()
      .max(100)
      .describe("At the battery, heating and all other consumers included [kWh/km]"),
    maxChargeKw: positiveKw
      .optional()
      .describe("Most the battery takes [kW, battery side]; what chargeCurve counts in"),
    chargeCurve: knots(z.number().min(0).max(1), "[soc, share of maxChargeKw]")
      .optional()
      .describe("Knots [soc, share of maxChargeKw] from soc 0 to soc 1; default: flat"),
    chargeCurveKw: knots(powerKw, "[soc, kW]")
      .optional()
      .describe("Knots [soc, kW] from soc 0 to soc 1, instead of maxChargeKw and chargeCurve"),
    lengthM: z
      .number()
      .min(5)
      .max(30)
      .optional()
      .describe("The longer, the more power its preconditioning takes [m]; default 12"),
    preconditioning: preconditioning
      .optional()
      .describe(
        "Its cabin is warmed or cooled at the plug until it leaves, by operations.ambientC; default: not",
      ),
    minChargeKw: powerKw.default(0).describe("Below this the battery takes nothing [kW]"),
    aliases: z.array(word).default([]).describe("Other names of this type in timetable files"),
  })
  .describe("A type of bus");

export const vehicleTypes = z
  .record(name, vehicleType)
  .refine((types) => Object.keys(types).length > 0, "expected at least one type of bus")
  .describe("The types of bus, by name");

export type VehicleTypeFile = z.infer<typeof vehicleType>;
