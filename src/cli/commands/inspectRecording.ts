import { FrameLogSurvey, journalFacts } from "../../record/index.ts";
import { frameLogText, journalText } from "../../report/index.ts";
import { exitCodes } from "../exitCodes.ts";
import type { ScenarioArguments } from "../options.ts";
import type { RecordingAt } from "../recordingAt.ts";
import type { Surroundings } from "../surroundings.ts";
import { UsageProblem } from "../tellFailure.ts";

/** Prints what is in a journal or a frame log: who, when, how many of what; gaps, and what is damaged. */
export async function inspectRecording(
  { kind, path }: RecordingAt,
  { json, set, seed }: ScenarioArguments,
  around: Surroundings,
): Promise<number> {
  if (set.length > 0 || seed !== undefined) {
    throw new UsageProblem(`${path} is a recording: --set and --seed are for scenarios`);
  }
  const { facts, text, damage } =
    kind === "journal" ? journal(path, around) : await frameLog(path, around);
  around.stdout(json ? `${JSON.stringify(facts, null, 2)}\n` : text);
  for (const line of damage) around.stderr(`${line}\n`);
  return damage.length > 0 ? exitCodes.invalidInput : exitCodes.ok;
}

function journal(path: string, { journals }: Surroundings) {
  const facts = journalFacts(journals(path));
  const damage = facts.damage === null ? [] : [facts.damage];
  return { facts, text: journalText(facts), damage };
}

async function frameLog(path: string, { files }: Surroundings) {
  const survey = new FrameLogSurvey();
  for await (const piece of files.readChunks(path)) survey.push(piece);
  const facts = survey.facts();
  const damage = facts.damage.map(
    ({ line, atByte, found }) => `${path}:${line} (byte ${atByte}): ${found}`,
  );
  const more = facts.damages - facts.damage.length;
  if (more > 0) damage.push(`and ${more} more`);
  return { facts, text: frameLogText(facts), damage };
}
