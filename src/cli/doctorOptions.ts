import { z } from "zod";
import { callArguments, callOptions, serverUrl } from "./callOptions.ts";
import { jsonOption } from "./options.ts";

/** Options of `doctor`, before they are checked. */
export const doctorOptions = { ...callOptions, json: jsonOption } as const;

/** Checked options of `doctor`. */
export const doctorArguments = z.object({
  protocol: z.enum(["vdv463"], "expected vdv463"),
  url: serverUrl,
  ...callArguments,
  json: z.boolean().default(false),
});

export type DoctorArguments = z.infer<typeof doctorArguments>;
