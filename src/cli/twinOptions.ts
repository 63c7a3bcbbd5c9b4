import { z } from "zod";
import { jsonOption, outOption, scenarioArguments, scenarioOptions, text } from "./options.ts";

/** Options of `twin`, before they are checked. */
export const twinOptions = {
  ...scenarioOptions,
  out: { ...outOption, describe: "Folder of the run; default out/twin-NAME-HASH" },
  depot: {
    type: "string",
    requiresArg: true,
    describe: "Charge in the depot that listens at this local socket or named pipe (busbar depot)",
  },
  "lock-step": {
    type: "boolean",
    describe:
      "The depot, or presystems, and the twin wait for every answer of each other: a run goes one way",
  },
  speed: {
    type: "string",
    requiresArg: true,
    describe: "So many times as fast as the wall clock; default 1, max: as fast as possible",
  },
  until: {
    type: "string",
    requiresArg: true,
    describe: "Stop after this instant, like 2026-03-02T22:00Z",
  },
  http: {
    type: "string",
    requiresArg: true,
    describe: "Serve /healthz, /metrics and /state on this port of localhost; 0 takes a free one",
  },
  log: {
    type: "string",
    requiresArg: true,
    describe: "Log into this file, one JSON object per line; stderr: there",
  },
  schemas: {
    type: "string",
    requiresArg: true,
    describe: "Folder of your copy of the official schemas, to hold frames of presystems against",
  },
  report: { type: "boolean", describe: "--no-report: write no report.html" },
  junit: {
    type: "string",
    requiresArg: true,
    describe: "Write a test case for each assertion of the scenario into this file",
  },
} as const;

const speed = z
  .string()
  .transform((words) => (words === "max" ? Infinity : Number(words)))
  .refine((value) => value > 0, "expected a number above 0, or max");

const instant = z
  .string()
  .regex(
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})$/,
    "expected an instant like 2026-03-02T22:00Z or 2026-03-02T23:00+01:00",
  )
  .transform(Date.parse)
  .refine((atMs) => !Number.isNaN(atMs), "there is no such instant");

const port = z
  .string()
  .regex(/^\d{1,5}$/, "expected a port, 0 to 65535")
  .transform(Number)
  .refine((number) => number <= 65_535, "expected a port, 0 to 65535");

/** Checked options of `twin`. */
export const twinArguments = scenarioArguments.extend({
  out: text.optional(),
  depot: text.optional(),
  "lock-step": z.boolean().default(false),
  speed: speed.optional(),
  until: instant.optional(),
  http: port.optional(),
  log: text.optional(),
  schemas: text.optional(),
  report: z.boolean().default(true),
  junit: text.optional(),
});

/** Options of `replay`, before they are checked. */
export const replayOptions = {
  scenario: {
    type: "string",
    requiresArg: true,
    describe: "The scenario, where it is no longer where it was",
  },
  json: jsonOption,
} as const;

/** Checked options of `replay`. */
export const replayArguments = z.object({
  folder: text,
  scenario: text.optional(),
  json: z.boolean().default(false),
});

export type TwinArguments = z.infer<typeof twinArguments>;
export type ReplayArguments = z.infer<typeof replayArguments>;
