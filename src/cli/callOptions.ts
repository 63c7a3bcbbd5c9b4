import { z } from "zod";
import { text } from "./options.ts";

/** Options of commands that call a server of VDV 463, before they are checked. */
export const callOptions = {
  user: { type: "string", requiresArg: true, describe: "Who we are, for HTTP Basic" },
  "password-file": {
    type: "string",
    requiresArg: true,
    describe: "File with the password; without it, the variable BUSBAR_PASSWORD",
  },
  ca: {
    type: "string",
    requiresArg: true,
    describe: "PEM file of who vouches for the server, if it is nobody that the machine trusts",
  },
  "allow-plain": {
    type: "boolean",
    describe: "Call ws:// on other machines, too: anybody on the network reads the password",
  },
  "presystem-id": { type: "string", requiresArg: true, describe: "What the presystem is called" },
  edition: {
    type: "string",
    array: true,
    requiresArg: true,
    describe: "Edition of VDV 463 to speak: 1.0, 1.1 or 2.0; default 1.1 and 2.0",
  },
  schemas: {
    type: "string",
    requiresArg: true,
    describe: "Folder of your copy of the official schemas, to hold every frame against",
  },
} as const;

/** The same, checked. */
export const callArguments = {
  user: text.optional(),
  "password-file": text.optional(),
  ca: text.optional(),
  "allow-plain": z.boolean().default(false),
  "presystem-id": text.optional(),
  edition: z
    .array(z.enum(["1.0", "1.1", "2.0"], "expected 1.0, 1.1 or 2.0"))
    .default(["1.1", "2.0"])
    .refine(
      (all) => !(all.includes("1.0") && all.includes("1.1")),
      "expected 1.0 or 1.1, not both: nothing on the wire tells them apart",
    ),
  schemas: text.optional(),
};

/** The address of a server. */
export const serverUrl = z
  .string()
  .regex(
    /^wss?:\/\/[^/?#@\s]+(\/[^?#\s]*)?$/,
    "expected an address like wss://depot.example/vdv463",
  );

const all = z.object(callArguments);
export type CallArguments = z.infer<typeof all>;
