import yargs, { type Argv } from "yargs";
import { exitCodes } from "./exitCodes.ts";
import { importArguments, importOptions } from "./importOptions.ts";
import { checkTogether, isMany } from "./manyRuns.ts";
import { tellFailure, UsageProblem } from "./tellFailure.ts";
import {
  checked,
  compareArguments,
  compareOptions,
  depotArguments,
  depotOptions,
  initArguments,
  initOptions,
  mergeArguments,
  mergeOptions,
  planArguments,
  planOptions,
  reportArguments,
  reportOptions,
  runArguments,
  runOptions,
  scenarioArguments,
  scenarioOptions,
} from "./options.ts";
import {
  forecastArguments,
  forecastOptions,
  orderArguments,
  orderOptions,
} from "./orderOptions.ts";
import { recordOptions } from "./recordOptions.ts";
import { sizeArguments, sizeOptions } from "./sizeOptions.ts";
import type { Surroundings } from "./surroundings.ts";
import { tortureArguments, tortureOptions } from "./tortureOptions.ts";
import { replayArguments, replayOptions, twinArguments, twinOptions } from "./twinOptions.ts";
import { usageText } from "./usageText.ts";
import { doctorOptions } from "./doctorOptions.ts";
import { emulateOptions } from "./emulateOptions.ts";
import { wireCommands } from "./wireCommands.ts";

/** Narrower than this help is unreadable, wider it need not be. */
const COLUMNS = 80;

/** Options of each command. */
const optionsOf = {
  run: Object.keys(runOptions),
  compare: Object.keys(compareOptions),
  size: Object.keys(sizeOptions),
  twin: Object.keys(twinOptions),
  replay: Object.keys(replayOptions),
  order: Object.keys(orderOptions),
  forecast: Object.keys(forecastOptions),
  torture: Object.keys(tortureOptions),
  validate: Object.keys(scenarioOptions),
  inspect: Object.keys(scenarioOptions),
  depot: Object.keys(depotOptions),
  emulate: Object.keys(emulateOptions),
  doctor: Object.keys(doctorOptions),
  record: Object.keys(recordOptions),
  plan: Object.keys(planOptions),
  report: Object.keys(reportOptions),
  merge: Object.keys(mergeOptions),
  import: Object.keys(importOptions),
  schema: [],
  init: Object.keys(initOptions),
  completion: [],
};

/** Runs the command line and returns the exit code; never throws. */
export async function program(around: Surroundings): Promise<number> {
  try {
    const [first, second, ...words] = around.args;
    if (first === "completion" && second === "--") {
      return await (await import("./commands/completion.ts")).complete(words, optionsOf, around);
    }
    const command = parse(around);
    return command === null ? exitCodes.ok : await command();
  } catch (error) {
    return tellFailure(error, around);
  }
}

/** Notes what is to be done once all words are understood. */
type Choose = (command: () => Promise<number>) => void;

/** The command that was asked for, or null when help was. @throws UsageProblem */
function parse(around: Surroundings): (() => Promise<number>) | null {
  let chosen: (() => Promise<number>) | null = null;
  const choose: Choose = (command) => {
    chosen = command;
  };
  const parser = yargs()
    .scriptName("busbar")
    .usage("$0 COMMAND\n\nDiscrete-event simulator and digital twin of an electric-bus depot");
  for (const commands of [
    scenarioCommands,
    compareCommand,
    liveCommands,
    tortureCommand,
    wireCommands,
    resultCommands,
    inputCommands,
  ]) {
    commands(parser, around, choose);
  }
  void parser
    .epilogue(
      "Exit codes: 0 done, 1 bug, 2 usage, 3 invalid input, 4 infeasible, 5 disk or device, 99 assertion failed, 130 interrupted",
    )
    .demandCommand(1, `no command is given (commands: ${Object.keys(optionsOf).join(", ")})`)
    .strict()
    .parserConfiguration({
      "camel-case-expansion": false,
      "dot-notation": false,
      "greedy-arrays": false,
      "parse-positional-numbers": false,
    })
    // Whatever language the shell speaks.
    .locale("en")
    .version(around.version)
    .help()
    .alias("help", "h")
    .wrap(COLUMNS)
    .exitProcess(false)
    .showHelpOnFail(false)
    .fail((message, error) => {
      const isOurs = error instanceof Error && error.name !== "YError";
      if (isOurs) throw error;
      throw new UsageProblem(usageText(error?.message ?? message, around.args, optionsOf));
    })
    .parse(around.args, {}, (_error, _options, output) => {
      if (output !== "") around.stdout(`${output}\n`);
    });
  return chosen;
}

/** Trying the live process. */
function tortureCommand(parser: Argv, around: Surroundings, choose: Choose): void {
  parser.command(
    "torture [scenario]",
    "Run nights in which everything goes wrong",
    (command) =>
      command
        .positional("scenario", { type: "string", describe: "A scenario; default: our own" })
        .options(tortureOptions),
    (options) => {
      const args = checked(tortureArguments, options);
      choose(async () => (await import("./commands/torture.ts")).torture(args, around));
    },
  );
}

/** Commands that read a scenario. */
function scenarioCommands(parser: Argv, around: Surroundings, choose: Choose): void {
  const scenario = { type: "string", describe: "A scenario file (YAML)" } as const;
  const inspected = {
    type: "string",
    describe: "A scenario file (YAML), the folder of a journal, or a frame log",
  } as const;
  parser
    .command(
      "run <scenario>",
      "Simulate a scenario and write its results",
      (command) => command.positional("scenario", scenario).options(runOptions),
      (options) => {
        const args = checked(runArguments, options);
        checkTogether(args);
        choose(async () =>
          isMany(args)
            ? (await import("./commands/replications.ts")).replications(args, around)
            : (await import("./commands/run.ts")).run(args, around),
        );
      },
    )
    .command(
      "size <scenario>",
      "Find how big the connection must be",
      (command) => command.positional("scenario", scenario).options(sizeOptions),
      (options) => {
        const args = checked(sizeArguments, options);
        choose(async () => (await import("./commands/size.ts")).size(args, around));
      },
    )
    .command(
      "depot <scenario>",
      "Serve the simulated depot of a scenario to a controller elsewhere",
      (command) => command.positional("scenario", scenario).options(depotOptions),
      (options) => {
        const args = checked(depotArguments, options);
        choose(async () => (await import("./commands/depot.ts")).depot(args, around));
      },
    )
    .command(
      "validate <scenario>",
      "Check a scenario and all files it names",
      (command) => command.positional("scenario", scenario).options(scenarioOptions),
      (options) => {
        const args = checked(scenarioArguments, options);
        choose(async () => (await import("./commands/validate.ts")).validate(args, around));
      },
    )
    .command(
      "inspect <scenario>",
      "Print a scenario as it is run, and where each value comes from; or what is in a recording",
      (command) => command.positional("scenario", inspected).options(scenarioOptions),
      (options) => {
        const args = checked(scenarioArguments, options);
        choose(async () => (await import("./commands/inspect.ts")).inspect(args, around));
      },
    );
}

function compareCommand(parser: Argv, around: Surroundings, choose: Choose): void {
  const scenarios = { type: "string", array: true, describe: "Scenario files (YAML)" } as const;
  parser.command(
    "compare <scenarios..>",
    "Hold strategies or scenarios against each other, on the same nights",
    (command) => command.positional("scenarios", scenarios).options(compareOptions),
    (options) => {
      const args = checked(compareArguments, options);
      choose(async () => (await import("./commands/compare.ts")).compare(args, around));
    },
  );
}

/** Commands of a scenario that runs live. */
function liveCommands(parser: Argv, around: Surroundings, choose: Choose): void {
  const scenario = { type: "string", describe: "A scenario file (YAML)" } as const;
  const folder = { type: "string", describe: "The folder of a twin, or of its journal" } as const;
  parser
    .command(
      "twin <scenario>",
      "Run a scenario live, with a journal to go on from",
      (command) => command.positional("scenario", scenario).options(twinOptions),
      (options) => {
        const args = checked(twinArguments, options);
        choose(async () => (await import("./commands/twin.ts")).twin(args, around));
      },
    )
    .command(
      "replay <folder>",
      "Feed what a twin heard to the controller again and compare its commands",
      (command) => command.positional("folder", folder).options(replayOptions),
      (options) => {
        const args = checked(replayArguments, options);
        choose(async () => (await import("./commands/replay.ts")).replay(args, around));
      },
    )
    .command(
      "order <folder> <order> <target> [value]",
      "Have a running twin charge, hold, outOfService or auto a POINT, or limit a NODE to KW (or off)",
      (command) =>
        command
          .positional("folder", folder)
          .positional("order", { type: "string", describe: "What is ordered" })
          .positional("target", { type: "string", describe: "A point; of limit a node" })
          .positional("value", { type: "string", describe: "Of limit: kW, or off" })
          .options(orderOptions),
      (options) => {
        const args = checked(orderArguments, options);
        choose(async () => (await import("./commands/order.ts")).order(args, around));
      },
    )
    .command(
      "forecast <folder>",
      "Say how the night of a twin is going to end",
      (command) => command.positional("folder", folder).options(forecastOptions),
      (options) => {
        const args = checked(forecastArguments, options);
        choose(async () => (await import("./commands/forecast.ts")).forecast(args, around));
      },
    );
}

function inputCommands(parser: Argv, around: Surroundings, choose: Choose): void {
  const draft = { type: "string", describe: "The scenario to write (YAML)" } as const;
  const problem = { type: "string", describe: "A planning problem (JSON)" } as const;
  const kind = { type: "string", describe: "blocks, stays, simba, spice-ev or gtfs" } as const;
  const timetable = {
    type: "string",
    describe: "The file; of gtfs an archive or a folder",
  } as const;
  parser
    .command(
      "plan <file>",
      "Solve a planning problem",
      (command) => command.positional("file", problem).options(planOptions),
      (options) => {
        const args = checked(planArguments, options);
        choose(async () => (await import("./commands/plan.ts")).plan(args, around));
      },
    )
    .command(
      "import <kind> <file>",
      "Make Busbar's table of a timetable of others",
      (command) =>
        command.positional("kind", kind).positional("file", timetable).options(importOptions),
      (options) => {
        const args = checked(importArguments, options);
        choose(async () => (await import("./commands/importFile.ts")).importFile(args, around));
      },
    )
    .command("schema", "Print the JSON Schema of scenario files", {}, () => {
      choose(async () => (await import("./commands/schema.ts")).schema(around));
    })
    .command(
      "init [file]",
      "Write a scenario that runs at once, depot.yaml if not told otherwise",
      (command) => command.positional("file", draft).options(initOptions),
      (options) => {
        const args = checked(initArguments, options);
        choose(async () => (await import("./commands/init.ts")).init(args, around));
      },
    )
    .command("completion", "Print what makes bash and zsh complete these words", {}, () => {
      choose(async () => (await import("./commands/completion.ts")).completion(around));
    });
}

function resultCommands(parser: Argv, around: Surroundings, choose: Choose): void {
  const folder = { type: "string", describe: "The folder of a run" } as const;
  const folders = { type: "string", array: true, describe: "Folders of run --shard" } as const;
  parser
    .command(
      "report <folder>",
      "Write the report of a run that is on disk",
      (command) => command.positional("folder", folder).options(reportOptions),
      (options) => {
        const args = checked(reportArguments, options);
        choose(async () => (await import("./commands/report.ts")).report(args, around));
      },
    )
    .command(
      "merge <folders..>",
      "Join the shards of many runs",
      (command) => command.positional("folders", folders).options(mergeOptions),
      (options) => {
        const args = checked(mergeArguments, options);
        choose(async () => (await import("./commands/merge.ts")).merge(args, around));
      },
    );
}
