import { readRunDirectory, type RunRecord, UnreadableRun } from "../../record/index.ts";
import { report as reportOf } from "../../report/index.ts";
import { calendarIn } from "../../scenario/index.ts";
import { checkFile } from "../checkFile.ts";
import { exitCodes } from "../exitCodes.ts";
import type { ReportArguments } from "../options.ts";
import { studyPage } from "../studyPage.ts";
import type { Surroundings } from "../surroundings.ts";
import { specFiles, writeCharts } from "../writeCharts.ts";

/** Writes the report of a run, or of many, that is on disk, without simulating again. */
export async function report(args: ReportArguments, around: Surroundings): Promise<number> {
  const { store, stderr } = around;
  const { folder } = args;
  const out = args.out ?? store.join(folder, "report.html");
  if (args.out !== undefined) await checkFile(around, "out", args.out);
  for (const each of [args.svg, args.png]) if (each !== undefined) await store.checkWritable(each);
  const page = (await studyPage(args, around)) ?? (await runPage(args, around));
  const { html, charts, complete } = page;
  // What is drawn may need packages that are not there: nothing is written then.
  await writeCharts(around, charts, args);
  await store.write(out, html);
  if (args.out === undefined) {
    await store.remove(store.join(folder, "charts"));
    for (const [name, text] of Object.entries(specFiles(charts))) {
      await store.write(store.join(folder, name), text);
    }
  }
  if (!complete) {
    stderr(`warning: the run was interrupted: the report shows what there is of it\n`);
  }
  stderr(`report     ${out}\n`);
  return exitCodes.ok;
}

async function runPage({ folder, lang }: ReportArguments, { store }: Surroundings) {
  const record = await readRunDirectory(store, folder);
  const page = await reportOf(record, calendarOf(record, folder), lang);
  return { ...page, complete: record.summary.complete };
}

/** @throws UnreadableRun for a time zone that this machine does not know */
function calendarOf({ depot }: RunRecord, folder: string) {
  try {
    return calendarIn(depot.timezone, depot.serviceDayStartsAt);
  } catch {
    throw new UnreadableRun(
      `${folder}: depot.json is damaged: there is no time zone ${depot.timezone}`,
    );
  }
}
