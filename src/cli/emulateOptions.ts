import { z } from "zod";
import { callArguments, callOptions, serverUrl } from "./callOptions.ts";
import { setOption, text } from "./options.ts";

/** Options of `emulate`, before they are checked. */
export const emulateOptions = {
  scenario: { type: "string", requiresArg: true, describe: "A scenario file (YAML)" },
  timetable: { type: "string", requiresArg: true, describe: "Stays or blocks as CSV" },
  cms: { type: "string", requiresArg: true, describe: "Whom to call: wss://…" },
  ...callOptions,
  speed: { type: "string", requiresArg: true, describe: "So many times as fast; default 1" },
  "keep-times": {
    type: "boolean",
    describe: "Say times as the scenario has them, not as the clock on the wall will have them",
  },
  "lock-step": {
    type: "boolean",
    describe:
      "With busbar twin --lock-step: say word for word what the simulated presystem would, when the twin has come to it",
  },
  "redial-s": {
    type: "string",
    requiresArg: true,
    describe:
      "Call again after so many seconds, up to 20 times as many; default 15, in lock-step 0.2",
  },
  "reconnect-min": {
    type: "string",
    requiresArg: true,
    describe: "Lose the connection, after so many minutes on average",
  },
  seed: { type: "string", requiresArg: true, describe: "Seed instead of the scenario's" },
  set: setOption,
  log: { type: "string", requiresArg: true, describe: "Keep all frames in this file" },
} as const;

const above0 = z
  .string()
  .transform(Number)
  .refine((value) => value > 0 && value < Infinity, "expected a number above 0");

const wholeNumber = z
  .string()
  .regex(/^\d{1,15}$/, "expected a whole number")
  .transform(Number);

/** Checked options of `emulate`. */
export const emulateArguments = z.object({
  presystem: z.enum(["dms", "itcs"], "expected dms or itcs"),
  scenario: text.optional(),
  timetable: text.optional(),
  cms: serverUrl,
  ...callArguments,
  speed: above0.optional(),
  "keep-times": z.boolean().default(false),
  "lock-step": z.boolean().default(false),
  "redial-s": above0.optional(),
  "reconnect-min": above0.optional(),
  seed: wholeNumber.optional(),
  set: z.array(text).default([]),
  log: text.optional(),
});

export type EmulateArguments = z.infer<typeof emulateArguments>;
