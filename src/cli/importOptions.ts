import { z } from "zod";
// Types alone: other commands need not wait for what only importers need.
import type { ImportFormat, Unit } from "../importers/index.ts";
import { UsageProblem } from "./tellFailure.ts";

const formats = ["blocks", "stays", "simba", "spice-ev", "gtfs"] as const satisfies ImportFormat[];
const units = ["m", "km", "mi"] as const satisfies Unit[];

const text = { type: "string", requiresArg: true } as const;
const texts = { type: "string", array: true, requiresArg: true } as const;

/** Options of `import`, before they are checked. */
export const importOptions = {
  column: { ...texts, describe: "What a column is called: depart=Abfahrt; may be given again" },
  "vehicle-type": {
    ...texts,
    describe: "NAME for rows that name no type, or FILE=NAME to rename one",
  },
  "distance-unit": { ...text, describe: `Unit of distances: ${units.join(", ")}` },
  depot: { ...text, describe: "simba: blocks of this depot alone; gtfs: what to call it" },
  "capacity-kwh": {
    ...texts,
    describe: "spice-ev: TYPE=kWh, makes energy of shares of the battery",
  },
  route: {
    ...texts,
    describe: "gtfs: only blocks that serve this route; may be given again",
  },
  from: { ...text, describe: "gtfs: first date; blocks get dates of their own" },
  to: { ...text, describe: "gtfs: last date; default: the first alone" },
  "service-days": {
    type: "boolean",
    describe: "gtfs: a code for each kind of day instead of dates",
  },
  "pull-out-min": { ...text, describe: "gtfs: minutes from the depot to the first stop" },
  "pull-in-min": { ...text, describe: "gtfs: minutes from the last stop to the depot" },
  "deadhead-km": { ...text, describe: "gtfs: km of each of those ways" },
  "trips-as-blocks": {
    type: "boolean",
    describe: "gtfs: a trip without block_id is a block of its own",
  },
  out: { ...text, describe: "Write the table into this file" },
  json: { type: "boolean", describe: "Print what was understood as JSON; needs --out" },
} as const;

/** Formats for which an option means something; those not named here are for all. */
const formatsOf: Readonly<Record<string, readonly ImportFormat[]>> = {
  column: ["blocks", "stays", "simba", "spice-ev"],
  depot: ["simba", "gtfs"],
  "capacity-kwh": ["spice-ev"],
  route: ["gtfs"],
  from: ["gtfs"],
  to: ["gtfs"],
  "service-days": ["gtfs"],
  "pull-out-min": ["gtfs"],
  "pull-in-min": ["gtfs"],
  "deadhead-km": ["gtfs"],
  "trips-as-blocks": ["gtfs"],
};

const name = z.string().min(1, "expected a name");

const date = z
  .string()
  .refine(
    (value) => /^\d{4}-\d{2}-\d{2}$/.test(value) && isCalendarDate(value),
    "expected a date like 2026-03-02",
  );

const pair = z.string().regex(/^[^=]+=[^=]/, "expected two names, like depart=Abfahrt");

const typeName = z.string().regex(/^([^=]+=)?[^=]+$/, "expected NAME, or FILE=NAME");

const capacity = z
  .string()
  .regex(/^.+=\d+(\.\d+)?$/, "expected a type and its usable energy, like bus12=350");

const amount = (unit: string, most: number) =>
  z
    .string()
    .regex(/^\d+(\.\d+)?$/, `expected a number of ${unit}, 0 to ${most}`)
    .transform(Number)
    .refine((value) => value <= most, `expected a number of ${unit}, 0 to ${most}`);

/** Checked options of `import`. */
export const importArguments = z.object({
  kind: z.enum(formats, { error: `expected one of ${formats.join(", ")}` }),
  file: name,
  column: z.array(pair).default([]),
  "vehicle-type": z.array(typeName).default([]),
  "distance-unit": z.enum(units, { error: `expected ${units.join(", ")}` }).optional(),
  depot: name.optional(),
  "capacity-kwh": z.array(capacity).default([]),
  route: z.array(name).default([]),
  from: date.optional(),
  to: date.optional(),
  "service-days": z.boolean().default(false),
  "pull-out-min": amount("min", 600).optional(),
  "pull-in-min": amount("min", 600).optional(),
  "deadhead-km": amount("km", 500).optional(),
  "trips-as-blocks": z.boolean().default(false),
  out: name.optional(),
  json: z.boolean().default(false),
});

export type ImportArguments = z.infer<typeof importArguments>;

/** @throws UsageProblem for options that do not go with the format, or with one another */
export function checkTogether(args: ImportArguments): void {
  for (const [option, allowed] of Object.entries(formatsOf)) {
    const value = args[option as keyof ImportArguments];
    const isGiven = Array.isArray(value)
      ? value.length > 0
      : value !== undefined && value !== false;
    if (!isGiven || allowed.includes(args.kind)) continue;
    throw new UsageProblem(
      `import ${args.kind} has no option --${option} (it is one of ${allowed.join(", ")})`,
    );
  }
  if (args.from !== undefined && args.to !== undefined && args.to < args.from) {
    throw new UsageProblem(`--to: found ${args.to}, before --from ${args.from}`);
  }
  if (args.json && args.out === undefined) {
    throw new UsageProblem("--json needs --out: without it, standard output is the table");
  }
}

function isCalendarDate(value: string): boolean {
  const atMs = Date.parse(`${value}T00:00:00Z`);
  return !Number.isNaN(atMs) && new Date(atMs).toISOString().startsWith(value);
}

/** A pair of names, split at the first equals sign. */
export function pairsOf(pairs: readonly string[]): Map<string, string> {
  return new Map(
    pairs.map((each) => {
      const equals = each.indexOf("=");
      return [each.slice(0, equals), each.slice(equals + 1)];
    }),
  );
}
