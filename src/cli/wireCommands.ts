import type { Argv } from "yargs";
import { checked } from "./options.ts";
import { recordArguments, recordOptions } from "./recordOptions.ts";
import type { Surroundings } from "./surroundings.ts";
import { doctorArguments, doctorOptions } from "./doctorOptions.ts";
import { emulateArguments, emulateOptions } from "./emulateOptions.ts";

/** Commands that talk with systems of others. @param choose notes what is to be done */
export function wireCommands(
  parser: Argv,
  around: Surroundings,
  choose: (command: () => Promise<number>) => void,
): void {
  const presystem = {
    type: "string",
    describe: "dms: depot management, with the plan; itcs: control centre, with late buses",
  } as const;
  const protocol = { type: "string", describe: "vdv463" } as const;
  const url = { type: "string", describe: "The server: wss://…" } as const;
  parser
    .command(
      "emulate <presystem>",
      "Play the presystem of a day against a charge management",
      (command) => command.positional("presystem", presystem).options(emulateOptions),
      (options) => {
        const args = checked(emulateArguments, options);
        choose(async () => (await import("./commands/emulate.ts")).emulate(args, around));
      },
    )
    .command(
      "doctor <protocol> <url>",
      "Say step by step what a charge management answers",
      (command) =>
        command.positional("protocol", protocol).positional("url", url).options(doctorOptions),
      (options) => {
        const args = checked(doctorArguments, options);
        choose(async () => (await import("./commands/doctor.ts")).doctor(args, around));
      },
    )
    .command(
      "record <protocol>",
      "Stand between presystems and a charge management, and record what they say",
      (command) => command.positional("protocol", protocol).options(recordOptions),
      (options) => {
        const args = checked(recordArguments, options);
        choose(async () => (await import("./commands/record.ts")).record(args, around));
      },
    );
}
