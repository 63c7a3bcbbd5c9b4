import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { energy } from "../../src/kpi/energy.ts";
import { losses } from "../../src/kpi/losses.ts";
import type { Observation } from "../../src/messages/index.ts";
import { strategies } from "../../src/planning/index.ts";
import { digest } from "../../src/record/index.ts";
import type { Scenario } from "../../src/scenario/index.ts";
import { Simulation } from "../../src/simulation/index.ts";
import { randomDepots } from "../support/randomDepot.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS, smallDepot, type SmallDepot } from "../support/smallDepot.ts";
import { tappedLink } from "../support/tappedLink.ts";

const frosty = randomDepots().map((scenario): Scenario => ({ ...scenario, ambientC: -12 }));
const cabins = new Map([["bus", { heating: "ptc" as const, lengthM: 12 }]]);
/** At −10 °C 22 kW for 40 minutes. */
const CABIN_KWH = (22 * 40) / 60;

/** Buses that come at 20:00 and leave half an hour after each other, from 4:00 on. */
function coldNight(buses: number, rest: Partial<SmallDepot> = {}): Scenario {
  return smallDepot({
    stays: Array.from({ length: buses }, (_, i) => ({
      bus: `bus${i}`,
      arriveH: -4,
      departH: 4 + i / 2,
      usedKwh: 150,
    })),
    cabins,
    ambientC: -10,
    ...rest,
  });
}

const sum = (values: Iterable<number>): number => [...values].reduce((all, kwh) => all + kwh, 0);

describe("a depot on a cold morning", () => {
  it("has every cabin warm when its bus leaves, and no bus charged less for it", () => {
    for (const [name, { law, planner }] of Object.entries(strategies)) {
      const maxKw = law.keepsLimits ? 200 : 1000;
      const run = new Simulation(
        coldNight(6, { law, planner, nodes: [{ id: "site", maxKw }] }),
      ).run();
      expect(sum(run.cabinKwh), name).toBeCloseTo(6 * CABIN_KWH, 3);
      expect(run.nodes[0]!.maxBreaches).toBe(0);
      for (const { unmetKwh } of run.stays) expect(unmetKwh).toBeLessThan(0.1);
    }
  });

  it("has nothing of it where it is mild, or where no type of bus has it", () => {
    for (const mild of [{ ambientC: 20 }, { cabins: new Map() as typeof cabins }]) {
      const run = new Simulation(coldNight(3, mild)).run();
      expect(sum(run.cabinKwh)).toBe(0);
      const { ambientC: _, ...plain } = coldNight(3);
      expect(digest(run)).toBe(digest(new Simulation({ ...plain, ambientC: null }).run()));
    }
  });

  it("moves it with the departure of a bus that changes places with another", () => {
    const swap = {
      knownAtMs: DAY_MS + HOUR_MS,
      planned: { bus: 0, stay: 0 },
      instead: { bus: 1, stay: 0 },
    };
    const tapped = { observations: [] as Observation[], commands: [] };
    const scenario = coldNight(2, { night: { swaps: [swap] } });
    const run = new Simulation(scenario, tappedLink(tapped)).run();
    const needs = tapped.observations.filter((one) => one.kind === "preconditioningNeed");
    const readyAtH = (bus: string, knownAtMs: number): number => {
      const last = needs.findLast((one) => one.vehicleId === bus && one.knownAtMs <= knownAtMs)!;
      expect(last.finishAtMs - last.startAtMs).toBe(40 * MINUTE_MS);
      return (last.finishAtMs - DAY_MS) / HOUR_MS;
    };
    expect(readyAtH("bus0", swap.knownAtMs - 1)).toBe(4.5);
    expect(readyAtH("bus1", swap.knownAtMs - 1)).toBe(4);
    expect(readyAtH("bus0", swap.knownAtMs)).toBe(4);
    expect(readyAtH("bus1", swap.knownAtMs)).toBe(4.5);
    expect(sum(run.cabinKwh)).toBeCloseTo(2 * CABIN_KWH, 6);
  });

  it("believes what batteries hold to what a link can tell, whatever goes into cabins", () => {
    const scenario = coldNight(6, { ...strategies.balanced, nodes: [{ id: "site", maxKw: 150 }] });
    const simulation = new Simulation(scenario);
    let looks = 0;
    while (simulation.nextAtMs <= scenario.run.toMs) {
      simulation.step();
      if (simulation.nextAtMs === simulation.nowMs) continue;
      const { depot } = simulation.snapshot();
      const { points } = simulation.view(simulation.nowMs);
      for (const [point, { session }] of points.entries()) {
        if (session?.preconditioning?.drawnKw === undefined) continue;
        const flow = depot.world.flow[point]!;
        expect(session.preconditioning.drawnKw).toBeCloseTo(flow.cabinKw, 3);
        if (flow.cabinKw > 0) looks++;
      }
    }
    expect(looks).toBeGreaterThan(20);
  });

  it("is planned with: the smallest peak is that of all cabins where they leave no room", () => {
    const stays = Array.from({ length: 10 }, (_, i) => ({
      bus: `bus${i}`,
      arriveH: -4,
      departH: 6,
      usedKwh: 150,
    }));
    const run = new Simulation(coldNight(10, { ...strategies.peakShaving, stays })).run();
    // 10 · 22 kW for 40 minutes are more than 10 · 150 kWh in the hours before take: at 95 %.
    const cabinsKw = (10 * 22) / 0.95;
    expect(run.nodes[0]!.highestKw).toBeGreaterThanOrEqual(cabinsKw - 1e-6);
    expect(run.nodes[0]!.highestKw).toBeLessThan(cabinsKw * 1.01);
    for (const { unmetKwh } of run.stays) expect(unmetKwh).toBeLessThan(0.1);
    expect(sum(run.cabinKwh)).toBeCloseTo(10 * CABIN_KWH, 3);
  });

  it("closes its energy in any frosty depot: what plugs gave is in batteries and cabins, or lost", () => {
    let warmed = 0;
    fc.assert(
      fc.property(frosty, (scenario) => {
        const run = new Simulation(scenario).run();
        const used = energy(run);
        const { fixedKwh, proportionalKwh, squaredKwh } = losses(run);
        const { gridKwh, baseLoadKwh, batteryKwh, preconditioningKwh, lossKwh } = used;
        const outKwh = batteryKwh + preconditioningKwh + fixedKwh + proportionalKwh + squaredKwh;
        expect(Math.abs(gridKwh - baseLoadKwh - outKwh)).toBeLessThan(1e-6);
        expect(Math.abs(lossKwh - fixedKwh - proportionalKwh - squaredKwh)).toBeLessThan(1e-6);
        if (preconditioningKwh > 0) warmed++;
      }),
      { numRuns: 60 },
    );
    expect(warmed).toBeGreaterThan(30);
  });
});
