import { z } from "zod";
import type { LinkLossSpec, PointFaultSpec } from "../../depot/index.ts";
import type {
  BusSwapSpec,
  ConsumptionSpec,
  ForgottenPlugSpec,
  PlugInDelaySpec,
  ReturnDelaySpec,
  SessionFailureSpec,
  SocForecastSpec,
} from "../../operations/index.ts";
import { minutes, positiveMinutes, soc, timeOfDay } from "./quantity.ts";

const share = z.number().min(0).max(1);
/** A relative standard deviation. */
const spread = z.number().min(0).max(1);
/** Up to ten years [h]. */
const hours = z.number().min(0.1).max(87_600);

const returnDelay = z
  .strictObject({
    earlyMin: minutes
      .default(2)
      .describe("The earliest return is so long before the planned [min]"),
    medianMin: minutes.default(2.5).describe("Half of all returns are no later [min]"),
    p95Min: minutes.default(13.45).describe("95 % of all returns are no later [min]"),
    incidentShare: share.default(0.015).describe("Of all blocks, how many have an incident on top"),
    incidentMeanMin: positiveMinutes.default(30).describe("What it takes on average [min]"),
    peakFactor: z
      .number()
      .min(0)
      .max(10)
      .default(1.4)
      .describe("So many times as late, from the earliest on, in peak hours"),
    peakHours: z
      .array(z.strictObject({ from: timeOfDay, to: timeOfDay }))
      .max(10, "expected at most 10 spans")
      .default([
        { from: "06:00", to: "09:00" },
        { from: "15:00", to: "19:00" },
      ])
      .describe("Planned returns within these"),
    correlation: share.default(0.4).describe("What blocks of one service day have in common"),
    announcedAboveMin: minutes
      .default(5)
      .describe(
        "The controller hears of a delay above this when the bus is due, of no other [min]",
      ),
  })
  .refine(
    ({ earlyMin, medianMin }) => earlyMin + medianMin > 0,
    "expected earlyMin + medianMin > 0",
  )
  .refine(({ medianMin, p95Min }) => p95Min >= medianMin, "expected p95Min ≥ medianMin")
  .describe("Buses return later than planned (estimate)") satisfies z.ZodType<ReturnDelaySpec>;

const consumption = z
  .strictObject({
    daySpread: spread.default(0.05).describe("Relative, of a whole service day (estimate)"),
    driverSpread: spread.default(0.06).describe("Relative, of driver and vehicle (estimate)"),
    tripSdKwhPerKm: z
      .number()
      .min(0)
      .max(10)
      .default(0.27)
      .describe("Standard deviation of a single trip [kWh/km] (RouteZero)"),
    tripKm: z
      .number()
      .min(0.1)
      .max(1000)
      .default(12)
      .describe("Length of a trip: a block of n has 1/√n of its spread [km] (estimate)"),
  })
  .describe("Blocks use more or less than planned") satisfies z.ZodType<ConsumptionSpec>;

const socForecast = z
  .strictObject({
    sdSoc: soc.default(0.03).describe("Standard deviation of the announced soc; a fraction"),
  })
  .describe(
    "What is announced of buses is not exact (estimate)",
  ) satisfies z.ZodType<SocForecastSpec>;

const plugInDelay = z
  .strictObject({
    medianMin: positiveMinutes
      .default(6)
      .describe("Half of all buses are plugged in by then [min]"),
    p95Min: positiveMinutes.default(20).describe("95 % of all buses are [min]"),
  })
  .refine(({ medianMin, p95Min }) => p95Min >= medianMin, "expected p95Min ≥ medianMin")
  .describe(
    "How long plugging in takes (estimate); typical only where operations.plugInDelayMin is not said",
  ) satisfies z.ZodType<PlugInDelaySpec>;

const forgottenPlug = z
  .strictObject({
    share: share.default(0.005).describe("Of all stays, how many"),
    foundFromMin: minutes
      .default(60)
      .describe("A patrol finds it between this and foundToMin later [min]"),
    foundToMin: minutes.default(120).describe("[min]"),
  })
  .refine(
    ({ foundFromMin, foundToMin }) => foundFromMin <= foundToMin,
    "expected foundToMin ≥ foundFromMin",
  )
  .describe("Nobody plugs the bus in (estimate)") satisfies z.ZodType<ForgottenPlugSpec>;

const busSwap = z
  .strictObject({
    share: share.default(0.015).describe("Of all departures, how many"),
    knownBeforeMin: minutes
      .default(20)
      .describe("The controller hears of it so long before the departure [min]"),
    parkedMin: minutes
      .default(60)
      .describe("Only a bus that has been back for so long leaves instead [min]"),
  })
  .describe(
    "The bus of the type that is to leave next leaves instead, and the planned one with what that was to do (estimate)",
  ) satisfies z.ZodType<BusSwapSpec>;

const sessionFailure = (usual: number, says: string) =>
  z
    .strictObject({
      share: share.default(usual).describe("Of all sessions, how many"),
      replugFromMin: minutes
        .default(10)
        .describe("Plugged in anew between this and replugToMin later [min]"),
      replugToMin: minutes.default(20).describe("[min]"),
    })
    .refine(
      ({ replugFromMin, replugToMin }) => replugFromMin <= replugToMin,
      "expected replugToMin ≥ replugFromMin",
    )
    .describe(says) satisfies z.ZodType<SessionFailureSpec>;

const pointFaults = z
  .strictObject({
    mtbfHours: hours.default(1200).describe("Mean time that a point works between two faults [h]"),
    repairMedianHours: hours.default(20).describe("Half of all faults are mended by then [h]"),
    repairP95Hours: hours.default(96).describe("95 % are [h]"),
    replugMin: minutes
      .default(15)
      .describe("After that, its bus is plugged in elsewhere if a point is free [min]"),
  })
  .refine(
    ({ repairMedianHours, repairP95Hours }) => repairP95Hours >= repairMedianHours,
    "expected repairP95Hours ≥ repairMedianHours",
  )
  .describe("Points fail and are mended (estimate)") satisfies z.ZodType<PointFaultSpec>;

const linkLosses = z
  .strictObject({
    perWeek: z.number().min(0.001).max(1000).default(0.5).describe("How often a week and point"),
    shortestMin: positiveMinutes.default(0.5).describe("No shorter than this [min]"),
    longestMin: positiveMinutes.default(10).describe("No longer than this [min]"),
  })
  .refine(
    ({ shortestMin, longestMin }) => shortestMin <= longestMin,
    "expected longestMin ≥ shortestMin",
  )
  .describe(
    "Stations and controller hear nothing of each other (estimate)",
  ) satisfies z.ZodType<LinkLossSpec>;

const models = z.strictObject({
  returnDelay: returnDelay.optional(),
  consumption: consumption.optional(),
  socForecast: socForecast.optional(),
  busSwap: busSwap.optional(),
  plugInDelay: plugInDelay.optional(),
  forgottenPlug: forgottenPlug.optional(),
  sessionStart: sessionFailure(0.03, "Sessions do not start (estimate)").optional(),
  sessionStop: sessionFailure(0.015, "Sessions stop before their time (estimate)").optional(),
  pointFaults: pointFaults.optional(),
  linkLosses: linkLosses.optional(),
});

/** What chance decides in a run. */
export const uncertainty = z
  .union([z.literal("typical"), models])
  .describe(
    "What goes otherwise than planned, as chance has it, alike for every strategy: typical is all of it " +
      "with its defaults; otherwise what is named, {} with its defaults",
  );

export type UncertaintyFile = z.infer<typeof models>;

/** All models with their defaults. */
export const typicalUncertainty: UncertaintyFile = models.parse(
  Object.fromEntries(Object.keys(models.shape).map((name) => [name, {}])),
);
