import { z } from "zod";
import { minutes, name, positiveMinutes, powerKw, soc, word } from "./quantity.ts";

/** A list of names without repetition. */
const names = z
  .array(name)
  .min(1, "expected at least one name")
  .refine((list) => new Set(list).size === list.length, "expected every name once");

const instant = word.describe(
  "When it begins: local, 2026-03-04T02:00, or a time of the reported service day, 26:00",
);

const when = z
  .union([
    z
      .strictObject({
        node: name.optional().describe("Grid node; default: the connection"),
        powerAboveKw: powerKw.describe("More than this flows there, base load included [kW]"),
      })
      .describe("A power is too high"),
    z
      .strictObject({
        vehicle: name.describe("Bus"),
        socBelow: soc.describe("It holds less; a bus holds what it left with until it is back"),
      })
      .describe("A bus holds too little"),
    z
      .strictObject({
        after: name.describe("Name of an incident further up in the list"),
        byMin: minutes.default(0).describe("So long after that one has begun [min]"),
      })
      .describe("Another incident has begun"),
  ])
  .describe(
    "Begins once, the first time that this holds; powers and buses are looked at every minute " +
      "from the beginning of the reported time on",
  );

const common = {
  name: name.optional().describe("For results; default: its kind and number, trip1"),
};

const timed = {
  ...common,
  at: instant.optional(),
  when: when.optional(),
  durationMin: positiveMinutes.describe("How long it lasts [min]"),
};

/** Night shift: until somebody has seen it, found another point and driven there (estimate) [min]. */
const REPLUG_MIN = 15;

const incident = z.discriminatedUnion("kind", [
  z
    .strictObject({
      kind: z.literal("trip"),
      ...timed,
      node: name.describe("Grid node below which there is no power, base load included"),
    })
    .describe("A transformer or feeder is off; buses stay plugged in and go on afterwards"),
  z.strictObject({ kind: z.literal("blackout"), ...timed }).describe("The whole site is off"),
  z
    .strictObject({
      kind: z.literal("stationOut"),
      ...timed,
      stations: names.describe("Stations, cabinets or single outlets that do not work"),
      replugMin: minutes
        .default(REPLUG_MIN)
        .describe("After that, buses there are plugged in elsewhere if a point is free [min]"),
    })
    .describe("Charging stations are out of order"),
  z
    .strictObject({
      kind: z.literal("limit"),
      ...timed,
      node: name.optional().describe("Grid node; default: the connection"),
      maxKw: powerKw.describe("Binds every instant, beside the limits of the grid [kW]"),
    })
    .describe("The grid operator allows less"),
  z
    .strictObject({
      kind: z.literal("lateBus"),
      ...common,
      vehicle: name.optional().describe("Bus that returns late"),
      block: name.optional().describe("Block that ends late; vehicle or block, not both"),
      at: instant
        .optional()
        .describe("Its first planned return from then on; default: of the reported time"),
      delayMin: positiveMinutes.describe("How much later than planned it returns [min]"),
      announcedMin: minutes
        .default(0)
        .describe("The controller hears of it so long before the planned return [min]"),
    })
    .describe("A bus comes back late"),
  z
    .strictObject({
      kind: z.literal("linkLoss"),
      ...timed,
      stations: names.describe("Stations, cabinets or single outlets"),
    })
    .describe("Stations and controller hear nothing of each other; fallbacks hold in the end"),
]);

/** What goes wrong. */
export const incidents = z.array(incident).max(1000, "expected at most 1000 incidents");

export type IncidentFile = z.infer<typeof incident>;
