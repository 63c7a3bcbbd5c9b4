import type { Timetable, VehiclePlan } from "../operations/index.ts";
import { InputProblem } from "./inputProblem.ts";
import type { SourceDocument } from "./readDocument.ts";
import type { ScenarioFile } from "./schema/index.ts";

/** @throws InputProblem where buses are to leave with what nobody knows */
export function checkNextBlocks(
  { target }: ScenarioFile["charging"],
  read: Timetable,
  plans: readonly VehiclePlan[],
  source: SourceDocument,
  timetablePath: string,
): void {
  if (target !== "nextBlock" || read.kind === "blocks") return;
  if (read.rows.some(({ next }) => next !== undefined)) return;
  const unknown = plans.flatMap(({ stays }) => stays).find((stay) => stay.nextUsedKwh === null);
  if (unknown === undefined) return;
  throw new InputProblem({
    place: source.placeOf(["charging", "target"]),
    message:
      `found nextBlock, but ${timetablePath} does not say what the block after the stay of ` +
      `line ${unknown.line} uses`,
    mend: "add the column km_next_block; an empty cell means that no block follows",
  });
}
