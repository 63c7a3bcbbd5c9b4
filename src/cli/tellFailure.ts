import {
  DamagedJournal,
  ForeignFolder,
  ForeignJournal,
  UnreadableRun,
  UnusableFrameLog,
} from "../record/index.ts";
import { NoTwin } from "./askTwin.ts";
import { MissingPackage } from "./missingPackage.ts";
import { NetworkProblem } from "./networkProblem.ts";
import { JournalDiffers } from "../twin/index.ts";
import { InputProblem } from "../scenario/index.ts";
import { exitCodes } from "./exitCodes.ts";
import { shellCommand } from "./shellCommand.ts";
import type { Surroundings } from "./surroundings.ts";
import { isDiskFailure, WithAdvice } from "./withAdvice.ts";

/** Wrong words on the command line. */
export class UsageProblem extends Error {
  override readonly name = "UsageProblem";
}

/** Files that cannot be used, each with its reason. */
const unusable = [InputProblem, UnreadableRun, DamagedJournal, ForeignJournal, UnusableFrameLog];

/** How a failure is told, and what the process ends with. */
interface Failure {
  readonly text: string;
  readonly exitCode: number;
}

/** Tells people what went wrong and returns the exit code. */
export function tellFailure(error: unknown, { stderr, args, version }: Surroundings): number {
  const { text, exitCode } = failureOf(error, shellCommand(args), version);
  stderr(`${text}\n`);
  return exitCode;
}

function failureOf(error: unknown, command: string, version: string): Failure {
  if (error instanceof WithAdvice) {
    const { text, exitCode } = failureOf(error.cause, command, version);
    return { text: `${text}\n${error.advice}`, exitCode };
  }
  if (error instanceof UsageProblem) {
    return {
      text: `${error.message}\nbusbar --help shows what there is`,
      exitCode: exitCodes.usage,
    };
  }
  if (isTold(error)) {
    return { text: error.message, exitCode: exitCodes.failure };
  }
  if (error instanceof JournalDiffers) {
    return { text: bugText(error.message, command, version), exitCode: exitCodes.bug };
  }
  if (unusable.some((kind) => error instanceof kind)) {
    return { text: (error as Error).message, exitCode: exitCodes.invalidInput };
  }
  if (error instanceof ForeignFolder) {
    return { text: `${error.message}; choose another with --out`, exitCode: exitCodes.usage };
  }
  if (isDiskFailure(error)) {
    const { code } = error as Error & { readonly code: unknown };
    // "ENOTDIR: not a directory, scandir '/a/b'": what people need is where.
    const where = (error as Error).message.replace(/^E[A-Z]+: [^']*(?=')/, "");
    return { text: `${diskText(String(code))}: ${where}`, exitCode: exitCodes.failure };
  }
  const stack = error instanceof Error ? error.stack : String(error);
  return { text: bugText(stack ?? "", command, version), exitCode: exitCodes.bug };
}

/** What says all there is to say. */
function isTold(error: unknown): error is Error {
  return [MissingPackage, NoTwin, NetworkProblem].some((kind) => error instanceof kind);
}

function bugText(what: string, command: string, version: string): string {
  return `This is a bug in busbar ${version}. Please report it with this command:\n  ${command}\n${what}`;
}

function diskText(code: string): string {
  const words: Readonly<Record<string, string>> = {
    EACCES: "There is no permission to write there",
    EPERM: "There is no permission to write there",
    EROFS: "The disk is read-only",
    ENOSPC: "The disk is full",
    ENOTDIR: "Part of that path is a file, expected a folder",
    EEXIST: "There is a file of that name",
    EISDIR: "There is a folder of that name, expected a file",
    EADDRINUSE: "Somebody listens there already",
    EBUSY: "That folder is in use",
  };
  return words[code] ?? "The disk would not do it";
}
