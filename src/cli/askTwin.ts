import type { TwinAnswer, TwinQuestion } from "../twin/index.ts";
import type { FoundTwin } from "./readOrigin.ts";
import { shellCommand } from "./shellCommand.ts";
import type { Surroundings } from "./surroundings.ts";

/** No twin runs where one has to. */
export class NoTwin extends Error {
  override readonly name = "NoTwin";
}

/**
 * Asks the twin that runs in a folder.
 * @throws NoTwin with the command that starts it again
 */
export async function askTwin(
  { journalFolder, origin, scenario }: FoundTwin,
  folder: string,
  question: TwinQuestion,
  { live }: Surroundings,
): Promise<TwinAnswer> {
  const answer = await live.ask(journalFolder, question);
  if (answer !== null) return answer as TwinAnswer;
  const settings = origin.settings.flatMap((setting) => ["--set", setting]);
  const seed = origin.seed === null ? [] : ["--seed", String(origin.seed)];
  const command = shellCommand(["twin", scenario, "--out", folder, ...settings, ...seed]);
  throw new NoTwin(`no twin is running in ${folder}; this goes on with it:\n  ${command}`);
}
