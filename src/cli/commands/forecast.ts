import { ForeignJournal, readJournal } from "../../record/index.ts";
import type { Scenario } from "../../scenario/index.ts";
import { controllerOf } from "../../simulation/index.ts";
import { nightsAhead, type NightsPlan } from "../../study/index.ts";
import {
  approximations,
  type Belief,
  beliefIn,
  type Forecast,
  Forecaster,
  type NightRow,
  nightsForeseen,
  type TwinAnswer,
} from "../../twin/index.ts";
import { exitCodes } from "../exitCodes.ts";
import { approximationsText, differencesText, forecastText } from "../forecastText.ts";
import { nightDifferencesText, nightsText } from "../nightsText.ts";
import type { ForecastArguments } from "../orderOptions.ts";
import { variantOf } from "../openTwin.ts";
import { Progress } from "../progress.ts";
import { type FoundTwin, readOrigin } from "../readOrigin.ts";
import type { Surroundings } from "../surroundings.ts";
import { whatIf } from "../whatIf.ts";

/** Says how the night of a twin is going to end, as it believes now, or did when it ended. */
export async function forecast(args: ForecastArguments, around: Surroundings): Promise<number> {
  const found = readOrigin(args.folder, around);
  const { header } = readJournal(around.journals(found.journalFolder));
  const { variant, loaded } = await variantOf(
    { scenario: found.scenario, set: [...found.origin.settings], seed: header.seed },
    around,
  );
  if (header.scenarioHash !== variant.hash) {
    throw new ForeignJournal(
      `${found.scenario}, or a file that it names, is not what this twin was begun with`,
    );
  }
  const { scenario, calendar, resolved } = loaded;
  const words = args["what-if"];
  const changes = whatIf(scenario, words);
  const belief = await believed(found, scenario, around);
  const forecaster = Forecaster.of(loaded, belief);
  const at = (atMs: number): string => calendar.iso(atMs).slice(0, 16).replace("T", " ");
  const soonAt = (atMs: number): string => at(atMs).slice("2026-".length);
  const taken = approximations(scenario, belief);
  const expected = forecaster.expected();
  around.stderr(forecastText(expected, { at, soonAt }) + approximationsText(taken));
  const otherwise = words.length === 0 ? null : forecaster.expected(changes);
  if (otherwise !== null) around.stderr(differencesText(words, expected, otherwise, soonAt));

  const asked = args.nights ?? 0;
  if (asked > 0 && resolved.uncertainty === undefined) {
    around.stderr("the scenario says nothing of uncertainty: nights are as is typical\n");
  }
  const plan = { variant, seed: header.seed, belief, changes };
  const rows = await drawn(plan, expected, { args, asked, around });
  const nights = nightsForeseen(expected, rows, asked);
  if (nights !== null)
    around.stderr(nightsText(nights, soonAt) + nightDifferencesText(nights, soonAt));
  if (args.json) {
    const told = {
      schemaVersion: 1,
      ...expected,
      approximations: taken,
      whatIf: otherwise && { words, ...otherwise },
      nights,
    };
    around.stdout(`${JSON.stringify(told, null, 2)}\n`);
  }
  if (rows.length < asked) return exitCodes.interrupted;
  return rows.some(({ error }) => error !== null) ? exitCodes.bug : exitCodes.ok;
}

/** Nights side by side, in order, until people want to stop. */
async function drawn(
  plan: NightsPlan,
  expected: Forecast,
  { args, asked, around }: { args: ForecastArguments; asked: number; around: Surroundings },
): Promise<NightRow[]> {
  const stop = new AbortController();
  around.onInterrupt(() => stop.abort());
  const rows: NightRow[] = [];
  const spanMs = Math.max(0, ...expected.stays.map((stay) => stay.departureAtMs ?? 0));
  const nightMs = Math.max(1, spanMs - expected.fromMs);
  const progress = new Progress(around, `of ${asked} nights`, asked * nightMs);
  try {
    await nightsAhead(plan, asked, {
      workers: around.nightWorkers,
      count: args.jobs ?? around.nightWorkers.most,
      clock: around.clock,
      signal: stop.signal,
      take: async (more) => {
        rows.push(...more);
        progress.show(rows.length / asked);
      },
    });
  } finally {
    progress.clear();
  }
  const failed = rows.find(({ error }) => error !== null);
  if (failed !== undefined) around.stderr(`night ${failed.night} failed: ${failed.error}\n`);
  return rows.toSorted((a, b) => a.night - b.night);
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
