import {
  chartFonts,
  connectLines,
  diskFiles,
  diskStore,
  engineVersion,
  journalFiles,
  listenForLines,
  liveHost,
  nightThreads,
  onInterrupt,
  packageFile,
  packageVersion,
  streamChannel,
  systemClock,
  systemNetwork,
  terminalQuestions,
  threadWorkers,
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
  ask:
    process.stdin.isTTY && process.stderr.isTTY
      ? terminalQuestions(process.stdin, process.stderr)
      : null,
  files: diskFiles(process.cwd()),
  chartFonts,
  store: diskStore(process.cwd()),
  journals: journalFiles,
  clock: systemClock,
  channels: {
    stdio: (warn) => streamChannel(process.stdin, process.stdout, warn),
    connect: connectLines,
    listen: listenForLines,
  },
  network: systemNetwork,
  workers: threadWorkers(),
  nightWorkers: nightThreads(),
  live: liveHost(process.cwd()),
  onInterrupt: (tell) => onInterrupt(tell, exitCodes.interrupted),
  schemaFile: packageFile("dist/scenario.schema.json"),
  tortureScenario: packageFile("scenarios/torture.yaml"),
  version: packageVersion(),
  engineVersion,
  nodeVersion: process.version,
});
