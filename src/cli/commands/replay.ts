import { type JournalHeader, readJournal } from "../../record/index.ts";
import { controllerOf } from "../../simulation/index.ts";
import { type Replayed, replayed } from "../../twin/index.ts";
import { exitCodes } from "../exitCodes.ts";
import { variantOf } from "../openTwin.ts";
import { readOrigin } from "../readOrigin.ts";
import type { Surroundings } from "../surroundings.ts";
import type { ReplayArguments } from "../twinOptions.ts";

/** Feeds what a twin heard to a controller once more, and says whether it asks for the same. */
export async function replay(args: ReplayArguments, around: Surroundings): Promise<number> {
  const { journalFolder, origin, scenario } = readOrigin(args.folder, around);
  const journal = around.journals(journalFolder);
  const { header } = readJournal(journal);
  const { variant, loaded } = await variantOf(
    { scenario: args.scenario ?? scenario, set: [...origin.settings], seed: header.seed },
    around,
  );
  const others = otherwise(header, variant.hash, around.engineVersion());
  const outcome = replayed(controllerOf(loaded.scenario), journal);
  if (args.json) around.stdout(`${JSON.stringify({ ...outcome, otherwise: others }, null, 2)}\n`);
  around.stderr(textOf(outcome, others, (atMs) => loaded.calendar.iso(atMs)));
  if (outcome.kind === "same") return exitCodes.ok;
  return others.length > 0 ? exitCodes.invalidInput : exitCodes.bug;
}

/** What is not as it was when the journal was written. */
function otherwise(header: JournalHeader, scenarioHash: string, engineVersion: string): string[] {
  const others: string[] = [];
  if (header.scenarioHash !== scenarioHash) {
    others.push("the scenario, or a file that it names, has changed since");
  }
  if (header.engineVersion !== engineVersion) {
    others.push(`it was written by busbar ${header.engineVersion}, this is ${engineVersion}`);
  }
  return others;
}

function textOf(
  outcome: Replayed,
  others: readonly string[],
  iso: (atMs: number) => string,
): string {
  const notes = others.map((other) => `note: ${other}\n`).join("");
  if (outcome.kind === "same") {
    const { commands, observations, fromSeq } = outcome;
    const from = fromSeq === 0 ? "" : `, from the snapshot after record ${fromSeq} on`;
    return `${notes}same ${commands} commands from ${observations} observations${from}\n`;
  }
  const { seq, atMs, cause, recorded, derived } = outcome;
  const likely =
    others.length > 0
      ? `likely because ${others.join(", and ")}`
      : "scenario and busbar are those that wrote it: this is a bug in busbar, please report it";
  return [
    `record ${seq} differs, at ${iso(atMs)}`,
    `  heard     ${JSON.stringify(cause)}`,
    `  recorded  ${recorded === null ? "no command" : JSON.stringify(recorded)}`,
    `  derived   ${derived === null ? "no command" : JSON.stringify(derived)}`,
    `${likely}\n`,
  ].join("\n");
}
