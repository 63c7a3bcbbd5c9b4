import { annotatedYaml, type LoadedScenario, loadScenario } from "../../scenario/index.ts";
import { exitCodes } from "../exitCodes.ts";
import type { ScenarioArguments } from "../options.ts";
import { recordingAt } from "../recordingAt.ts";
import type { Surroundings } from "../surroundings.ts";

/** Prints a scenario as it is run; of a journal or a frame log, what is in it. */
export async function inspect(args: ScenarioArguments, around: Surroundings): Promise<number> {
  const recording = await recordingAt(args.scenario, around);
  return recording === null
    ? inspectScenario(args, around)
    : (await import("./inspectRecording.ts")).inspectRecording(recording, args, around);
}

/** Prints a scenario with all that it extends, overrides and defaults, and where each value comes from. */
async function inspectScenario(args: ScenarioArguments, around: Surroundings): Promise<number> {
  const loaded = await loadScenario(around.files, args.scenario, {
    settings: args.set,
    seed: args.seed ?? null,
  });
  const { provenance, warnings } = loaded;
  for (const warning of warnings) around.stderr(`warning: ${warning}\n`);
  const resolved = provenance.seenFromHere(loaded.resolved);
  const facts = factsOf(loaded);
  around.stdout(
    args.json
      ? `${JSON.stringify({ ...facts, values: provenance.values(resolved) }, null, 2)}\n`
      : annotatedYaml(resolved, (path) => provenance.originOf(path)),
  );
  around.stderr(
    `${facts.name}: ${facts.buses} buses, ${facts.blocks ?? facts.stays} ` +
      `${facts.blocks === null ? "stays" : "blocks"}, ${facts.points} points, ` +
      `${facts.installedKw} kW installed,\nfrom ${facts.from} to ${facts.to}\n`,
  );
  return exitCodes.ok;
}

function factsOf({ scenario, calendar }: LoadedScenario) {
  const { name, plans, stations, cabinets, yard, window } = scenario;
  const stays = plans.flatMap((plan) => plan.stays);
  const ownKw = stations.map((station) => (station.cabinet === null ? station.ratedKw : 0));
  const sharedKw = cabinets.map(({ modules, moduleKw }) => modules * moduleKw);
  return {
    name,
    buses: plans.length,
    stays: stays.length,
    /** Every block begins with a departure; null: the timetable gives stays. */
    blocks:
      yard.carry === "carried" ? stays.filter((stay) => stay.departAtMs !== null).length : null,
    points: stations.length,
    /** Outlet side. */
    installedKw: [...ownKw, ...sharedKw].reduce((sum, kw) => sum + kw, 0),
    from: calendar.iso(window.fromMs),
    to: calendar.iso(window.toMs),
  };
}
