import { z } from "zod";
import { name, positiveKw, positiveKwh, powerKw, soc } from "./quantity.ts";

const knots = <Y extends z.ZodType>(power: Y) => z.array(z.tuple([soc, power])).min(2);

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
      .describe("At the battery, heating and all other consumers included [kWh/km]"),
    maxChargeKw: positiveKw
      .optional()
      .describe("Most the battery takes [kW, battery side]; what chargeCurve counts in"),
    chargeCurve: knots(z.number().min(0))
      .optional()
      .describe("Knots [soc, share of maxChargeKw] from soc 0 to soc 1; default: flat"),
    chargeCurveKw: knots(powerKw)
      .optional()
      .describe("Knots [soc, kW] from soc 0 to soc 1, instead of maxChargeKw and chargeCurve"),
    minChargeKw: powerKw.default(0).describe("Below this the battery takes nothing [kW]"),
    aliases: z
      .array(z.string())
      .default([])
      .describe("Other names of this type in timetable files"),
  })
  .describe("A type of bus");

export const vehicleTypes = z
  .record(name, vehicleType)
  .refine((types) => Object.keys(types).length > 0, "expected at least one type of bus");

export type VehicleTypeFile = z.infer<typeof vehicleType>;
