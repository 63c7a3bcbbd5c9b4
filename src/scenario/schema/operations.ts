import { z } from "zod";
import {
  type DispatchPolicyName,
  dispatchPolicies,
  type PlugInDelaySpec,
} from "../../operations/index.ts";
import { date, minutes, name, positiveMinutes, soc, timeOfDay, word } from "./quantity.ts";
import { serviceCalendar } from "./serviceCalendar.ts";

const policies = Object.keys(dispatchPolicies) as [DispatchPolicyName, ...DispatchPolicyName[]];

export const timetable = z
  .strictObject({
    file: word.describe("CSV of stays or blocks, as seen from this file"),
    date: date.optional().describe("Service day of a file that gives times without dates"),
    repeat: z
      .int()
      .min(1)
      .max(99)
      .refine((days) => days % 2 === 1, "expected an odd number: the middle day is reported")
      .optional()
      .describe("How many times that day is run in a row; the middle one is reported. Default 3"),
    from: date.optional().describe("First service day of a date range"),
    to: date.optional().describe("Last service day of a date range"),
    leadInDays: z
      .int()
      .min(0)
      .max(99)
      .optional()
      .describe(
        "So many days are run before from, and known after to; then whole days are reported. " +
          "Default 0: all that happens is reported, from a full and idle depot on",
      ),
    calendar: serviceCalendar
      .optional()
      .describe("Which blocks run on which day from from to to, by their column service_day"),
    depot: word.optional().describe("Only rows of this depot"),
    serviceDay: word.optional().describe("Only rows with this service-day code"),
  })
  .describe("Who comes and goes when");

const plugInDelay = z.union([
  minutes,
  z
    .strictObject({
      medianMin: positiveMinutes.describe("Half of all buses are plugged in by then [min]"),
      p95Min: positiveMinutes.describe("95 % of all buses are [min]"),
    })
    .refine(({ medianMin, p95Min }) => p95Min >= medianMin, "expected p95Min ≥ medianMin")
    .describe("Log-normal, drawn anew for every stay"),
]) satisfies z.ZodType<PlugInDelaySpec>;

const service = z.strictObject({
  name: word.describe("For people"),
  durationMin: positiveMinutes.describe("How long it takes [min]"),
  places: z
    .int()
    .min(1)
    .optional()
    .describe("How many buses it can be done to at once; others wait. default: as many as come"),
  share: z
    .number()
    .min(0)
    .max(1)
    .default(1)
    .describe("Of all stays, how many it is due in; drawn for each. Default 1: all"),
});

export const operations = z
  .strictObject({
    plugInDelayMin: plugInDelay
      .optional()
      .describe(
        "From arrival, or the last of the services, to plugging in [min]; default 8 (estimate), " +
          "or as uncertainty has it",
      ),
    services: z
      .array(service)
      .max(20, "expected at most 20 services")
      .default([])
      .describe(
        "What is done to a bus after it has come, one after the other; broken off when it has to leave",
      ),
    pointAssignment: z
      .enum(["fixed", "firstFree", "byNextDeparture"])
      .default("firstFree")
      .describe(
        "Who gets a point when there are too few: who has waited longest (firstFree), who leaves " +
          "first (byNextDeparture); a stay that names its point has that one, fixed: every stay does",
      ),
    swapWhenFull: z
      .boolean({ error: "expected true or false" })
      .default(false)
      .describe(
        "Whether a bus that has what it should leave with is moved off its point when another waits",
      ),
    swapMin: positiveMinutes
      .default(5)
      .describe("Until a bus that is moved off has made room [min]; default 5 (estimate)"),
    unplugBeforeDepartureMin: minutes
      .default(5)
      .describe("From unplugging to departure [min]; default 5 (estimate)"),
    departure: z
      .enum(["onTime", "wait"])
      .default("onTime")
      .describe("Whether a bus below its target leaves all the same"),
    requestLeadMin: minutes
      .default(720)
      .describe("How long before arrival a stay is announced to the charge management [min]"),
    turnaroundMin: minutes
      .default(30)
      .describe("Least time between two blocks of a bus when blocks are dispatched [min]"),
    dispatch: z
      .enum(policies)
      .default("fifo")
      .describe(
        "Which bus takes a block that names none: " +
          policies.map((policy) => `${policy} (${dispatchPolicies[policy].says})`).join("; "),
      ),
    fleet: z
      .record(name, z.int().min(1).max(10_000))
      .default({})
      .describe("Buses of a type for blocks that name none; default: as few as it takes"),
    ambientC: z
      .number()
      .min(-50)
      .max(60)
      .optional()
      .describe(
        "Outside temperature, by which buses are preconditioned whose type is [°C]; default: none is",
      ),
    serviceDayStartsAt: timeOfDay
      .default("04:00")
      .describe("When one service day ends and the next begins in reports (estimate)"),
  })
  .describe("What people do");

export const charging = z
  .strictObject({
    target: z
      .enum(["full", "refillLastBlock", "nextBlock"])
      .default("full")
      .describe(
        "What a bus must leave with: a full battery, what its last block took won back, or what " +
          "its next block will use and a reserve; full where no block follows, and never more",
      ),
    reserveSoc: soc
      .default(0)
      .describe("Under nextBlock: what must be left when the block is done; a fraction"),
    desiredSoc: soc
      .default(1)
      .describe(
        "Under nextBlock: what a bus should leave with; a fraction; 0: no more than it must",
      ),
  })
  .describe("What a bus must leave with, and should");
