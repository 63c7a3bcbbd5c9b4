import type { Files } from "./files.ts";
import { InputProblem } from "./inputProblem.ts";
import { utf8Fault } from "./utf8Fault.ts";

/** A scenario file larger than this is not one [bytes]. */
const MAX_BYTES = 10_000_000;

/**
 * The text of a scenario file.
 * @throws InputProblem for a file that is empty or no text, FileTrouble for one that cannot be read
 */
export async function readText(files: Files, path: string): Promise<string> {
  const bytes = await files.readBytes(path, MAX_BYTES);
  const fault = utf8Fault(bytes);
  if (fault !== null) {
    throw new InputProblem({
      place: { file: path, ...fault },
      message: "found bytes that are no UTF-8 text",
      mend: "is it really a scenario? If so, save it as UTF-8",
    });
  }
  const text = new TextDecoder().decode(bytes);
  if (text.trim() !== "") return text;
  throw new InputProblem({
    place: { file: path },
    message: "the file is empty",
    mend: "scenarios/quickstart.yaml shows what belongs in it",
  });
}
