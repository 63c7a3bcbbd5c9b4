import { type ImportOptions, type ImportReport, importTimetable } from "../../importers/index.ts";
import { writeWhole } from "../../record/index.ts";
import { importSummary } from "../../report/index.ts";
import { InputProblem } from "../../scenario/index.ts";
import { checkFile } from "../checkFile.ts";
import { exitCodes } from "../exitCodes.ts";
import { checkTogether, type ImportArguments, pairsOf } from "../importOptions.ts";
import { shellCommand } from "../shellCommand.ts";
import type { Surroundings } from "../surroundings.ts";

/** Turns a timetable of others into Busbar's table, and tells what it understood. */
export async function importFile(args: ImportArguments, around: Surroundings): Promise<number> {
  checkTogether(args);
  if (args.out !== undefined) await checkFile(around, "out", args.out);
  const { csv, report } = await imported(args, around);
  if (args.out === undefined) around.stdout(csv);
  else await writeWhole(around.store, args.out, csv);
  if (args.json) around.stdout(json(report));
  const file = args.out ?? `${report.kind}.csv`;
  const fresh = shellCommand(["init", "depot.yaml", "--from", file]);
  around.stderr(importSummary(report, nextCommand(report, file), fresh));
  return exitCodes.ok;
}

/** @throws InputProblem, after it has told programs of it */
async function imported(args: ImportArguments, { files, stdout }: Surroundings) {
  try {
    return await importTimetable(files, args.kind, args.file, optionsOf(args));
  } catch (error) {
    if (args.json && error instanceof InputProblem) {
      const flaws = error.flaws.map(({ place, ...flaw }) => ({ ...place, ...flaw }));
      stdout(json({ ok: false, flaws }));
    }
    throw error;
  }
}

function optionsOf(args: ImportArguments): ImportOptions {
  const types = args["vehicle-type"];
  return {
    columns: pairsOf(args.column),
    depot: args.depot ?? null,
    vehicleType: types.findLast((type) => !type.includes("=")) ?? null,
    typeNames: pairsOf(types.filter((type) => type.includes("="))),
    distanceUnit: args["distance-unit"] ?? null,
    capacityKwh: new Map(
      [...pairsOf(args["capacity-kwh"])].map(([type, kwh]) => [type, Number(kwh)]),
    ),
    pullOutMin: args["pull-out-min"] ?? 0,
    pullInMin: args["pull-in-min"] ?? 0,
    deadheadKm: args["deadhead-km"] ?? 0,
    from: args.from ?? null,
    to: args.to ?? null,
    asServiceDays: args["service-days"],
    routes: args.route,
    tripsAsBlocks: args["trips-as-blocks"],
  };
}

/** A Tuesday like any other, for files that say what a day looks like and not which. */
const ANY_DATE = "2026-03-03";

/** Runs what came out, of the commonest kind of day and the largest depot where there are several. */
function nextCommand(report: ImportReport, file: string): string {
  const { period, serviceDays, depots, timezone } = report;
  const [day] = serviceDays;
  const settings = [
    `timetable.file=${yaml(file)}`,
    ...(period === null ? [`timetable.date=${day?.dates?.[0] ?? ANY_DATE}`] : []),
    ...(day !== undefined && serviceDays.length > 1
      ? [`timetable.serviceDay=${yaml(day.name)}`]
      : []),
    ...(depots.length > 1 ? [`timetable.depot=${yaml(depots[0]!.name)}`] : []),
    ...(timezone === null ? [] : [`timezone=${timezone}`]),
  ];
  return shellCommand([
    "run",
    "scenarios/imported.yaml",
    ...settings.flatMap((setting) => ["--set", setting]),
  ]);
}

/** A text that YAML does not take for a number or the like. */
function yaml(text: string): string {
  const isPlain = /^[A-Za-z_./][\w ./-]*$/.test(text);
  const isOther = /^(true|false|null|\.inf|\.nan|\.\d.*)$/i.test(text);
  return isPlain && !isOther ? text : JSON.stringify(text);
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
