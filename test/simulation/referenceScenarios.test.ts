import path from "node:path";
import { describe, expect, it } from "vitest";
import { diskFiles } from "../../src/host/index.ts";
import { energy } from "../../src/kpi/energy.ts";
import { limitBreaches } from "../../src/kpi/limitBreaches.ts";
import { readiness } from "../../src/kpi/readiness.ts";
import { loadScenario } from "../../src/scenario/index.ts";
import { Simulation } from "../../src/simulation/index.ts";
import { root } from "../house/sources.ts";

const KEPT = { contractBreaches: 0, maxBreaches: 0, breachesByBaseLoad: 0 };

/** Scenarios that stand for a kind of depot, and how many departures a week of them has. */
const weeks = [
  ["city-cabinets", 5 * 112 + 73 + 45],
  ["coaches-midday", 4 * 92 + 92 + 14 + 9],
  ["stress-depot", 5 * 72 + 54 + 40],
] as const;

async function weekOf(name: string, ...settings: readonly string[]) {
  const file = path.join(root, "scenarios", `${name}.yaml`);
  const loaded = await loadScenario(diskFiles(root), file, { settings, seed: null });
  return { ...loaded, run: new Simulation(loaded.scenario).run() };
}

describe.each(weeks)("scenarios/%s.yaml", (name, departures) => {
  it("drives a week without a warning, keeps its limits, loses no energy", async () => {
    const { run, warnings } = await weekOf(name);
    expect(warnings).toEqual([]);
    expect(readiness(run)).toMatchObject({ total: departures, late: 0 });
    expect(limitBreaches(run)).toMatchObject(KEPT);
    const charged = run.stays.reduce((sum, { batteryKwh }) => sum + batteryKwh, 0);
    const metered = run.batteryKwh.reduce((sum, kwh) => sum + kwh, 0);
    expect(Math.abs(charged / metered - 1)).toBeLessThan(1e-9);
    const { gridKwh, batteryKwh, lossKwh, baseLoadKwh } = energy(run);
    expect(Math.abs((batteryKwh + lossKwh + baseLoadKwh) / gridKwh - 1)).toBeLessThan(1e-12);
  });

  it("is too much for its connection without charge management", async () => {
    const { run } = await weekOf(name, "control.strategy=immediate");
    expect(limitBreaches(run).contractBreaches).toBeGreaterThan(20);
  });
});

describe("what each of them is there for", () => {
  it("coaches draw most at midday", async () => {
    const { run } = await weekOf("coaches-midday", "control.strategy=immediate");
    const hour = new Date(run.nodes[0]!.highestAtMs + 2 * 3_600_000).getUTCHours();
    expect([9, 10, 11]).toContain(hour);
  });

  it("blocks of the stress depot are longer than batteries, its night to Sunday has 25 hours", async () => {
    const { run } = await weekOf("stress-depot");
    expect(run.stays.filter(({ deficitKwh }) => deficitKwh > 0).length).toBeGreaterThan(20);
    expect(run.window.toMs - run.window.fromMs).toBe((7 * 24 + 1) * 3_600_000);
  });
});
