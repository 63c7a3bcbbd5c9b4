import { expect } from "vitest";
import { digest } from "../../src/record/index.ts";
import type { Scenario } from "../../src/scenario/index.ts";
import { Simulation } from "../../src/simulation/index.ts";

/** Saves a run as JSON after a share of its events, restores it, and expects the digest of the whole run. */
export function expectSameAfterRestore(scenario: Scenario, share: number): void {
  const whole = new Simulation(scenario);
  let events = 0;
  for (; whole.nextAtMs <= scenario.run.toMs; events++) whole.step();
  const expected = digest(whole.finish());

  const first = new Simulation(scenario);
  for (let i = 0; i < Math.floor(share * events); i++) first.step();
  const saved = JSON.stringify(first.snapshot());
  const second = new Simulation(scenario);
  second.restore(JSON.parse(saved) as ReturnType<Simulation["snapshot"]>);
  expect(JSON.stringify(second.snapshot())).toBe(saved);
  while (second.nextAtMs <= scenario.run.toMs) second.step();
  expect(digest(second.finish())).toBe(expected);
}
