import path from "node:path";
import { describe, expect, it } from "vitest";
import { diskFiles } from "../../src/host/index.ts";
import { digest } from "../../src/record/index.ts";
import { loadScenario } from "../../src/scenario/index.ts";
import { Simulation } from "../../src/simulation/index.ts";
import { root } from "../house/sources.ts";
import { expectSameAfterRestore } from "../support/sameAfterRestore.ts";
import { type Tapped, tappedLink } from "../support/tappedLink.ts";

const BAD = [
  "links.latencyMs=1000",
  "links.jitterMs=2000",
  "links.lossShare=0.05",
  "links.duplicateShare=0.05",
  "links.reorderShare=0.2",
  "links.reorderMs=20000",
  "links.noticeMs=60000",
];

async function scenarioWith(name: string, ...settings: readonly string[]) {
  const file = path.join(root, "scenarios", `${name}.yaml`);
  return (await loadScenario(diskFiles(root), file, { settings, seed: null })).scenario;
}

async function told(name: string, ...settings: readonly string[]) {
  const tapped: Tapped = { observations: [], commands: [] };
  const simulation = new Simulation(await scenarioWith(name, ...settings), tappedLink(tapped));
  const run = simulation.run();
  return { ...tapped, run, digest: digest(run) };
}

function storedKwh({ run }: Awaited<ReturnType<typeof told>>): number {
  return run.batteryKwh.reduce((sum, kwh) => sum + kwh, 0);
}

describe("links of a scenario", () => {
  it.each([
    ["quickstart"],
    ["stays-day", "control.strategy=peakShaving"],
    ["incident-night", "control.strategy=leastLaxityFirst"],
  ])("change nothing where they are perfect: %s", async (name, ...settings) => {
    const direct = await told(name, ...settings);
    const linked = await told(name, ...settings, "links.latencyMs=0");
    expect(linked.commands).toEqual(direct.commands);
    expect(linked.observations).toEqual(direct.observations);
    expect(linked.digest).toBe(direct.digest);
  });

  it("have everything known a second later, and buses charged all the same", async () => {
    const direct = await told("quickstart");
    const slow = await told("quickstart", "links.latencyMs=1000");
    const late = slow.observations.filter(({ kind }) => kind !== "tick").slice(10);
    expect(new Set(late.map(({ atMs, knownAtMs }) => knownAtMs - atMs))).toEqual(new Set([1000]));
    expect(slow.digest).not.toBe(direct.digest);
    expect(storedKwh(slow)).toBeGreaterThan(0.99 * storedKwh(direct));
  });

  it("lose nothing for ever: a bad day ends with all buses charged, and restores at any moment", async () => {
    const direct = await told("quickstart");
    const bad = await told("quickstart", ...BAD);
    expect(storedKwh(bad)).toBeGreaterThan(0.98 * storedKwh(direct));
    const scenario = await scenarioWith("quickstart", ...BAD);
    for (const share of [0.1, 0.5, 0.9]) expectSameAfterRestore(scenario, share);
  });
});
