import {
  digest,
  Journal,
  type JournalDisk,
  type JournalFiles,
  type JournalHeader,
  readJournal,
} from "../../src/record/index.ts";
import { laws } from "../../src/planning/index.ts";
import type { Scenario } from "../../src/scenario/index.ts";
import { Simulation } from "../../src/simulation/index.ts";
import { Twin } from "../../src/twin/index.ts";
import { smallDepot } from "./smallDepot.ts";

/** Five buses that share what is enough for two, and leave before they are all full. */
export function crowdedNight(law = laws.leastLaxityFirst): Scenario {
  return smallDepot({
    stays: [0, 1, 2, 3, 4].map((i) => ({
      bus: `B${i}`,
      arriveH: 18 + i * 0.4,
      departH: 22 + i * 0.7,
      usedKwh: 150 + 40 * i,
    })),
    nodes: [{ id: "site", maxKw: 310 }],
    law,
  });
}

const header: JournalHeader = { scenarioHash: "h", engineVersion: "1+a", startMs: 0, seed: 1 };

/** Opens the twin of a scenario on a disk. */
export function twinOn(
  disk: JournalDisk,
  scenario: Scenario,
  options: { readonly snapshotEvery?: number; readonly segmentBytes?: number } = {},
): Twin {
  return new Twin(scenario, Journal.open(disk, header, options));
}

/** Lets it do all that is to come; its digest. */
export function endOf(twin: Twin): string {
  while (!twin.isOver) twin.step();
  twin.mark("stopped");
  return digest(twin.finish());
}

/** The digest and the commands of a plain run. */
export function plainRun(scenario: Scenario): { digest: string; commands: string[] } {
  const commands: string[] = [];
  const simulation = new Simulation(scenario, undefined, {
    journal: {
      observed: () => {},
      commanded: (command) => commands.push(JSON.stringify(command)),
      commit: () => true,
    },
  });
  return { digest: digest(simulation.run()), commands };
}

/** All commands that a journal tells of, in order. */
export function commandsIn(files: JournalFiles): string[] {
  return [...readJournal(files).records].flatMap(({ entry }) =>
    entry.kind === "command" ? [JSON.stringify(entry.command)] : [],
  );
}
