import type { PresystemWord } from "../drivers/vdv463/index.ts";
import type { Link, Observation } from "../messages/index.ts";
import {
  type LoadedScenario,
  loadScenario,
  newScenario,
  surveyTimetable,
} from "../scenario/index.ts";
import { Simulation } from "../simulation/index.ts";
import { overlaid } from "./overlaid.ts";
import type { Surroundings } from "./surroundings.ts";
import { UsageProblem } from "./tellFailure.ts";
import type { EmulateArguments } from "./emulateOptions.ts";

/** A day in the words of its presystem. */
export interface PresystemDay {
  readonly loaded: LoadedScenario;
  readonly said: readonly PresystemWord[];
}

/** For dispatchers stays are known long before the plan that holds them. */
const KNOWN_AHEAD = ["operations.requestLeadMin=2880"];

/** What the presystem of a scenario says, from its begin to its end, with all that chance has in store. */
export async function presystemDay(
  args: EmulateArguments,
  around: Surroundings,
): Promise<PresystemDay> {
  const loaded = await loadedDay(args, around);
  const said: PresystemWord[] = [];
  // Whoever charges in it is not asked: only what the presystem says is of interest.
  const link = ((port) => ({
    ...("pointId" in port ? { pointId: port.pointId } : {}),
    listen: (hear: (one: Observation) => void) =>
      port.listen((one) => {
        if (isWord(one)) said.push(one);
        hear(one);
      }),
    send: (command: never) => port.send(command),
  })) as Link;
  new Simulation(loaded.scenario, () => link).run();
  return { loaded, said };
}

const kinds: ReadonlySet<Observation["kind"]> = new Set([
  "requestChanged",
  "requestWithdrawn",
  "vehicleArrived",
  "preconditioningNeed",
]);

function isWord(one: Observation): one is PresystemWord {
  return kinds.has(one.kind);
}

async function loadedDay(args: EmulateArguments, around: Surroundings): Promise<LoadedScenario> {
  const { scenario, timetable, set, seed = null, "lock-step": isLockStep } = args;
  // In lock-step it is the simulated presystem itself that is heard.
  const lead = isLockStep ? [] : KNOWN_AHEAD;
  if ((scenario === undefined) === (timetable === undefined)) {
    throw new UsageProblem("emulate needs a day: --scenario FILE or --timetable FILE");
  }
  if (scenario !== undefined) {
    return loadScenario(around.files, scenario, { settings: [...lead, ...set], seed });
  }
  const file = `${timetable}.yaml`;
  const survey = await surveyTimetable(around.files, timetable!);
  const [depot] = [...survey.depots.keys()];
  const text = newScenario({
    name: "emulated",
    schemaFile: around.schemaFile,
    timezone: "Europe/Berlin",
    timetableFile: around.files.seenFrom(timetable!, file),
    survey,
    depot: depot!,
    contractKw: null,
    strategy: "immediate",
    strategies: ["immediate"],
  });
  const settings = [...lead, "uncertainty=typical", ...set];
  return loadScenario(overlaid(around.files, [[file, text]]), file, { settings, seed });
}
