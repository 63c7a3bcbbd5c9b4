import path from "node:path";
import { diskFiles } from "../../src/host/index.ts";
import { HOUR_MS } from "./smallDepot.ts";
import { prepareScenario, type Scenario } from "../../src/scenario/index.ts";

const root = path.resolve(import.meta.dirname, "../..");

/** The depot that is tortured unless another is named, in the night of a seed. */
export async function tortureDepot(
  settings: readonly string[] = [],
): Promise<(seed: number) => Scenario> {
  const prepared = await prepareScenario(diskFiles(root), "scenarios/torture.yaml", settings);
  return (seed) => {
    const { scenario } = prepared.withSeed(seed);
    const { fromMs } = scenario.run;
    return { ...scenario, run: { fromMs, toMs: fromMs + 24 * HOUR_MS } };
  };
}
