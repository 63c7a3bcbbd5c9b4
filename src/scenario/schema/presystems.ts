import { z } from "zod";
import { name, word } from "./quantity.ts";

function asText(found: unknown): unknown {
  if (typeof found !== "number") return found;
  return Number.isInteger(found) ? found.toFixed(1) : String(found);
}

/** An edition of VDV 463, in quotes or without: YAML takes 1.1 for a number. */
function edition<Edition extends string>(...editions: [Edition, ...Edition[]]) {
  return z.preprocess(asText, z.enum(editions)).optional();
}

/** What implementers of VDV 463 decide one way or the other. */
const rules = {
  schemaVersion: edition("1.0", "1.1", "2.0").describe(
    "The only edition that is spoken; default: 1.1 or 2.0, as is agreed upon in the handshake",
  ),
  compat: edition("1.0").describe(
    "1.0: who does not speak 2.0 is told only what 1.0 has words for; default: what 1.1 has",
  ),
  validation: z
    .enum(["strict", "tolerant"])
    .default("tolerant")
    .describe("Whether small flaws of a message are mended and told, or it is refused"),
  rejectWholeOn1x: z
    .boolean()
    .default(false)
    .describe("Before 2.0 a list with a bad request is refused whole, not but for that request"),
  presentPowerIs: z
    .enum(["actual", "limit"])
    .default("actual")
    .describe("What presentPower of a point means before 2.0"),
  pciScope: z
    .enum(["all", "own"])
    .default("all")
    .describe("Whether presystems see which requests of others are served, or only their own"),
  informationPeriodSec: z
    .number()
    .min(1)
    .max(300)
    .default(15)
    .describe("Of information when nothing changes [s]"),
  priorityOrder: z
    .enum(["lowerFirst", "higherFirst"])
    .default("lowerFirst")
    .describe("Which priority goes first"),
  unknownVehicles: z
    .enum(["reject", "learn"])
    .default("reject")
    .describe(
      "Requests for buses that the timetable does not have: rejected, or taken all the same",
    ),
  stopOnRemoval: z
    .boolean()
    .default(false)
    .describe("A bus whose request is withdrawn while it charges is stopped, not charged on"),
  orphanHours: z
    .number()
    .min(0)
    .max(8760)
    .default(24)
    .describe(
      "Requests of a presystem that has been away for so long count no more [h] (estimate)",
    ),
  presystemPrecedence: z
    .enum(["BMS", "ITCS"])
    .default("BMS")
    .describe("Who gets a bus that both want at once: depot management or control centre"),
  onRoutePoints: z
    .array(name)
    .default([])
    .describe("Points where the control centre gets it in any case"),
};

export const presystems = z
  .strictObject({
    host: word
      .default("127.0.0.1")
      .describe("Address to be called at; others than this machine's need a certificate"),
    port: z.int().min(1).max(65_535).describe("Port to be called at"),
    path: z
      .string()
      .regex(/^(\/[^\s/?#]+)+$/, "expected a path like /vdv463")
      .default("/vdv463")
      .describe("Path to be called at; a presystem id may follow"),
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
    ...rules,
  })
  .refine(({ certFile, keyFile }) => (certFile === undefined) === (keyFile === undefined), {
    path: ["certFile"],
    message: "expected certFile and keyFile together",
  })
  .refine(({ schemaVersion, compat }) => schemaVersion === undefined || compat === undefined, {
    path: ["compat"],
    message: "expected schemaVersion or compat, not both",
  })
  .describe(
    "Real presystems that call a twin in VDV 463, instead of the simulated one; other commands leave them out",
  );
