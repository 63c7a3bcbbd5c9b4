import { z } from "zod";
import { type LawName, laws } from "../../planning/index.ts";
import { minutes, positiveMinutes, powerKw, stepKw } from "./quantity.ts";

const names = Object.keys(laws) as [LawName, ...LawName[]];

export const control = z
  .strictObject({
    strategy: z
      .enum(names)
      .default("immediate")
      .describe(`The law: ${names.map((name) => `${name} (${laws[name].says})`).join("; ")}`),
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
  })
  .describe("The charge management");
