import { z } from "zod";

const kw = z.number();
const kwh = z.number();
const share = z.number();
const count = z.int().min(0);

/** What a report takes from a `summary.json`. */
export const summarySchema = z.object({
  schemaVersion: z.literal(1),
  name: z.string(),
  strategy: z.string(),
  target: z.string(),
  seed: z.number(),
  complete: z.boolean(),
  from: z.string(),
  to: z.string(),
  site: z.object({
    peak15Kw: kw,
    peak15At: z.string().nullable(),
    peak15ServiceDay: z.string().nullable(),
    maxKw: kw,
    loadFactor: share.nullable(),
  }),
  departures: z.object({
    total: count,
    late: count,
    short: count,
    notLeft: count,
    unavoidablyShort: count.nullable(),
    unavoidablyLate: count.nullable(),
  }),
  energy: z.object({
    gridKwh: kwh,
    batteryKwh: kwh,
    // Of runs that know nothing of it, nothing.
    preconditioningKwh: kwh.default(0),
    lossKwh: kwh,
    baseLoadKwh: kwh,
    unmetKwh: kwh,
    deficitKwh: kwh,
  }),
  points: z.object({ occupiedShare: share.nullable(), utilisation: share.nullable() }),
  bounds: z.object({
    plugAndChargePeak15Kw: kw.nullable(),
    exactMinPeakKw: kw.nullable(),
    carriedMinPeakKw: kw.nullable(),
    kind: z.enum(["exact", "lowerBound"]),
    relaxed: z.array(z.string()),
    reasons: z.array(z.string()),
  }),
  limits: z.object({ contractBreaches: count, maxBreaches: count, breachesByBaseLoad: count }),
  incidents: z.array(
    z.object({
      name: z.string(),
      kind: z.string(),
      where: z.string(),
      from: z.string().nullable(),
      to: z.string().nullable(),
    }),
  ),
  assertions: z.array(
    z.object({
      assertion: z.string(),
      holds: z.boolean().nullable(),
      found: z.number().nullable(),
      against: z.number().nullable(),
    }),
  ),
  digest: z.string(),
});

/** A summary as a report knows it. */
export type RecordedSummary = z.infer<typeof summarySchema>;
