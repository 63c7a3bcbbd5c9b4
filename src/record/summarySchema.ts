import { z } from "zod";

const kw = z.number();
const kwh = z.number();
const count = z.int().min(0);

/** What a report relies on in a `summary.json` that it finds; what else is there stays. */
export const summarySchema = z.looseObject({
  schemaVersion: z.literal(1),
  name: z.string(),
  strategy: z.string(),
  target: z.string(),
  seed: z.number(),
  complete: z.boolean(),
  from: z.string(),
  to: z.string(),
  site: z.looseObject({
    peak15Kw: kw,
    peak15At: z.string().nullable(),
    peak15ServiceDay: z.string().nullable(),
    maxKw: kw,
  }),
  departures: z.looseObject({ total: count, late: count, short: count }),
  energy: z.looseObject({
    gridKwh: kwh,
    batteryKwh: kwh,
    lossKwh: kwh,
    baseLoadKwh: kwh,
    unmetKwh: kwh,
    deficitKwh: kwh,
  }),
  bounds: z.looseObject({
    plugAndChargePeak15Kw: kw.nullable(),
    exactMinPeakKw: kw.nullable(),
    carriedMinPeakKw: kw.nullable(),
    kind: z.enum(["exact", "lowerBound"]),
    relaxed: z.array(z.string()),
    reasons: z.array(z.string()),
  }),
  limits: z.looseObject({ contractBreaches: count, maxBreaches: count, breachesByBaseLoad: count }),
  digest: z.string(),
});
