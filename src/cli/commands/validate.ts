import { loadScenario } from "../../scenario/index.ts";
import { exitCodes } from "../exitCodes.ts";
import type { ScenarioArguments } from "../options.ts";
import type { Surroundings } from "../surroundings.ts";

/** Reads a scenario and everything it names, and says what it understood. */
export async function validate(args: ScenarioArguments, around: Surroundings): Promise<number> {
  const { scenario, calendar, warnings, resolved } = await loadScenario(
    around.files,
    args.scenario,
    {
      settings: args.set,
      seed: args.seed ?? null,
    },
  );
  const stays = scenario.plans.reduce((sum, plan) => sum + plan.stays.length, 0);
  const facts = {
    name: scenario.name,
    stays,
    buses: scenario.plans.length,
    points: scenario.stations.length,
    gridNodes: scenario.nodes.length,
    from: calendar.iso(scenario.window.fromMs),
    to: calendar.iso(scenario.window.toMs),
    strategy: scenario.law.name,
    target: resolved.charging.target,
  };
  for (const warning of warnings) around.stderr(`warning: ${warning}\n`);
  if (args.json) around.stdout(`${JSON.stringify({ ok: true, ...facts, warnings }, null, 2)}\n`);
  around.stderr(
    `${scenario.name} is fine: ${facts.stays} stays of ${facts.buses} buses at ` +
      `${facts.points} points,\nreported from ${facts.from} to ${facts.to}, ` +
      `strategy ${facts.strategy}\n`,
  );
  return exitCodes.ok;
}
