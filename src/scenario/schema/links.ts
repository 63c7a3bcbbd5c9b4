import { z } from "zod";
import type { LinkSpec } from "../../links/index.ts";

/** Up to an hour [ms]. */
const milliseconds = z.int().min(0).max(3_600_000);
/** A link on which more is lost is none. */
const share = z.number().min(0).max(0.9);

const link = z.strictObject({
  latencyMs: milliseconds.optional().describe("How long a message takes, each way [ms]"),
  jitterMs: milliseconds.optional().describe("Up to so much longer, evenly [ms]"),
  lossShare: share
    .optional()
    .describe("Of all messages, how many are lost; devices say again what was not confirmed"),
  duplicateShare: share.optional().describe("Of all messages, how many arrive twice"),
  reorderShare: share
    .optional()
    .describe("Of what a device says, how much is held up; what may overtake it does"),
  reorderMs: milliseconds.optional().describe("For up to so long [ms]"),
  rejectShare: share.optional().describe("Of all limits, how many a station refuses"),
  answerMs: milliseconds.optional().describe("An answer takes up to so much longer [ms]"),
  repeatMs: milliseconds
    .min(1)
    .optional()
    .describe("What was lost is said again after so long [ms]; default 30000 (estimate)"),
  noticeMs: milliseconds.optional().describe("Nobody notices for so long that a link is lost [ms]"),
  capacity: z
    .int()
    .min(10)
    .max(100_000)
    .optional()
    .describe("Messages each way that wait at most, the oldest are dropped; default 1000"),
} satisfies Record<keyof LinkSpec, z.ZodType>);

export const links = link
  .extend({
    station: link.optional().describe("Other values for stations"),
    meter: link.optional().describe("Other values for meters"),
    presystem: link.optional().describe("Other values for the presystem"),
    gridOperator: link.optional().describe("Other values for who limits the connection"),
  })
  .describe(
    "What lies between all devices and the charge management; default: nothing. Each value is 0 " +
      "where nothing else is said",
  );

export type LinkFile = z.infer<typeof link>;
export type LinksFile = z.infer<typeof links>;
