import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { digest } from "../../src/record/index.ts";
import { Simulation } from "../../src/simulation/index.ts";
import { randomDepots } from "../support/randomDepot.ts";

const metered = (scenario: ConstructorParameters<typeof Simulation>[0]): Simulation =>
  new Simulation(scenario, undefined, undefined, true);

describe("what points give", () => {
  it("adds up to what batteries and cabins took, in every quarter-hour, and changes no result", () => {
    let mostKwh = 0;
    fc.assert(
      fc.property(randomDepots(), (scenario) => {
        const run = metered(scenario).run();
        expect(run.points!.map(({ id }) => id)).toEqual(scenario.stations.map(({ id }) => id));
        for (const [quarter, kwh] of run.batteryKwh.entries()) {
          const sum = run.points!.reduce((all, { outletKwh }) => all + outletKwh[quarter]!, 0);
          expect(Math.abs(sum - kwh - run.cabinKwh[quarter]!)).toBeLessThan(1e-9);
          mostKwh = Math.max(mostKwh, sum);
        }
        const plain = new Simulation(scenario).run();
        expect(plain.points).toBeNull();
        expect(digest(run)).toBe(digest(plain));
      }),
      { numRuns: 40 },
    );
    expect(mostKwh).toBeGreaterThan(10);
  });

  it("adds up to what each bus took while it was there", () => {
    fc.assert(
      fc.property(randomDepots(), (any) => {
        const scenario = { ...any, ambientC: null };
        const run = metered(scenario).run();
        for (const { id, outletKwh } of run.points!) {
          const given = outletKwh.reduce((sum, kwh) => sum + kwh, 0);
          const taken = run.stays.filter(({ pointId }) => pointId === id);
          expect(given).toBeCloseTo(
            taken.reduce((sum, { batteryKwh }) => sum + batteryKwh, 0),
            6,
          );
        }
      }),
      { numRuns: 40 },
    );
  });

  it("goes on after a run was saved as JSON and restored", () => {
    fc.assert(
      fc.property(randomDepots(), fc.nat(400), (scenario, steps) => {
        const first = metered(scenario);
        for (let i = 0; i < steps && first.nextAtMs <= scenario.run.toMs; i++) first.step();
        const second = metered(scenario);
        second.restore(JSON.parse(JSON.stringify(first.snapshot())) as never);
        expect(second.run().points).toEqual(first.run().points);
      }),
      { numRuns: 30 },
    );
  });
});
