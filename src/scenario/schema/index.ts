import { z } from "zod";
import { control } from "./control.ts";
import { forExtending, type JsonSchema } from "./forExtending.ts";
import { gridNode } from "./gridNode.ts";
import { incidents } from "./incidents.ts";
import { links } from "./links.ts";
import { charging, operations, timetable } from "./operations.ts";
import { fileName, word } from "./quantity.ts";
import { presystems } from "./presystems.ts";
import { stationGroup } from "./stationGroup.ts";
import { uncertainty } from "./uncertainty.ts";
import { vehicleTypes } from "./vehicleTypes.ts";

export { planningProblem } from "./planningProblem.ts";

/** A scenario file. */
export const scenarioSchema = z
  .strictObject({
    schemaVersion: z.literal(1).default(1).describe("Version of this format"),
    extends: word
      .optional()
      .describe("Another scenario that this one is laid over, as seen from this file"),
    name: fileName.optional().describe("Names the run and its folder; default: the file's name"),
    description: z.string().optional().describe("For people"),
    timezone: z.string().default("Europe/Berlin").describe("IANA zone of all local times"),
    seed: z.int().min(0).default(1).describe("Everything random follows from it"),
    timetable,
    vehicleTypes,
    stations: z
      .array(stationGroup)
      .min(1, "expected at least one charging station")
      .describe("Charging stations, in groups of one kind"),
    grid: gridNode.prefault({}),
    operations: operations.prefault({}),
    charging: charging.prefault({}),
    control: control.prefault({}),
    links: links.optional(),
    presystems: presystems.optional(),
    incidents: incidents.default([]).describe("What goes wrong: at a time, or on a condition"),
    uncertainty: uncertainty.optional(),
    assert: z
      .array(word)
      .max(1000, "expected at most 1000 assertions")
      .default([])
      .describe("What must hold of the results, as site.peak15Kw <= 750; decides the exit code"),
  })
  .describe("A depot, its timetable and its charge management");

export type ScenarioFile = z.infer<typeof scenarioSchema>;

/** JSON Schema of scenario files, for editors: of those that extend another, and of all others. */
export function scenarioJsonSchema(): object {
  const {
    $schema,
    $defs = {},
    ...whole
  } = z.toJSONSchema(scenarioSchema, {
    io: "input",
    target: "draft-2020-12",
  }) as JsonSchema;
  const { $defs: extendingDefs, ...extending } = forExtending({ $defs, ...whole });
  const isExtending = { required: ["extends"] };
  return {
    $schema,
    description: whole.description,
    type: "object",
    allOf: [
      { if: isExtending, else: whole },
      { if: { not: isExtending }, else: extending },
    ],
    $defs: { ...$defs, ...extendingDefs },
  };
}
