import type { Credentials } from "../protocols/transport/index.ts";
import { FileTrouble, InputProblem } from "../scenario/index.ts";
import type { Surroundings } from "./surroundings.ts";
import { UsageProblem } from "./tellFailure.ts";
import type { CallArguments } from "./callOptions.ts";

/** What a password or a certificate may take [bytes]. */
const MOST_BYTES = 1 << 20;

/** Where a password is looked for that no file holds. */
const PASSWORD_VARIABLE = "BUSBAR_PASSWORD";

/** Whom a call is made as, and whom it trusts. */
export interface Call {
  readonly credentials: Credentials | null;
  readonly ca: string | null;
  readonly allowPlain: boolean;
}

/** @throws UsageProblem for a user without a password; InputProblem for a file that cannot be read */
export async function callOf(args: CallArguments, around: Surroundings): Promise<Call> {
  const { ca, user, "allow-plain": allowPlain } = args;
  return {
    credentials: user === undefined ? null : { user, password: await passwordOf(args, around) },
    ca: ca === undefined ? null : await smallText(ca, around),
    allowPlain,
  };
}

async function passwordOf(args: CallArguments, around: Surroundings): Promise<string> {
  const { "password-file": file } = args;
  // An editor puts a line feed behind it.
  if (file !== undefined) return (await smallText(file, around)).replace(/\r?\n$/, "");
  const password = around.network.variable(PASSWORD_VARIABLE);
  if (password !== undefined) return password;
  throw new UsageProblem(
    `--user: a user needs a password: --password-file FILE, or the variable ${PASSWORD_VARIABLE}`,
  );
}

/** A text file that is read whole. @throws InputProblem */
export async function smallText(file: string, { files }: Surroundings): Promise<string> {
  try {
    return new TextDecoder().decode(await files.readBytes(file, MOST_BYTES));
  } catch (error) {
    if (!(error instanceof FileTrouble)) throw error;
    throw new InputProblem({ place: { file }, message: error.message });
  }
}
