import { z } from "zod";
import type { PlanningProblem } from "../../messages/index.ts";
import { word } from "./quantity.ts";

/** Beyond any depot: a number above it has the wrong unit [kW, kWh]. */
const MOST = 1_000_000;
/** The last instant that a date can say [ms]. */
const LAST_MS = 8_640_000_000_000_000;

const atMs = z.int().min(-LAST_MS).max(LAST_MS);
const amount = z.number().min(0).max(MOST);
const index = z.int().min(0);

const amountOrNull = amount.nullable();
const countOrNull = z.int().min(1).nullable();
const positiveOrNull = z.number().positive().max(MOST).nullable();

function steps<T extends z.ZodType>(value: T) {
  return z
    .array(z.tuple([atMs, value], { error: "expected a pair [fromMs, value]" }))
    .min(1, "expected at least one step");
}

const node = z.strictObject({
  id: word.describe("Name of the node"),
  parent: z.int().min(-1).describe("Index of the node above; -1: it is the connection"),
  limitKw: steps(amountOrNull).describe(
    "The most that may pass, base load included [kW]; null: no limit",
  ),
  baseLoadKw: steps(amount).describe("What hangs right here and is not planned [kW]"),
});

const cabinet = z.strictObject({
  id: word.describe("Name of the station"),
  node: index.describe("Index of the grid node that feeds it"),
  ratedKw: z.number().positive().max(MOST).describe("All outlets together [kW, outlet side]"),
  moduleKw: positiveOrNull.describe("Size of its modules [kW, outlet side]; null: in any part"),
  outletsAtOnce: countOrNull.describe("How many outlets give power at once; null: all"),
});

const session = z.strictObject({
  id: word.describe("Name of the session"),
  node: index.describe("Index of the grid node that feeds it"),
  cabinet: index.nullable().describe("Index of its cabinet; null: none"),
  fromMs: atMs.describe("When energy can flow [ms since 1970]"),
  toMs: atMs.describe("When it ends [ms since 1970]"),
  usableKwh: z.number().positive().max(MOST).describe("What the battery holds [kWh]"),
  storedKwh: amount.describe("Stored when it begins [kWh]"),
  leastKwh: amount.describe("What it must leave with [kWh stored]"),
  desiredKwh: amount.describe("What it should leave with [kWh stored]"),
  curve: z
    .array(z.tuple([amount, amount], { error: "expected a pair [storedKwh, outletKw]" }))
    .min(2, "expected at least two knots")
    .describe("Power over stored energy, from 0 on"),
  minKw: amount.describe("The least that flows at all [kW, outlet side]"),
  loss: z
    .strictObject({
      fixedKw: amount.describe("While energy flows, whatever the power [kW]"),
      perKw: z.number().min(1).max(10).describe("Grid power per outlet power [kW/kW]"),
      perKw2: z.number().min(0).max(1).describe("Grid power per its square [1/kW]"),
    })
    .describe("Grid power over outlet power"),
  fixedLoadKw: steps(amount).describe("What goes through its plug anyway [kW, grid side]"),
  reservedKw: amount.describe("Set aside for it at all times [kW, grid side]"),
  priority: z.number().describe("Higher goes first when not everybody can be served"),
});

/** A planning problem, as a file. Nothing has a default: it is whole, or it is none. */
export const planningProblem = z
  .strictObject({
    schemaVersion: z.literal(1).describe("Version of this format"),
    fromMs: atMs.describe("Now [ms since 1970]"),
    toMs: atMs.describe("Nothing is planned after this [ms since 1970]"),
    slotMs: countOrNull.describe("Time is cut at multiples of this, too [ms]; null: no"),
    paidPeakKw: amount.describe("A peak up to this is paid for already [kW]"),
    peakEurPerKw: amountOrNull.describe("What a peak costs [EUR/kW]; null: the smallest first"),
    eurPerKwh: steps(z.number().min(-MOST).max(MOST))
      .nullable()
      .describe("Grid energy [EUR/kWh]; null: it has no price"),
    nodes: z.array(node).min(1, "expected at least one node").describe("The grid, from the top"),
    cabinets: z.array(cabinet).describe("Stations whose outlets share what they give"),
    sessions: z.array(session).describe("Stays of buses, from now on"),
  })
  .describe("What a planner is asked") satisfies z.ZodType<PlanningProblem>;
