import fc from "fast-check";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { diskFiles } from "../../src/host/index.ts";
import type { Command } from "../../src/messages/index.ts";
import { strategies } from "../../src/planning/index.ts";
import { digest } from "../../src/record/index.ts";
import { loadScenario, type Scenario } from "../../src/scenario/index.ts";
import { Simulation } from "../../src/simulation/index.ts";
import { root } from "../house/sources.ts";
import { pipedRun } from "../support/pipedRun.ts";
import { randomDepots } from "../support/randomDepot.ts";

function inOneProcess(scenario: Scenario): { digest: string; commands: Command[] } {
  const commands: Command[] = [];
  const journal = {
    observed: () => {},
    commanded: (command: Command) => void commands.push(command),
    commit: () => true,
  };
  const run = new Simulation(scenario, undefined, { journal }).run();
  return { digest: digest(run), commands };
}

describe("a charge management at the far end of a pipe, in lock-step", () => {
  it.each([
    ["quickstart"],
    ["incident-night", "control.strategy=leastLaxityFirst"],
    ["stays-day", "control.strategy=peakShaving", "links.latencyMs=1000", "links.lossShare=0.1"],
  ])("does in every instant what it does in one process: %s", async (name, ...settings) => {
    const file = path.join(root, "scenarios", `${name}.yaml`);
    const { scenario } = await loadScenario(diskFiles(root), file, { settings, seed: null });
    const near = inOneProcess(scenario);
    const far = pipedRun(scenario);
    expect(far.warnings).toEqual([]);
    expect(far.commands).toEqual(near.commands);
    expect(far.digest).toBe(near.digest);
  });

  it("does the same however often the pipe is cut, mid-line or not, and the controller dies", () => {
    const limitKeeping = Object.values(strategies).filter(({ law }) => law.keepsLimits);
    const cuts = fc.array(fc.nat(400), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(randomDepots(limitKeeping), cuts, (scenario, at) => {
        const near = inOneProcess(scenario);
        const far = pipedRun(scenario, at);
        expect(far.warnings).toEqual([]);
        expect(far.commands).toEqual(near.commands);
        expect(far.digest).toBe(near.digest);
      }),
      { numRuns: 40 },
    );
  });
});
