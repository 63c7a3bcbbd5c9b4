import yargs from "yargs";
import { exitCodes } from "./exitCodes.ts";
import { tellFailure, UsageProblem } from "./tellFailure.ts";
import {
  checked,
  planArguments,
  planOptions,
  reportArguments,
  reportOptions,
  runArguments,
  runOptions,
  scenarioArguments,
  scenarioOptions,
} from "./options.ts";
import type { Surroundings } from "./surroundings.ts";
import { usageText } from "./usageText.ts";

/** Narrower than this help is unreadable, wider it need not be. */
const COLUMNS = 80;

/** Options of each command. */
const optionsOf = {
  run: Object.keys(runOptions),
  validate: Object.keys(scenarioOptions),
  plan: Object.keys(planOptions),
  report: Object.keys(reportOptions),
  schema: [],
};

const scenario = { type: "string", describe: "A scenario file (YAML)" } as const;
const problem = { type: "string", describe: "A planning problem (JSON)" } as const;
const folder = { type: "string", describe: "The folder of a run" } as const;

/** Words are taken as they are. */
const wordForWord = {
  "camel-case-expansion": false,
  "dot-notation": false,
  "greedy-arrays": false,
  "parse-positional-numbers": false,
};

/** Runs the command line and returns the exit code; never throws. */
export async function program(around: Surroundings): Promise<number> {
  try {
    const command = parse(around);
    return command === null ? exitCodes.ok : await command();
  } catch (error) {
    return tellFailure(error, around);
  }
}

/** The command that was asked for, or null when help was. @throws UsageProblem */
function parse(around: Surroundings): (() => Promise<number>) | null {
  let chosen: (() => Promise<number>) | null = null;
  const parser = yargs()
    .scriptName("busbar")
    .usage("$0 COMMAND\n\nDiscrete-event simulator and digital twin of an electric-bus depot")
    .command(
      "run <scenario>",
      "Simulate a scenario and write its results",
      (command) => command.positional("scenario", scenario).options(runOptions),
      (options) => {
        const args = checked(runArguments, options);
        chosen = async () => (await import("./commands/run.ts")).run(args, around);
      },
    )
    .command(
      "validate <scenario>",
      "Check a scenario and all files it names",
      (command) => command.positional("scenario", scenario).options(scenarioOptions),
      (options) => {
        const args = checked(scenarioArguments, options);
        chosen = async () => (await import("./commands/validate.ts")).validate(args, around);
      },
    )
    .command(
      "plan <file>",
      "Solve a planning problem",
      (command) => command.positional("file", problem).options(planOptions),
      (options) => {
        const args = checked(planArguments, options);
        chosen = async () => (await import("./commands/plan.ts")).plan(args, around);
      },
    )
    .command(
      "report <folder>",
      "Write the report of a run that is on disk",
      (command) => command.positional("folder", folder).options(reportOptions),
      (options) => {
        const args = checked(reportArguments, options);
        chosen = async () => (await import("./commands/report.ts")).report(args, around);
      },
    )
    .command("schema", "Print the JSON Schema of scenario files", {}, () => {
      chosen = async () => (await import("./commands/schema.ts")).schema(around);
    })
    .epilogue(
      "Exit codes: 0 done, 1 bug, 2 usage, 3 invalid input, 4 infeasible, 5 disk or device, 130 interrupted",
    )
    .demandCommand(1, `no command is given (commands: ${Object.keys(optionsOf).join(", ")})`)
    .strict()
    .parserConfiguration(wordForWord)
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
    });
  void parser.parse(around.args, {}, (_error, _options, output) => {
    if (output !== "") around.stdout(`${output}\n`);
  });
  return chosen;
}
