import { z } from "zod";
import { date, word } from "./quantity.ts";

/** The code of a kind of day; null or the word none: no service. */
const code = word.nullable();

/** Which service-day code runs on which day. */
export const serviceCalendar = z.union([
  word.describe("The code of every day"),
  z
    .strictObject({
      weekdays: code.optional().describe("Code of Monday to Friday; none: no service"),
      monday: code.optional().describe("Instead of weekdays"),
      tuesday: code.optional().describe("Instead of weekdays"),
      wednesday: code.optional().describe("Instead of weekdays"),
      thursday: code.optional().describe("Instead of weekdays"),
      friday: code.optional().describe("Instead of weekdays"),
      saturday: code.optional().describe("Code of Saturday; none: no service"),
      sunday: code.optional().describe("Code of Sunday; none: no service"),
      holiday: code.optional().describe("Code of holidays; default: that of sunday"),
      holidays: z.array(date).default([]).describe("Dates that are holidays"),
      dates: z
        .record(date, code)
        .default({})
        .describe("Code of single dates, whatever day they are; none: no service"),
    })
    .describe("Service-day codes by day of the week, holidays and dates"),
]);

export type ServiceCalendarFile = z.infer<typeof serviceCalendar>;
