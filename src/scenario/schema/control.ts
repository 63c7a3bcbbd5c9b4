import { z } from "zod";
import { strategies, type StrategyName } from "../../planning/index.ts";
import { minutes, positiveMinutes, powerKw, stepKw } from "./quantity.ts";

const names = Object.keys(strategies) as [StrategyName, ...StrategyName[]];

export const control = z
  .strictObject({
    strategy: z
      .enum(names)
      .default("immediate")
      .describe(
        `Who gets how much: ${names.map((name) => `${name} (${strategies[name].law.says})`).join("; ")}`,
      ),
    cadenceMin: positiveMinutes
      .optional()
      .describe("Decide only at multiples of this since midnight UTC [min]; default: on events"),
    limitStepKw: powerKw
      .default(0.1)
      .describe("Limits are rounded down to multiples of this [kW]; 0: not at all"),
    incrementKw: stepKw.default(1).describe("Step of roundRobin [kW, grid side]"),
    quantumMin: minutes
      .default(10)
      .describe("How much more urgent a waiting bus must be to take a place [min] (estimate)"),
    releaseStepKw: stepKw
      .default(10)
      .describe("Idle power of a tapering bus worth handing on [kW]; default 10 (estimate)"),
    limitLifetimeMin: minutes
      .min(10)
      .default(720)
      .describe("How long a limit holds before the station falls back [min]"),
    commandTimeoutSec: z
      .number()
      .min(1)
      .max(120)
      .default(30)
      .describe("A command without an answer for this long is repeated [s]"),
    expectedPlugInMin: minutes
      .optional()
      .describe(
        "When a bus is expected to charge after its arrival, by balanced and peakShaving [min]; " +
          "default: the medians of plugging in and of the stations' connecting, and services",
      ),
    planEveryMin: positiveMinutes
      .default(180)
      .describe(
        "Plans are made at multiples of this since midnight UTC [min]; default 180 (estimate)",
      ),
    planHorizonMin: positiveMinutes
      .default(2160)
      .describe(
        "Buses expected later than this are not planned yet [min]; default 2160 (estimate)",
      ),
    replanToleranceMin: minutes
      .default(5)
      .describe("A bus that comes or goes otherwise by more calls for a new plan [min] (estimate)"),
    replanToleranceSoc: z
      .number()
      .min(0.0001)
      .max(1)
      .default(0.01)
      .describe("So does a state of charge that is otherwise by more; a fraction (estimate)"),
  })
  .describe("The charge management");
