import { ForeignJournal, readJournal } from "../../record/index.ts";
import type { Scenario } from "../../scenario/index.ts";
import { controllerOf } from "../../simulation/index.ts";
import {
  type Belief,
  beliefIn,
  forecast as forecastOf,
  type TwinAnswer,
} from "../../twin/index.ts";
import { exitCodes } from "../exitCodes.ts";
import { differencesText, forecastText } from "../forecastText.ts";
import type { ForecastArguments } from "../orderOptions.ts";
import { hashedScenario } from "../openTwin.ts";
import { type FoundTwin, readOrigin } from "../readOrigin.ts";
import type { Surroundings } from "../surroundings.ts";
import { whatIf } from "../whatIf.ts";

/** Says how the night of a twin is going to end, as it believes now, or did when it ended. */
export async function forecast(args: ForecastArguments, around: Surroundings): Promise<number> {
  const found = readOrigin(args.folder, around);
  const { header } = readJournal(around.journals(found.journalFolder));
  const { scenarioHash, loaded } = await hashedScenario(
    { scenario: found.scenario, set: [...found.origin.settings], seed: header.seed },
    around,
  );
  if (header.scenarioHash !== scenarioHash) {
    throw new ForeignJournal(
      `${found.scenario}, or a file that it names, is not what this twin was begun with`,
    );
  }
  const { scenario, calendar } = loaded;
  const words = args["what-if"];
  const tried = whatIf(scenario, words);
  const belief = await believed(found, scenario, around);
  const at = (atMs: number): string => calendar.iso(atMs).slice(0, 16).replace("T", " ");
  const expected = forecastOf(scenario, belief);
  around.stderr(forecastText(expected, at));
  const otherwise = words.length === 0 ? null : forecastOf(scenario, belief, tried);
  if (otherwise !== null) around.stderr(differencesText(expected, otherwise, at));
  if (args.json) {
    const told = { schemaVersion: 1, ...expected, whatIf: otherwise && { words, ...otherwise } };
    around.stdout(`${JSON.stringify(told, null, 2)}\n`);
  }
  return exitCodes.ok;
}

/** Of the twin that runs in the folder; where none does, what its journal tells. */
async function believed(
  { journalFolder }: FoundTwin,
  scenario: Scenario,
  { live, journals }: Surroundings,
): Promise<Belief> {
  const answer = (await live.ask(journalFolder, { ask: "belief" })) as TwinAnswer | null;
  if (answer !== null && "belief" in answer) return answer.belief;
  return beliefIn(controllerOf(scenario), journals(journalFolder));
}
