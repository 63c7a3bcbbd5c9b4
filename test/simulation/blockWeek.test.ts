import path from "node:path";
import { describe, expect, it } from "vitest";
import { diskFiles } from "../../src/host/index.ts";
import type { RunResult } from "../../src/kpi/index.ts";
import { readiness } from "../../src/kpi/readiness.ts";
import { strategies, type StrategyName } from "../../src/planning/index.ts";
import { dispatchPolicies } from "../../src/operations/index.ts";
import { loadScenario } from "../../src/scenario/index.ts";
import { Simulation } from "../../src/simulation/index.ts";
import { root } from "../house/sources.ts";

/** 36 blocks on five days, 19 on Saturday, 14 on Sunday. */
const BLOCKS = 5 * 36 + 19 + 14;
const CONTRACT_KW = 600;

async function weekWith(...settings: readonly string[]): Promise<RunResult> {
  const file = path.join(root, "scenarios/blocks-week.yaml");
  const { scenario } = await loadScenario(diskFiles(root), file, { settings, seed: null });
  return new Simulation(scenario).run();
}

describe("scenarios/blocks-week.yaml", () => {
  it("has every bus leave full under plug and charge, and no battery run empty", async () => {
    const run = await weekWith();
    expect(readiness(run)).toEqual({ total: BLOCKS, late: 0, short: 0, notLeft: 0 });
    expect(run.stays.filter(({ deficitKwh }) => deficitKwh > 0)).toEqual([]);
  });

  it.each(Object.keys(strategies) as StrategyName[])(
    "drives every block under %s",
    async (strategy) => {
      const run = await weekWith(
        `control.strategy=${strategy}`,
        `grid.contractKw=${CONTRACT_KW}`,
        "timetable.leadInDays=1",
      );
      expect(readiness(run)).toMatchObject({ total: BLOCKS, late: 0 });
      if (strategies[strategy].law.keepsLimits) {
        expect(run.nodes[0]!.highestKw).toBeLessThanOrEqual(CONTRACT_KW);
      }
    },
  );

  it.each(Object.keys(dispatchPolicies))("drives every block by %s", async (dispatch) => {
    const run = await weekWith(`operations.dispatch=${dispatch}`);
    expect(readiness(run)).toMatchObject({ total: BLOCKS, late: 0 });
  });
});
