import type { Files } from "./files.ts";
import { InputProblem } from "./inputProblem.ts";
import { utf8Fault } from "./utf8Fault.ts";

/** A file larger than this is not what people think it is [bytes]. */
const MAX_BYTES = 10_000_000;

/** What a file should be, for people. */
export interface FileKind {
  readonly kind: string;
  /** Where to see one. */
  readonly example: string;
}

const SCENARIO: FileKind = {
  kind: "a scenario",
  example: "scenarios/quickstart.yaml shows what belongs in it",
};

/**
 * The text of a file, a scenario's by default.
 * @throws InputProblem for a file that is empty or no text, FileTrouble for one that cannot be read
 */
export async function readText(
  files: Files,
  path: string,
  { kind, example } = SCENARIO,
): Promise<string> {
  const bytes = await files.readBytes(path, MAX_BYTES);
  const fault = utf8Fault(bytes);
  if (fault !== null) {
    throw new InputProblem({
      place: { file: path, ...fault },
      message: "found bytes that are no UTF-8 text",
      mend: `is it really ${kind}? If so, save it as UTF-8`,
    });
  }
  const text = new TextDecoder().decode(bytes);
  if (text.trim() !== "") return text;
  throw new InputProblem({
    place: { file: path },
    message: "the file is empty",
    mend: example,
  });
}
