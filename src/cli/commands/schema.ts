import { scenarioJsonSchema } from "../../scenario/index.ts";
import { exitCodes } from "../exitCodes.ts";
import type { Surroundings } from "../surroundings.ts";

/** Prints the JSON Schema of scenario files, for editors. */
export async function schema({ stdout }: Surroundings): Promise<number> {
  stdout(`${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`);
  return exitCodes.ok;
}
