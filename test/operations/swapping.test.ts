import { describe, expect, it } from "vitest";
import type { Observation } from "../../src/messages/index.ts";
import type { StayOutcome } from "../../src/operations/index.ts";
import { Simulation } from "../../src/simulation/index.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS, smallDepot, type SmallDepot } from "../support/smallDepot.ts";
import { tappedLink } from "../support/tappedLink.ts";

const busTypes = {
  bus: {
    usableKwh: 300,
    curve: [
      [0, 100],
      [1, 100],
    ] as const,
  },
};
const run = { fromMs: DAY_MS, toMs: DAY_MS + 48 * HOUR_MS };
const swapMs = 6 * MINUTE_MS;

function outcomes(depot: SmallDepot): readonly StayOutcome[] {
  const { stays } = new Simulation(smallDepot({ busTypes, run, stations: [{}], ...depot })).run();
  return stays.toSorted((a, b) => (a.vehicleId < b.vehicleId ? -1 : 1));
}

/** When cables went in and out, in hours. */
function cables(stays: readonly StayOutcome[]): (number | null)[][] {
  const hours = (atMs: number | null): number | null =>
    atMs === null ? null : Math.round(((atMs - DAY_MS) / HOUR_MS) * 1000) / 1000;
  return stays.map(({ pluggedInAtMs, unpluggedAtMs }) => [
    hours(pluggedInAtMs),
    hours(unpluggedAtMs),
  ]);
}

const night = (bus: string, arriveH: number, usedKwh: number) => ({
  bus,
  arriveH,
  departH: 30,
  usedKwh,
});

describe("swapping buses at a point", () => {
  const stays = [night("a", 1, 100), night("b", 1.5, 100), night("c", 3.5, 50)];

  it("goes on all night: who is full makes room, and the next is plugged in when that is done", () => {
    // a is full at 2:00 (less what no link can tell), its point is free six minutes later.
    expect(cables(outcomes({ stays, yard: { swapMs } }))).toEqual([
      [1, 2],
      [2.1, 3.5],
      [3.6, 30],
    ]);
    // Else the point is free when all leave, and of no use.
    expect(cables(outcomes({ stays }))).toEqual([
      [1, 30],
      [30, 30],
      [null, null],
    ]);
  });

  it("has everybody ready who would have been short", () => {
    const swapped = outcomes({ stays, yard: { swapMs } });
    for (const stay of swapped) {
      expect(stay.targetSoc - stay.socAtDeparture).toBeLessThanOrEqual(0.0001);
      expect(stay.pointId).toBe("P1");
      expect(stay.departedAtMs).toBe(DAY_MS + 30 * HOUR_MS);
    }
    expect(swapped.map(({ queuedMs }) => Math.round(queuedMs! / MINUTE_MS))).toEqual([0, 36, 6]);
  });

  it("waits for somebody to wait: who is full stays until then", () => {
    const late = [night("a", 1, 100), night("b", 8, 100)];
    expect(cables(outcomes({ stays: late, yard: { swapMs } }))).toEqual([
      [1, 8],
      [8.1, 30],
    ]);
  });

  it("is not begun by a bus that leaves before it would be over", () => {
    const leaving = [{ ...night("a", 1, 100), departH: 2.05 }, night("b", 1.5, 100)];
    expect(cables(outcomes({ stays: leaving, yard: { swapMs } }))).toEqual([
      [1, 2.05],
      [2.05, 30],
    ]);
  });

  it("waits for the point to let go of its cable, too", () => {
    const slow = outcomes({ stays, yard: { swapMs }, stations: [{ disconnectMs: HOUR_MS / 4 }] });
    expect(cables(slow)[1]).toEqual([2.25, 3.5]);
  });

  it("takes the bus at the point that is waited for, and no more buses than wait", () => {
    const fixed = [
      night("a", 1, 50),
      night("b", 1, 50),
      { ...night("c", 3, 50), pointId: "P2" },
      night("d", 5, 50),
    ];
    const found = outcomes({ stays: fixed, yard: { swapMs }, stations: [{}, {}] });
    expect(cables(found)).toEqual([
      [1, 5],
      [1, 3],
      [3.1, 30],
      [5.1, 30],
    ]);
  });

  it("gives the point to another when who waited for it has left meanwhile", () => {
    const found = outcomes({
      stays: [night("a", 1, 100), { ...night("b", 1.5, 100), departH: 2.05 }, night("c", 2.06, 9)],
      yard: { swapMs },
    });
    expect(cables(found)).toEqual([
      [1, 2],
      [null, null],
      [2.1, 30],
    ]);
  });

  it("moves off a bus that needs nothing, as soon as it has been plugged in", () => {
    const idle = [night("a", 1, 0), night("b", 1, 100)];
    for (const connectMs of [0, 60_000]) {
      const found = outcomes({ stays: idle, yard: { swapMs }, stations: [{ connectMs }] });
      const outH = connectMs === 0 ? 1 : 1.017;
      expect(cables(found)).toEqual([
        [1, outH],
        [Math.round((outH + 0.1) * 1000) / 1000, 30],
      ]);
    }
  });

  it("moves off a bus that holds all that it should, full or not", () => {
    const next = [{ ...night("a", 1, 300), nextUsedKwh: 60 }, night("b", 1, 100)];
    const yard = { swapMs, target: "nextBlock", carry: "carried", desiredSoc: 0.5 } as const;
    // 150 of 300 kWh at 100 kW.
    expect(cables(outcomes({ stays: next, yard }))[0]).toEqual([1, 2.5]);
  });

  it("has the presystem want no more for a bus that has been moved off", () => {
    const tapped = { observations: [], commands: [] };
    new Simulation(
      smallDepot({ busTypes, run, stations: [{}], stays, yard: { swapMs } }),
      tappedLink(tapped),
    ).run();
    const withdrawn = (tapped.observations as Observation[]).filter(
      (said) => said.kind === "requestWithdrawn",
    );
    expect(withdrawn.map(({ requestId }) => requestId)).toEqual(["a/0", "b/0", "c/0"]);
    expect((withdrawn[0]!.knownAtMs - DAY_MS) / HOUR_MS).toBeCloseTo(2, 2);
  });
});

describe("a queue for points", () => {
  const stays = [
    { bus: "a", arriveH: 1, departH: 5, usedKwh: 100 },
    { bus: "b", arriveH: 2, departH: 20, usedKwh: 100 },
    { bus: "c", arriveH: 3, departH: 9, usedKwh: 100 },
    { bus: "d", arriveH: 4, departH: null, usedKwh: 100 },
  ];

  it("is served in the order of departure where that is the rule, open ends last", () => {
    const found = outcomes({ stays, yard: { pointAssignment: "byNextDeparture" } });
    expect(cables(found).map(([inH]) => inH)).toEqual([1, 9, 5, 20]);
    const asked = outcomes({ stays, yard: { pointAssignment: "firstFree" } });
    expect(cables(asked).map(([inH]) => inH)).toEqual([1, 5, null, 20]);
  });

  it("tells how long each bus waited, whether or not it got a point", () => {
    const asked = outcomes({ stays, yard: { pointAssignment: "firstFree" } });
    expect(asked.map(({ queuedMs }) => queuedMs! / HOUR_MS)).toEqual([0, 3, 6, 16]);
    const cut = { fromMs: DAY_MS, toMs: DAY_MS + 6 * HOUR_MS };
    const early = outcomes({ stays, run: cut });
    expect(early.map(({ queuedMs }) => queuedMs! / HOUR_MS)).toEqual([0, 3, 3, 2]);
  });
});
