import { z } from "zod";
import type { DepotFacts } from "./depotFacts.ts";

const span = z.object({ fromMs: z.int(), toMs: z.int() });

/** `depot.json`, as it is read back. */
export const depotSchema = z.object({
  schemaVersion: z.literal(1),
  timezone: z.string(),
  serviceDayStartsAt: z.string().regex(/^\d\d:\d\d$/),
  run: span,
  window: span,
  untilMs: z.number(),
  strategySays: z.string(),
  points: z.array(
    z.object({ id: z.string(), ratedKw: z.number(), cabinetId: z.string().nullable() }),
  ),
  cabinets: z.array(z.object({ id: z.string(), modules: z.int(), moduleKw: z.number() })),
  foreseenShort: z.array(
    z.object({
      vehicleId: z.string(),
      plannedDepartureAtMs: z.number(),
      nodeId: z.string().nullable(),
      isCabinet: z.boolean(),
      fromMs: z.number(),
      toMs: z.number(),
      moreKw: z.union([z.number(), z.literal("never")]).nullable(),
    }),
  ),
}) satisfies z.ZodType<DepotFacts>;
