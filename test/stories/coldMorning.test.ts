import { describe, expect, it } from "vitest";
import { peakBounds } from "../../src/bounds/index.ts";
import { energy } from "../../src/kpi/energy.ts";
import { strategies } from "../../src/planning/index.ts";
import type { Scenario } from "../../src/scenario/index.ts";
import { Simulation } from "../../src/simulation/index.ts";
import { DAY_MS, HOUR_MS, smallDepot } from "../support/smallDepot.ts";

const BUSES = 120;

/**
 * 120 buses, a third of them of 18 m. They come in the evening; 45 % leave within 90 minutes from 04:30 on,
 * the others in the three hours after that.
 */
function morning(ambientC: number | null, strategy: Pick<Scenario, "law" | "planner">): Scenario {
  const early = Math.round(BUSES * 0.45);
  return smallDepot({
    stays: Array.from({ length: BUSES }, (_, i) => ({
      bus: `bus${i}`,
      type: i % 3 === 0 ? "long" : "bus",
      arriveH: -5 + (3 * i) / BUSES,
      departH: i < early ? 4.5 + (1.5 * i) / early : 6 + (3 * (i - early)) / (BUSES - early),
      usedKwh: 200,
    })),
    busTypes: { bus: {}, long: { usableKwh: 480 } },
    cabins: new Map([
      ["bus", { heating: "ptc" as const, lengthM: 12 }],
      ["long", { heating: "ptc" as const, lengthM: 18 }],
    ]),
    ...(ambientC === null ? {} : { ambientC }),
    ...strategy,
  });
}

/** The most that goes into cabins in a quarter-hour [kW, outlet side], and when [h]. */
function busiestCabins(run: ReturnType<Simulation["run"]>): { kw: number; atH: number } {
  const kwh = Math.max(...run.cabinKwh);
  const atMs = run.meteredFromMs + run.cabinKwh.indexOf(kwh) * 900_000;
  return { kw: kwh * 4, atH: (atMs - DAY_MS) / HOUR_MS };
}

describe("a cold morning", () => {
  it("takes half a megawatt and more on top of charging, between four and six", () => {
    const run = new Simulation(morning(-10, strategies.immediate)).run();
    const { kw, atH } = busiestCabins(run);
    // Facts of the trade: 0.5 to 0.7 MW.
    expect(kw).toBeGreaterThan(500);
    expect(kw).toBeLessThan(700);
    expect(atH).toBeGreaterThanOrEqual(4);
    expect(atH).toBeLessThan(6);
    const { preconditioningKwh, preconditioningShare } = energy(run);
    expect(preconditioningKwh).toBeCloseTo(
      (((BUSES * 2) / 3) * 22 + (BUSES / 3) * 31) * (40 / 60),
      3,
    );
    expect(preconditioningShare).toBeCloseTo(
      preconditioningKwh / (preconditioningKwh + BUSES * 200),
      6,
    );
  });

  it("is planned with: charging makes room for it, and the peak is as small as it can be", () => {
    const mild = new Simulation(morning(null, strategies.peakShaving)).run();
    const cold = new Simulation(morning(-10, strategies.peakShaving)).run();
    const { kw } = busiestCabins(cold);
    const [mildKw, coldKw] = [mild, cold].map(({ nodes }) => nodes[0]!.highestKw) as [
      number,
      number,
    ];
    // All that flows through the night, level, would be more than the cabins at their busiest.
    expect(mildKw).toBeGreaterThan(kw / 0.95);
    expect(coldKw).toBeGreaterThan(mildKw);
    expect(coldKw).toBeLessThan(mildKw + 0.25 * kw);
    for (const { unmetKwh } of cold.stays) expect(unmetKwh).toBeLessThan(0.1);
    const bounds = peakBounds(morning(-10, strategies.peakShaving));
    expect(bounds).toMatchObject({ kind: "lowerBound" });
    expect(bounds.relaxed).toContain("preconditioning");
    expect(bounds.exactMinPeakKw!).toBeLessThan(coldKw);
  });
});
