import { strategies } from "../../planning/index.ts";
import {
  closestWord,
  type Files,
  isTimezone,
  loadScenario,
  nameOf,
  newScenario,
  surveyTimetable,
  type TimetableSurvey,
} from "../../scenario/index.ts";
import { isFolder } from "../checkFile.ts";
import { exampleStays } from "../exampleStays.ts";
import { exitCodes } from "../exitCodes.ts";
import type { InitArguments } from "../options.ts";
import { overlaid } from "../overlaid.ts";
import { NoAnswer, Questions } from "../questions.ts";
import { shellCommand } from "../shellCommand.ts";
import type { Surroundings } from "../surroundings.ts";
import { UsageProblem } from "../tellFailure.ts";

/** Beside a scenario whose timetable nobody has named. */
const STAYS = "stays.csv";

/** Of many depots so many are named. */
const MOST_DEPOTS = 20;

/** Writes a scenario that runs at once, and a timetable for it where there is none. */
export async function init(args: InitArguments, around: Surroundings): Promise<number> {
  const { stderr, store } = around;
  await checkFree(args, around);
  const questions = new Questions(around, !args.yes);
  try {
    const draft = await draftOf(args, around, questions);
    // Whatever is wrong with the timetable is told before anything is written.
    const { warnings } = await loadScenario(draft.files, args.file, { settings: [], seed: null });
    for (const warning of warnings) stderr(`warning: ${warning}\n`);
    for (const [file, text] of draft.written) {
      await store.write(file, text);
      stderr(`wrote ${file}\n`);
    }
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    stderr("\nnothing was written\n");
    return exitCodes.interrupted;
  }
  stderr(`next: ${shellCommand(["run", args.file])}\n`);
  return exitCodes.ok;
}

/** @throws UsageProblem for a folder, and for a file that is there already */
async function checkFree({ file, force }: InitArguments, around: Surroundings): Promise<void> {
  await around.store.checkWritable(file);
  if (await isFolder(around, file)) {
    throw new UsageProblem(`FILE: found ${file}, which is a folder, expected a file`);
  }
  if (force || (await around.store.readText(file)) === null) return;
  throw new UsageProblem(`FILE: ${file} is there already; take another name, or --force`);
}

/** Files to be written, and the disk as it will then be. */
interface Draft {
  readonly files: Files;
  readonly written: readonly (readonly [path: string, text: string])[];
}

async function draftOf(
  args: InitArguments,
  around: Surroundings,
  questions: Questions,
): Promise<Draft> {
  const name = await questions.answer("Name of the scenario", nameOf(args.file), nameMeant);
  const { timetable, isExample, survey } = await timetableOf(args, around, questions);
  const depot = await depotOf(args, timetable, survey, questions);
  const timezone = await questions.answer("Timezone", "Europe/Berlin", timezoneMeant);
  const contractKw = await questions.answer("Contract at the connection in kW", "none", kwMeant);
  const usual = contractKw === null ? "immediate" : "leastLaxityFirst";
  const strategy = await questions.answer("Strategy", usual, strategyMeant);
  const text = newScenario({
    name,
    schemaFile: around.files.seenFrom(around.schemaFile, args.file),
    timezone,
    timetableFile: around.files.seenFrom(timetable, args.file),
    survey,
    depot,
    contractKw,
    strategy,
    strategies: Object.keys(strategies),
  });
  const example = isExample ? [[timetable, exampleStays()] as const] : [];
  const written = [...example, [args.file, text] as const];
  return { written, files: overlaid(around.files, written) };
}

/** The timetable, seen from where we stand; an example where nobody names one and none is there. */
async function timetableOf(
  args: InitArguments,
  { files, store }: Surroundings,
  questions: Questions,
): Promise<{ timetable: string; isExample: boolean; survey: TimetableSurvey }> {
  const usual = files.resolve(STAYS, args.file);
  const hasUsual = (await store.readText(usual)) !== null;
  const note = hasUsual ? "" : ` (without one, an example: ${usual})`;
  return questions.answer(
    `Timetable, stays or blocks as CSV${args.from === undefined ? note : ""}`,
    args.from ?? usual,
    async (timetable) => {
      const isExample = timetable === usual && !hasUsual && args.from === undefined;
      const seen = isExample ? overlaid(files, [[timetable, exampleStays()]]) : files;
      return { timetable, isExample, survey: await surveyTimetable(seen, timetable) };
    },
  );
}

async function depotOf(
  { depot }: InitArguments,
  timetable: string,
  { depots }: TimetableSurvey,
  questions: Questions,
): Promise<string> {
  // Rows without a depot are no depot.
  const names = [...depots.keys()].filter((name) => name !== "");
  const understand = (answer: string): string => {
    if (names.includes(answer)) return answer;
    const meant = closestWord(answer, names);
    const mend = meant === undefined ? "" : ` (did you mean ${meant}?)`;
    throw new UsageProblem(`found the depot ${answer}, expected one of ${listed(depots)}${mend}`);
  };
  if (depot !== undefined) return understand(depot);
  if (depots.size === 1) return [...depots.keys()][0]!;
  if (questions.isAsked) {
    return questions.answer(`Depot, one of ${listed(depots)}`, names[0]!, understand);
  }
  throw new UsageProblem(
    `${timetable} has rows of several depots: ${listed(depots)}; choose one with --depot`,
  );
}

function listed(depots: TimetableSurvey["depots"]): string {
  const named = [...depots].filter(([name]) => name !== "");
  const texts = named.map(([name, { rows }]) => `${name} (${rows} ${rows === 1 ? "row" : "rows"})`);
  const more = texts.length > MOST_DEPOTS ? " …" : "";
  return texts.slice(0, MOST_DEPOTS).join(", ") + more;
}

function nameMeant(answer: string): string {
  const meant = nameOf(`${answer}.yaml`);
  if (meant === answer) return answer;
  throw new UsageProblem(`found "${answer}", expected letters and digits, like ${meant}`);
}

function timezoneMeant(answer: string): string {
  if (isTimezone(answer)) return answer;
  throw new UsageProblem(`found "${answer}", expected an IANA time zone, like Europe/Berlin`);
}

function kwMeant(answer: string): number | null {
  if (answer === "none") return null;
  const kw = Number(answer);
  if (kw > 0 && kw <= 1_000_000) return kw;
  throw new UsageProblem(`found "${answer}", expected a number of kW above 0, or none`);
}

function strategyMeant(answer: string): string {
  const known = Object.keys(strategies);
  if (known.includes(answer)) return answer;
  const meant = closestWord(answer, known);
  const mend = meant === undefined ? "" : ` (did you mean ${meant}?)`;
  throw new UsageProblem(`found "${answer}", expected one of ${known.join(", ")}${mend}`);
}
