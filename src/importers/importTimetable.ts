import { asUtf8, type Files, FileTrouble, InputProblem, readAsText } from "../scenario/index.ts";
import { importGtfs } from "./gtfs/importGtfs.ts";
import type { Imported, Importer, ImportOptions } from "./imported.ts";
import { importReport, type ImportReport } from "./importReport.ts";
import { importSimba } from "./importSimba.ts";
import { importSpiceEv } from "./importSpiceEv.ts";
import { importBlocks, importStays } from "./importTable.ts";
import { tableCsv } from "./tableCsv.ts";
import { Warnings } from "./warnings.ts";

/** Timetables that can be read, by the word for them. */
export const importers = {
  blocks: importBlocks,
  stays: importStays,
  simba: importSimba,
  "spice-ev": importSpiceEv,
  gtfs: importGtfs,
} as const satisfies Readonly<Record<string, Importer>>;

export type ImportFormat = keyof typeof importers;

/** A timetable as Busbar reads it, and what was understood. */
export interface ImportedTimetable {
  readonly csv: string;
  readonly report: ImportReport;
}

/** Makes Busbar's table of a timetable of others. @throws InputProblem when it cannot be used */
export async function importTimetable(
  files: Files,
  format: ImportFormat,
  path: string,
  options: ImportOptions,
): Promise<ImportedTimetable> {
  const warnings = new Warnings();
  const imported = await read(
    { files: asUtf8(files, (file) => warnings.add(readAsText(file))), path, options, warnings },
    importers[format],
  );
  checkRows(path, imported);
  return {
    csv: tableCsv(imported),
    report: importReport(format, path, imported, warnings.list()),
  };
}

async function read(source: Parameters<Importer>[0], importer: Importer): Promise<Imported> {
  try {
    return await importer(source);
  } catch (error) {
    if (!(error instanceof FileTrouble)) throw error;
    throw new InputProblem({ place: { file: error.path }, message: error.message });
  }
}

/** What Busbar would not read. @throws InputProblem for a table of no use */
function checkRows(file: string, { rows }: Imported): void {
  if (rows.length === 0) {
    throw new InputProblem({
      place: { file, line: 2 },
      message: "the file has a header and no rows",
      mend: "it needs at least one row",
    });
  }
  const dated = rows.find(({ from }) => from.date !== null);
  const undated = rows.find(({ from }) => from.date === null);
  if (dated !== undefined && undated !== undefined) {
    throw new InputProblem({
      place: { file, line: undated.line },
      message: `found times without a date, those of line ${dated.line} have one`,
      mend: "give all of them a date, or none",
    });
  }
  const unknown = rows.find(
    ({ distanceKm, energyKwh, stay }) =>
      distanceKm === null && energyKwh === null && !stay?.socAtArrival,
  );
  if (unknown === undefined) return;
  throw new InputProblem({
    place: { file, line: unknown.line },
    message: "found neither distance nor energy: what the bus uses on the road is not known",
    mend: "fill the cell in, or say which column has it: --column distanceKm=… or energyKwh=…",
  });
}
