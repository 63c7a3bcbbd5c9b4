import { InputProblem, loadScenario, type LoadedScenario } from "../../scenario/index.ts";
import { exitCodes } from "../exitCodes.ts";
import type { ScenarioArguments } from "../options.ts";
import type { Surroundings } from "../surroundings.ts";
import { targetText } from "../targetText.ts";

/** Reads a scenario and everything it names, and says what it understood or what is wrong. */
export async function validate(args: ScenarioArguments, around: Surroundings): Promise<number> {
  const loaded = await load(args, around);
  const facts = factsOf(loaded);
  const { warnings } = loaded;
  for (const warning of warnings) around.stderr(`warning: ${warning}\n`);
  if (args.json) around.stdout(json({ ok: true, ...facts, warnings }));
  around.stderr(
    `${facts.name} is fine: ${facts.stays} stays of ${facts.buses} buses at ` +
      `${facts.points} points,\nreported from ${facts.from} to ${facts.to}, ` +
      `strategy ${facts.strategy}${alsoText(facts)}\n`,
  );
  return exitCodes.ok;
}

/** @throws InputProblem, after it has told programs of it */
async function load(args: ScenarioArguments, around: Surroundings): Promise<LoadedScenario> {
  try {
    return await loadScenario(around.files, args.scenario, {
      settings: args.set,
      seed: args.seed ?? null,
    });
  } catch (error) {
    if (args.json && error instanceof InputProblem) {
      const flaws = error.flaws.map(({ place, ...flaw }) => ({ ...place, ...flaw }));
      around.stdout(json({ ok: false, flaws }));
    }
    throw error;
  }
}

function factsOf({ scenario, calendar, assertions }: LoadedScenario) {
  return {
    name: scenario.name,
    stays: scenario.plans.reduce((sum, plan) => sum + plan.stays.length, 0),
    buses: scenario.plans.length,
    points: scenario.stations.length,
    gridNodes: scenario.nodes.length,
    from: calendar.iso(scenario.window.fromMs),
    to: calendar.iso(scenario.window.toMs),
    strategy: scenario.law.name,
    target: targetText(scenario.yard),
    incidents: scenario.incidents.length,
    assertions: assertions.length,
  };
}

function alsoText({ incidents, assertions }: ReturnType<typeof factsOf>): string {
  return incidents + assertions === 0 ? "" : `;\nincidents ${incidents}, assertions ${assertions}`;
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
