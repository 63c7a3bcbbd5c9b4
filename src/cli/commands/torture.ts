import { RowHash } from "../../record/index.ts";
import { type LoadedScenario, prepareScenario, type Scenario } from "../../scenario/index.ts";
import { type Fault, type NightOutcome, type RedNight, Torture } from "../../torture/index.ts";
import { exitCodes } from "../exitCodes.ts";
import { shellCommand } from "../shellCommand.ts";
import type { Surroundings } from "../surroundings.ts";
import { UsageProblem } from "../tellFailure.ts";
import { HOURS, REACTION_SEC, type TortureArguments } from "../tortureOptions.ts";
import { TortureProgress } from "../tortureProgress.ts";
import { redNightText, tortureText } from "../tortureText.ts";

const HOUR_MS = 3_600_000;
const SECOND_MS = 1000;
const NIGHTS = 100;
/** More red nights than this say no more. */
const MOST_RED = 5;
/** Days whose night before is the one in which clocks are changed; our own depot has those, too. */
const CLOCK_CHANGES = ["2026-03-30", "2026-10-26"] as const;
/** One night in so many is one of those. */
const CHANGE_EVERY = 4;

/** What the nights came to. */
interface Tally {
  nights: number;
  restarts: number;
  commands: number;
  lists: number;
  readonly red: RedNight[];
  readonly hash: RowHash;
}

/** Runs nights in which everything goes wrong, and says of those that break a rule what it takes. */
export async function torture(args: TortureArguments, around: Surroundings): Promise<number> {
  const nights = args.nights ?? (args.seed === undefined ? NIGHTS : 1);
  if (args.only !== undefined && nights > 1) {
    throw new UsageProblem("--only is for one night: leave --nights out");
  }
  const sceneOf = await scenes(args, around);
  const cut = (seed: number): Scenario => cutTo(sceneOf(seed).scenario, args.hours);
  const { presystem } = args;
  const presystemOf = presystem === undefined ? undefined : () => presystem;
  const all = new Torture(cut, args.reaction * SECOND_MS, presystemOf);
  let stopped = false;
  around.onInterrupt(() => {
    stopped = true;
  });
  const isStopped = (): boolean => stopped;
  const none = { nights: 0, restarts: 0, commands: 0, lists: 0 };
  const tally: Tally = { ...none, red: [], hash: new RowHash() };
  const progress = new TortureProgress(around, nights);
  const first = args.seed ?? 1;
  for (let seed = first; seed < first + nights && !isStopped(); seed++) {
    const faults = kept(all.faults(seed), args.only);
    const outcome = all.night(seed, faults);
    count(tally, outcome);
    if (outcome.violation !== null) tally.red.push(all.shrunk(seed, faults, outcome));
    if (tally.red.length === MOST_RED) break;
    await progress.show(tally);
  }
  progress.clear();
  tell(args, around, tally, progress.nightsPerSecond(tally), sceneOf);
  if (tally.red.length > 0) return exitCodes.bug;
  return stopped ? exitCodes.interrupted : exitCodes.ok;
}

/** The scenario of a night: our own has some on which clocks are changed. */
async function scenes(
  { scenario, set }: TortureArguments,
  { files, tortureScenario }: Surroundings,
): Promise<(seed: number) => LoadedScenario> {
  const prepared = await prepareScenario(files, scenario ?? tortureScenario, set);
  const changes =
    scenario === undefined
      ? await Promise.all(CLOCK_CHANGES.map((date) => prepared.altered([`timetable.date=${date}`])))
      : [];
  return (seed) => {
    const isChange = seed % CHANGE_EVERY === 0 && changes.length > 0;
    const change = changes[(seed / CHANGE_EVERY) % changes.length];
    return (isChange ? change! : prepared).withSeed(seed);
  };
}

function cutTo(scenario: Scenario, hours: number): Scenario {
  const { run } = scenario;
  return { ...scenario, run: { ...run, toMs: Math.min(run.toMs, run.fromMs + hours * HOUR_MS) } };
}

/** @throws UsageProblem when there are not so many */
function kept(faults: readonly Fault[], only: readonly number[] | undefined): readonly Fault[] {
  const missing = only?.find((number) => number > faults.length);
  if (missing !== undefined) {
    throw new UsageProblem(`--only: found ${missing}, that night has ${faults.length} faults`);
  }
  return only === undefined ? faults : faults.filter((_, i) => only.includes(i + 1));
}

function count(tally: Tally, outcome: NightOutcome): void {
  tally.nights++;
  tally.restarts += outcome.restarts;
  tally.commands += outcome.commands;
  tally.lists += outcome.lists;
  tally.hash.add(JSON.stringify(outcome));
}

function tell(
  { scenario, set, hours, reaction, presystem, json }: TortureArguments,
  around: Surroundings,
  { hash, ...tally }: Tally,
  nightsPerSecond: number,
  loadedOf: (seed: number) => LoadedScenario,
): void {
  const figures = { ...tally, reactionSec: reaction, hash: hash.digest() };
  if (json) around.stdout(`${JSON.stringify(figures, null, 2)}\n`);
  const words = [
    "torture",
    ...(scenario === undefined ? [] : [scenario]),
    ...set.map((one) => `--set=${one}`),
    ...(hours === HOURS ? [] : ["--hours", String(hours)]),
    ...(reaction === REACTION_SEC ? [] : ["--reaction", String(reaction)]),
    ...(presystem === undefined ? [] : ["--presystem", presystem]),
  ];
  for (const night of tally.red) {
    const { scenario: depot, calendar } = loadedOf(night.seed);
    const iso = (atMs: number): string => calendar.iso(atMs);
    around.stderr(redNightText(night, { scenario: depot, iso, command: shellCommand(words) }));
  }
  around.stderr(tortureText(figures, nightsPerSecond));
}
