import { type Files, FileTrouble } from "../files.ts";
import { InputProblem } from "../inputProblem.ts";
import { asUtf8 } from "./asUtf8.ts";
import { openCsv } from "./openCsv.ts";
import { positionsIn, unknownColumns } from "./preset.ts";
import { blocks, stays } from "./presets.ts";

/** What a timetable speaks of, as far as one depot is concerned. */
export interface SurveyedDepot {
  readonly rows: number;
  /** Names in order of appearance, with the number of rows of each. */
  readonly vehicleTypes: ReadonlyMap<string, number>;
  /** Codes of service days; none where the file has no such column. */
  readonly serviceDays: ReadonlyMap<string, number>;
}

/** What a timetable holds, before anybody has said what its names mean. */
export interface TimetableSurvey {
  readonly kind: "stays" | "blocks";
  /** By name, in order of appearance; "" where the file names none. */
  readonly depots: ReadonlyMap<string, SurveyedDepot>;
  /** First and last date; null: times have no dates. */
  readonly dates: readonly [first: string, last: string] | null;
}

/**
 * Looks through a timetable for its names.
 * @throws InputProblem for a file that cannot be read as a timetable
 */
export async function surveyTimetable(files: Files, path: string): Promise<TimetableSurvey> {
  try {
    // Whoever runs it is told of its encoding.
    return await survey(
      asUtf8(files, () => {}),
      path,
    );
  } catch (error) {
    if (!(error instanceof FileTrouble)) throw error;
    throw new InputProblem({ place: { file: error.path }, message: error.message });
  }
}

async function survey(files: Files, path: string): Promise<TimetableSurvey> {
  const { columns, rows } = await openCsv(files, path, (header) => columnsOf(path, header));
  const depots = new Map<string, Tally>();
  const dates: string[] = [];
  for await (const row of rows) {
    row.checkLength();
    const depot = row.text(columns.depot);
    const tally = depots.get(depot) ?? new Tally();
    depots.set(depot, tally);
    tally.add(row.name(columns.vehicleType), row.text(columns.serviceDay));
    const { date } = row.time(columns.first);
    if (date !== null && date < (dates[0] ?? "9")) dates[0] = date;
    if (date !== null && date > (dates[1] ?? "")) dates[1] = date;
  }
  const [first, last] = dates;
  if (depots.size > 0) {
    const { kind } = columns;
    return { kind, depots, dates: first === undefined ? null : [first, last!] };
  }
  throw new InputProblem({
    place: { file: path, line: 2 },
    message: "the file has a header and no rows",
    mend: "it needs at least one row",
  });
}

/** Counts the rows of a depot. */
class Tally implements SurveyedDepot {
  rows = 0;
  readonly vehicleTypes = new Map<string, number>();
  readonly serviceDays = new Map<string, number>();

  add(vehicleType: string, serviceDay: string): void {
    this.rows++;
    count(this.vehicleTypes, vehicleType);
    if (serviceDay !== "") count(this.serviceDays, serviceDay);
  }
}

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

/** Where names and the time that a row begins with stand. @throws InputProblem */
function columnsOf(path: string, header: readonly string[]) {
  const asStays = positionsIn(stays, header);
  if (asStays !== null) return { kind: "stays" as const, ...asStays, first: asStays.arrive };
  const asBlocks = positionsIn(blocks, header);
  if (asBlocks !== null) return { kind: "blocks" as const, ...asBlocks, first: asBlocks.depart };
  throw unknownColumns(path, header, [stays, blocks]);
}
