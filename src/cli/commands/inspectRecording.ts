import { SessionReview } from "../../protocols/vdv463/index.ts";
import {
  type FrameLogLine,
  FrameLogReader,
  FrameLogSurvey,
  journalFacts,
} from "../../record/index.ts";
import { frameLogText, journalText, sessionReviewText } from "../../report/index.ts";
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
  const reviewed = new RecordedReview();
  for await (const piece of files.readChunks(path)) {
    survey.push(piece);
    reviewed.push(piece);
  }
  reviewed.end();
  const { review } = reviewed;
  const facts = {
    ...survey.facts(),
    ...(review !== null && { connections: review.connections, findings: review.findings }),
  };
  const damage = facts.damage.map(
    ({ line, atByte, found }) => `${path}:${line} (byte ${atByte}): ${found}`,
  );
  const more = facts.damages - facts.damage.length;
  if (more > 0) damage.push(`and ${more} more`);
  const text = frameLogText(facts) + (review === null ? "" : sessionReviewText(review));
  return { facts, text, damage };
}

/** Looks at what was said in VDV 463, piece by piece. */
class RecordedReview {
  readonly #reader = new FrameLogReader();
  /** null: nothing was. */
  review: SessionReview | null = null;

  push(piece: Uint8Array): void {
    this.#add(this.#reader.push(piece));
  }

  end(): void {
    this.#add(this.#reader.end());
  }

  #add(lines: readonly FrameLogLine[]): void {
    for (const line of lines) {
      const { header } = this.#reader;
      const isOurs = header?.fmt === "vdv463-rec" || ("proto" in line && line.proto === "vdv463");
      if (!isOurs || (line.t !== "open" && line.t !== "frame")) continue;
      this.review ??= new SessionReview(header?.schema === "1.0" ? "1.0" : "1.1");
      if (line.t === "open") this.review.opened(line.c, line.selected ?? null);
      else if (line.op === "text") this.review.frame(line.c, line.d, line.raw, Date.parse(line.at));
    }
  }
}
