import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { id, type VehicleId } from "../../src/messages/index.ts";
import { servicesDue, type Stay, type StayOutcome } from "../../src/operations/index.ts";
import { peakBounds } from "../../src/bounds/index.ts";
import { Simulation } from "../../src/simulation/index.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS, smallDepot, type SmallDepot } from "../support/smallDepot.ts";
import { depotYaml, load, spoiled } from "../support/soundDepot.ts";

const service = (name: string, durationMin: number, places: number | null = null) => ({
  name,
  durationMs: durationMin * MINUTE_MS,
  places,
  share: 1,
});
/** As the depot of eFLIPS has it by default. */
const eflips = [service("shunting", 5), service("cleaning", 30), service("shunting", 5)];
const run = { fromMs: DAY_MS, toMs: DAY_MS + 24 * HOUR_MS };

function outcomes(depot: SmallDepot): Map<string, StayOutcome> {
  const { stays } = new Simulation(smallDepot({ run, ...depot })).run();
  return new Map(stays.map((stay) => [stay.vehicleId as string, stay]));
}

/** Minutes after ten o'clock. */
function after10(atMs: number | null): number | null {
  return atMs === null ? null : (atMs - DAY_MS - 10 * HOUR_MS) / MINUTE_MS;
}

describe("services", () => {
  it("are done one after the other, and then the bus is plugged in", () => {
    const { a } = Object.fromEntries(
      outcomes({
        stays: [{ bus: "a", arriveH: 10, departH: 14, usedKwh: 70 }],
        yard: { services: eflips },
        plugInDelayMs: 3 * MINUTE_MS,
      }),
    );
    expect(after10(a!.pluggedInAtMs)).toBe(43);
    expect(a).toMatchObject({ serviceMs: 40 * MINUTE_MS, serviceWaitMs: 0, queuedMs: 0 });
  });

  it("with two places have five buses come in twos, who came first first", () => {
    const names = ["a", "b", "c", "d", "e"];
    const found = outcomes({
      stays: names
        .map((bus, i) => ({ bus, arriveH: 10 + (4 - i) / 60, departH: 14, usedKwh: 70 }))
        .toSorted((a, b) => (a.bus < b.bus ? -1 : 1)),
      yard: { services: [service("cleaning", 30, 2)] },
    });
    // e comes at 10:00, d a minute later …
    const plugged = names.toReversed().map((bus) => after10(found.get(bus)!.pluggedInAtMs));
    expect(plugged).toEqual([30, 31, 60, 61, 90]);
    const waited = names.toReversed().map((bus) => found.get(bus)!.serviceWaitMs / MINUTE_MS);
    expect(waited).toEqual([0, 0, 28, 28, 56]);
  });

  it("are broken off, or waited for no longer, when the bus has to leave", () => {
    const found = outcomes({
      stays: [
        { bus: "a", arriveH: 10, departH: 10.5, usedKwh: 70 },
        { bus: "b", arriveH: 10, departH: 10.25, usedKwh: 70 },
        { bus: "c", arriveH: 10, departH: 14, usedKwh: 70 },
      ],
      yard: { services: [service("cleaning", 60, 1)], unplugBeforeMs: 5 * MINUTE_MS },
    });
    const [a, b, c] = ["a", "b", "c"].map((bus) => found.get(bus)!);
    expect([a, b].map((stay) => after10(stay!.departedAtMs))).toEqual([30, 15]);
    for (const left of [a, b]) {
      expect(left).toMatchObject({ pointId: null, pluggedInAtMs: null, queuedMs: null });
    }
    expect([a!.serviceMs, b!.serviceMs].map((ms) => ms / MINUTE_MS)).toEqual([25, 0]);
    expect([a!.serviceWaitMs, b!.serviceWaitMs].map((ms) => ms / MINUTE_MS)).toEqual([0, 10]);
    // Its turn comes when the first lets go of its place.
    expect(c!.serviceWaitMs).toBe(25 * MINUTE_MS);
    expect(after10(c!.pluggedInAtMs)).toBe(85);
  });

  it("are seen through by a bus that waits for its target", () => {
    const { a } = Object.fromEntries(
      outcomes({
        stays: [{ bus: "a", arriveH: 10, departH: 10.5, usedKwh: 75 }],
        busTypes: {
          bus: {
            curve: [
              [0, 150],
              [1, 150],
            ],
          },
        },
        yard: { services: eflips, departure: "wait" },
      }),
    );
    expect(after10(a!.pluggedInAtMs)).toBe(40);
    expect(after10(a!.departedAtMs)).toBeCloseTo(70, 3);
  });

  it("begin anew with every stay, and count what the end of the run cuts off", () => {
    const { stays } = new Simulation(
      smallDepot({
        stays: [
          { bus: "a", arriveH: 1, departH: 4, usedKwh: 10 },
          { bus: "a", arriveH: 10, departH: 14, usedKwh: 10 },
          { bus: "a", arriveH: 23.9, departH: null, usedKwh: 10 },
        ],
        run,
        yard: { services: eflips },
      }),
    ).run();
    expect(stays.map(({ serviceMs }) => serviceMs / MINUTE_MS)).toEqual([40, 40, 6]);
    expect(stays[2]).toMatchObject({ pluggedInAtMs: null, departedAtMs: null });
  });

  it("are due in a share of stays, the same ones whatever other buses and services there are", () => {
    const plan = (name: string, n: number) => ({
      vehicleId: id<VehicleId>(name),
      vehicleType: "bus",
      stays: Array.from({ length: n }, () => ({}) as Stay),
    });
    const washing = { ...service("washing", 10), share: 0.3 };
    const alone = servicesDue([washing], 7, plan("a", 4000));
    const washed = alone.filter(({ length }) => length > 0).length;
    expect(washed / 4000).toBeGreaterThan(0.27);
    expect(washed / 4000).toBeLessThan(0.33);
    const among = servicesDue([...eflips, washing], 7, plan("a", 2000));
    expect(among.map((due) => due.includes(3))).toEqual(
      alone.slice(0, 2000).map(({ length }) => length > 0),
    );
    expect(among.every((due) => due.slice(0, 3).join() === "0,1,2")).toBe(true);
    expect(servicesDue([{ ...washing, share: 0 }], 7, plan("a", 50)).flat()).toEqual([]);
  });

  it("take time from what is left to charge, for bounds and for as many points as needed", async () => {
    const stays = [{ bus: "a", arriveH: 10, departH: 14, usedKwh: 95 }];
    const flat = {
      bus: {
        curve: [
          [0, 150],
          [1, 150],
        ] as const,
      },
    };
    const bounds = peakBounds(smallDepot({ stays, busTypes: flat, yard: { services: eflips } }));
    expect(bounds).toMatchObject({ kind: "exact" });
    expect(bounds.exactMinPeakKw).toBeCloseTo(100 / (200 / 60), 6);
    const short = [service("cleaning", 30, 1)];
    expect(peakBounds(smallDepot({ stays, busTypes: flat, yard: { services: short } }))).toEqual({
      ...bounds,
      exactMinPeakKw: expect.closeTo(100 / 3.5, 6),
      carriedMinPeakKw: expect.closeTo(100 / 3.5, 6),
      kind: "lowerBound",
      relaxed: ["services"],
    });
    const { scenario } = await load({
      "depot.yaml": spoiled(
        spoiled(depotYaml, "count: 2", "count: asNeeded"),
        "control:",
        "operations: { services: [{ name: long, durationMin: 800 }] }\ncontrol:",
      ),
    });
    // Both leave before they could be plugged in.
    expect(scenario.stations).toHaveLength(1);
    expect(scenario.control.expectedPlugInMs).toBeGreaterThanOrEqual(808 * MINUTE_MS);
  });

  it("change nothing where there are none", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 120 }), (delayMin) => {
        const stays = [{ bus: "a", arriveH: 10, departH: 13, usedKwh: 70 }];
        const delayed = outcomes({ stays, plugInDelayMs: delayMin * MINUTE_MS }).get("a")!;
        const served = outcomes({
          stays,
          yard: { services: delayMin === 0 ? [] : [service("as long", delayMin)] },
        }).get("a")!;
        expect({ ...served, serviceMs: 0 }).toEqual(delayed);
      }),
    );
  });
});
