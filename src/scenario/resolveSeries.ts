import { addDays, type Zone } from "../operations/index.ts";
import { StepSeries } from "../physics/index.ts";
import type { Files } from "./files.ts";
import type { PowerSeriesFile } from "./schema/gridNode.ts";
import { InputProblem } from "./inputProblem.ts";
import { checkNamedOnce, type Preset, positionsIn, unknownColumns } from "./timetable/preset.ts";
import { openCsv } from "./timetable/openCsv.ts";

/** Over which time a series is needed, and how local time is meant. */
export interface SeriesSpan {
  readonly fromMs: number;
  readonly toMs: number;
  readonly zone: Zone;
}

const preset: Preset<"time" | "kw"> = {
  what: "a series",
  columns: { time: ["time"], kw: ["kw"] },
  required: ["time", "kw"],
};

/** A step of every day, or one of a certain date. */
interface Step {
  readonly date: string | null;
  readonly minutes: number;
  readonly kw: number;
}

/**
 * Turns a series of a scenario file into steps in time.
 * @param resolve a path in the scenario file, made readable from here
 * @throws InputProblem for a file that cannot be used
 */
export async function resolveSeries(
  spec: PowerSeriesFile,
  files: Files,
  resolve: (named: string) => string,
  span: SeriesSpan,
): Promise<StepSeries> {
  if (typeof spec === "number") return StepSeries.constant(spec);
  const steps =
    "daily" in spec
      ? spec.daily.map(([time, kw]): Step => ({ date: null, minutes: minutesOf(time), kw }))
      : await readSteps(files, resolve(spec.file));
  const timed = steps.flatMap(({ date, minutes, kw }) =>
    (date === null ? datesOf(span) : [date]).map((day) => ({
      atMs: span.zone.ofWallTime(day, minutes),
      kw,
    })),
  );
  const byTime = new Map(
    timed.toSorted((a, b) => a.atMs - b.atMs).map(({ atMs, kw }) => [atMs, kw]),
  );
  return new StepSeries([...byTime.keys()], [...byTime.values()]);
}

async function readSteps(files: Files, path: string): Promise<Step[]> {
  const { columns, rows } = await openCsv(files, path, (header) => {
    const positions = positionsIn(preset, header);
    if (positions === null) throw unknownColumns(path, header, [preset]);
    checkNamedOnce(path, preset, header);
    return positions;
  });
  const steps: Step[] = [];
  const lines = new Map<string, number>();
  for await (const row of rows) {
    row.checkLength();
    const { date, minutes } = row.time(columns.time);
    const text = row.text(columns.time);
    const kw = row.amount(columns.kw, "kW");
    if (date === null && (minutes < 0 || minutes >= 1440)) {
      throw row.flaw(columns.time, `found "${text}", expected a time of day, 00:00 to 23:59`);
    }
    if (steps.length > 0 && (steps[0]?.date === null) !== (date === null)) {
      const message = `found "${text}": some times have a date and some have none`;
      throw row.flaw(columns.time, message, "give all of them a date, or none");
    }
    const before = lines.get(`${date} ${minutes}`);
    if (before !== undefined) {
      const message = `found "${text}" again, it is in line ${before}, too`;
      throw row.flaw(columns.time, message, "keep one of them");
    }
    lines.set(`${date} ${minutes}`, row.line);
    steps.push({ date, minutes, kw });
  }
  if (steps.length > 0) return steps;
  throw new InputProblem({
    place: { file: path, line: 2 },
    message: "the file has a header and no rows",
    mend: "it needs at least one row",
  });
}

/** Every local date of the span, and the one before it. */
function datesOf({ fromMs, toMs, zone }: SeriesSpan): string[] {
  const dates: string[] = [];
  for (
    let date = addDays(zone.date(fromMs), -1);
    date <= zone.date(toMs);
    date = addDays(date, 1)
  ) {
    dates.push(date);
  }
  return dates;
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
}
