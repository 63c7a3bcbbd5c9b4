import { z } from "zod";
import { keysAt, type Schema, schemaAt, wordsAt } from "./schemaAt.ts";
import { scenarioSchema } from "./schema/index.ts";

/** What `path=value` may become that was begun so: keys, each with what comes after it, or words. */
export function settingCompletions(begun: string): string[] {
  const equals = begun.indexOf("=");
  const path = (equals < 0 ? begun : begun.slice(0, equals)).split(".");
  const before = equals < 0 ? path.slice(0, -1) : path;
  const found =
    equals < 0
      ? stepsAt(before).flatMap((step) =>
          endingsAt([...before, step]).map((ending) => [...before, step].join(".") + ending),
        )
      : wordsAt(scenarioSchema, before).map((word) => `${before.join(".")}=${word}`);
  return found.filter((text) => text.startsWith(begun)).toSorted();
}

/** Keys of a mapping; of a list the first place, for how many it has is not known here. */
function stepsAt(path: readonly string[]): string[] {
  const isList = schemaAt(scenarioSchema, path).some((at) => at instanceof z.ZodArray);
  return isList ? ["0"] : keysAt(scenarioSchema, path).filter((key) => key !== "extends");
}

/** `.` where something is within, `=` where a value may stand. */
function endingsAt(path: readonly string[]): string[] {
  const forms = schemaAt(scenarioSchema, path);
  return [
    ...(forms.some(isContainer) ? ["."] : []),
    ...(forms.some((form) => !isContainer(form)) ? ["="] : []),
  ];
}

function isContainer(schema: Schema): boolean {
  return (
    schema instanceof z.ZodObject || schema instanceof z.ZodRecord || schema instanceof z.ZodArray
  );
}
