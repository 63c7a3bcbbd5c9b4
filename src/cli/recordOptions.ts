import { z } from "zod";
import { serverUrl } from "./callOptions.ts";
import { text } from "./options.ts";

/** Options of `record`, before they are checked. */
export const recordOptions = {
  listen: {
    type: "string",
    requiresArg: true,
    describe: "Where presystems call instead: HOST:PORT, or PORT of this machine alone",
  },
  upstream: {
    type: "string",
    requiresArg: true,
    describe: "The charge management behind: wss://HOST:PORT",
  },
  log: { type: "string", requiresArg: true, describe: "The file to record into" },
  cert: {
    type: "string",
    requiresArg: true,
    describe: "PEM file of the certificate that presystems are shown",
  },
  key: { type: "string", requiresArg: true, describe: "PEM file of its key" },
  ca: {
    type: "string",
    requiresArg: true,
    describe: "PEM file of who vouches for the server behind, if it is nobody the machine trusts",
  },
  "allow-plain": {
    type: "boolean",
    describe: "Call ws:// on other machines, too: anybody on the network reads the password",
  },
} as const;

const place = z
  .string()
  .regex(/^(?:(?:[^\s:/]+|\[[0-9a-f:]+\]):)?\d{1,5}$/i, "expected HOST:PORT, or a port")
  .transform((words) => {
    const [, host = "127.0.0.1", port = ""] = /^(?:(.+):)?(\d+)$/.exec(words) ?? [];
    return { host: host.replace(/^\[|\]$/g, ""), port: Number(port) };
  })
  .refine(({ port }) => port <= 65_535, "expected a port up to 65535");

/** Checked options of `record`. */
export const recordArguments = z
  .object({
    protocol: z.enum(["vdv463"], "expected vdv463"),
    listen: place,
    upstream: serverUrl,
    log: text,
    cert: text.optional(),
    key: text.optional(),
    ca: text.optional(),
    "allow-plain": z.boolean().default(false),
  })
  .refine(({ cert, key }) => (cert === undefined) === (key === undefined), {
    path: ["cert"],
    message: "expected --cert and --key together",
  });

export type RecordArguments = z.infer<typeof recordArguments>;
