import {
  chartFonts,
  diskFiles,
  diskStore,
  onInterrupt,
  packageVersion,
  systemClock,
} from "../host/index.ts";
import { exitCodes } from "./exitCodes.ts";
import { program } from "./program.ts";

// A reader that has seen enough, as in `busbar … | head`, is no fault.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
}

process.exitCode = await program({
  args: process.argv.slice(2),
  stdout: (text) => process.stdout.write(text),
  stderr: (text) => process.stderr.write(text),
  isWatched: process.stderr.isTTY,
  files: diskFiles(process.cwd()),
  chartFonts,
  store: diskStore(process.cwd()),
  clock: systemClock,
  onInterrupt: (tell) => onInterrupt(tell, exitCodes.interrupted),
  version: packageVersion(),
  nodeVersion: process.version,
});
