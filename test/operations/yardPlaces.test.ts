import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Simulation } from "../../src/simulation/index.ts";
import { randomDepots } from "../support/randomDepot.ts";

/** Depots in which buses are done early and make room for each other. */
const busyDepots = randomDepots().map((scenario) => ({
  ...scenario,
  yard: { ...scenario.yard, swapMs: scenario.yard.swapMs ?? 300_000 },
  plans: scenario.plans.map((plan) => ({
    ...plan,
    stays: plan.stays.map((stay) => ({ ...stay, usedKwh: stay.usedKwh / 5 })),
  })),
}));

describe("a yard, whatever happens in it", () => {
  it("has every bus in one place, no place taken twice, and no place free while one waits", () => {
    const seen = new Map<string, number>();
    fc.assert(
      fc.property(busyDepots, (scenario) => {
        const simulation = new Simulation(scenario);
        while (simulation.nextAtMs <= scenario.run.toMs) {
          simulation.step();
          if (simulation.nextAtMs === simulation.nowMs) continue;
          const { buses, points, bays } = simulation.snapshot().depot.yard;
          for (const { stage } of buses) seen.set(stage, (seen.get(stage) ?? 0) + 1);
          const busesThat = (...stages: readonly string[]): number[] =>
            [...buses.keys()].filter((bus) => stages.includes(buses[bus]!.stage));
          const standing = busesThat("plugged", "held", "moving");
          expect(new Set(points.occupants.filter((bus) => bus >= 0))).toEqual(new Set(standing));
          for (const bus of standing) expect(points.occupants[buses[bus]!.point]).toBe(bus);
          const waiting = points.queue.map(({ bus }) => bus);
          expect(waiting).toHaveLength(new Set(waiting).size);
          expect(new Set(waiting)).toEqual(new Set(busesThat("queued")));
          for (const [service, { places }] of scenario.yard.services.entries()) {
            const atIt = (bus: number): boolean => {
              const { stay, servicesOver } = buses[bus]!;
              return scenario.servicesDue[bus]![stay]![servicesOver] === service;
            };
            const queue = bays.queues[service]!;
            expect(busesThat("served").filter(atIt)).toHaveLength(bays.taken[service]!);
            expect(busesThat("lined").filter(atIt)).toHaveLength(queue.length);
            expect(new Set(busesThat("lined").filter(atIt))).toEqual(new Set(queue));
            expect(bays.taken[service]).toBeLessThanOrEqual(places ?? Infinity);
            if (queue.length > 0) expect(bays.taken[service]).toBe(places);
            const since = queue.map((bus) => buses[bus]!.sinceMs);
            expect(since).toEqual(since.toSorted((a, b) => a - b));
          }
        }
      }),
      { numRuns: 40 },
    );
    // Each of them happened, or nothing was tested.
    for (const stage of ["lined", "served", "queued", "moving", "held"]) {
      expect(seen.get(stage) ?? 0).toBeGreaterThan(0);
    }
  });

  it("plugs a bus in after all its services, and has served no bus for longer", () => {
    fc.assert(
      fc.property(randomDepots(), (scenario) => {
        const { services } = scenario.yard;
        for (const stay of new Simulation(scenario).run().stays) {
          const bus = scenario.plans.findIndex(({ vehicleId }) => vehicleId === stay.vehicleId);
          const i = scenario.plans[bus]!.stays.findIndex(
            ({ departAtMs, blockAfter }) =>
              departAtMs === stay.plannedDepartureAtMs && blockAfter === stay.blockAfter,
          );
          const dueMs = scenario.servicesDue[bus]![i]!.reduce(
            (sum, service) => sum + services[service]!.durationMs,
            0,
          );
          expect(stay.serviceMs).toBeLessThanOrEqual(dueMs);
          if (stay.pluggedInAtMs === null || stay.arrivedAtMs === null) continue;
          expect(stay.serviceMs).toBe(dueMs);
          expect(stay.pluggedInAtMs - stay.arrivedAtMs).toBe(
            stay.serviceMs +
              stay.serviceWaitMs +
              stay.queuedMs! +
              scenario.plugInDelaysMs[bus]![i]!,
          );
        }
      }),
      { numRuns: 100 },
    );
  });
});
