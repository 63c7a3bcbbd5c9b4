import * as z from "zod";
import type { Message } from "../model/message.ts";
import { chargingInformation } from "./chargingInformation.ts";
import { chargingRequests } from "./chargingRequests.ts";
import type { Dialect } from "./dialect.ts";

/** The payload of each message that may be said. */
export type Payloads = Readonly<
  Record<"request" | "confirmation", Readonly<Record<Message["action"], z.ZodType>>> & {
    readonly error: z.ZodType;
  }
>;

export function payloadsOf(dialect: Dialect): Payloads {
  const receipt = z.strictObject({});
  return {
    request: {
      BootNotification: z.strictObject({ presystem: z.enum(["BMS", "ITCS"]) }),
      ProvideChargingRequests: chargingRequests(dialect.version),
      ProvideChargingInformation: chargingInformation(dialect),
    },
    confirmation: {
      BootNotification: z.strictObject({ status: z.enum(["Accepted", "Rejected"]) }),
      ProvideChargingRequests: receipt,
      ProvideChargingInformation: receipt,
    },
    // Until 1.1 no schema says what an error is.
    error:
      dialect.version === "2.0" ? z.strictObject({ errorMessage: z.string() }) : z.looseObject({}),
  };
}
