import { z } from "zod";
import { word } from "./quantity.ts";

export const presystems = z
  .strictObject({
    host: word
      .default("127.0.0.1")
      .describe("Address to be called at; others than this machine's need a certificate"),
    port: z.int().min(1).max(65_535).describe("Port to be called at"),
    certFile: word.optional().describe("PEM file of the certificate"),
    keyFile: word.optional().describe("PEM file of its key"),
    accounts: z
      .array(
        z.strictObject({
          user: word.describe("Who calls, by HTTP Basic"),
          passwordFile: word.describe("File that holds the password, seen from this file"),
          presystemIds: z.array(word).min(1, "expected at least one").describe("As whom"),
        }),
      )
      .min(1, "expected at least one account")
      .describe("Who may call"),
  })
  .refine(({ certFile, keyFile }) => (certFile === undefined) === (keyFile === undefined), {
    path: ["certFile"],
    message: "expected certFile and keyFile together",
  })
  .describe(
    "Real presystems that call a twin in VDV 463, instead of the simulated one; other commands leave them out",
  );
