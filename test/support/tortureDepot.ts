import path from "node:path";
import { diskFiles } from "../../src/host/index.ts";
import { prepareScenario, type Scenario } from "../../src/scenario/index.ts";

const root = path.resolve(import.meta.dirname, "../..");

/** The depot that is tortured unless another is named, in the night of a seed. */
export async function tortureDepot(
  settings: readonly string[] = [],
): Promise<(seed: number) => Scenario> {
  const prepared = await prepareScenario(diskFiles(root), "scenarios/torture.yaml", settings);
  return (seed) => prepared.withSeed(seed).scenario;
}
