import type { PlanningProblem } from "../messages/index.ts";
import { type Files, FileTrouble } from "./files.ts";
import { flawsOf } from "./flawsOf.ts";
import { InputProblem } from "./inputProblem.ts";
import { problemFlaws } from "./problemFlaws.ts";
import { readDocument } from "./readDocument.ts";
import { readText } from "./readText.ts";
import { planningProblem } from "./schema/index.ts";

/**
 * Reads a planning problem from a JSON file.
 * @throws InputProblem with everything that is wrong, at its place
 */
export async function readPlanningProblem(files: Files, path: string): Promise<PlanningProblem> {
  const source = readDocument(path, await textOf(files, path));
  const parsed = planningProblem.safeParse(source.value);
  const flaws = parsed.success
    ? problemFlaws(parsed.data, source)
    : flawsOf(planningProblem, source, parsed.error.issues);
  if (flaws.length > 0 || !parsed.success) throw new InputProblem(...flaws);
  return parsed.data;
}

async function textOf(files: Files, path: string): Promise<string> {
  try {
    return await readText(files, path, {
      kind: "a planning problem",
      example: "busbar run --dump-problems DIR writes some",
    });
  } catch (error) {
    if (!(error instanceof FileTrouble)) throw error;
    throw new InputProblem({ place: { file: error.path }, message: error.message });
  }
}
