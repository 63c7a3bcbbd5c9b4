import { describe, expect, it } from "vitest";
import type { StayOutcome } from "../../src/operations/index.ts";
import { Simulation } from "../../src/simulation/index.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS, smallDepot, type SmallDepot } from "../support/smallDepot.ts";

/** 100 kW all the way up, whatever the soc. */
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

function outcomes(depot: SmallDepot): readonly StayOutcome[] {
  return new Simulation(smallDepot({ busTypes, run, ...depot })).run().stays;
}

/** Hours after the start of the day, null where there is none. */
function hours(atMs: number | null): number | null {
  return atMs === null ? null : (atMs - DAY_MS) / HOUR_MS;
}

describe("a bus in the yard", () => {
  it("is plugged in after its delay, charges, and is unplugged before it leaves on time", () => {
    const [stay] = outcomes({
      stays: [{ bus: "a", arriveH: 10, departH: 14, usedKwh: 200 }],
      plugInDelayMs: 15 * MINUTE_MS,
      yard: { unplugBeforeMs: 6 * MINUTE_MS },
    });
    expect([stay!.arrivedAtMs, stay!.pluggedInAtMs].map(hours)).toEqual([10, 10.25]);
    expect([stay!.unpluggedAtMs, stay!.departedAtMs].map(hours)).toEqual([13.9, 14]);
    expect(stay!.socAtArrival).toBeCloseTo(1 / 3, 9);
    expect(stay!.batteryKwh).toBeCloseTo(200, 6);
    expect(stay!.gridKwh).toBeCloseTo(200 / 0.95, 6);
  });

  it("leaves with what it has when time is up", () => {
    const [stay] = outcomes({ stays: [{ bus: "a", arriveH: 10, departH: 11, usedKwh: 200 }] });
    expect(hours(stay!.departedAtMs)).toBe(11);
    expect(stay!.unmetKwh).toBeCloseTo(100, 6);
    expect(stay!.socAtDeparture).toBeCloseTo(2 / 3, 9);
  });

  it("that has to wait for its target leaves with it, late, unplugging included", () => {
    const [stay] = outcomes({
      stays: [{ bus: "a", arriveH: 10, departH: 11, usedKwh: 200 }],
      yard: { departure: "wait", unplugBeforeMs: 6 * MINUTE_MS },
    });
    expect(hours(stay!.unpluggedAtMs)).toBeCloseTo(12, 6);
    expect(hours(stay!.departedAtMs)).toBeCloseTo(12.1, 6);
    expect(stay!.unmetKwh).toBeCloseTo(0, 6);
  });

  it("that has to wait leaves on time where it reaches its target in time", () => {
    const [stay] = outcomes({
      stays: [{ bus: "a", arriveH: 10, departH: 12, usedKwh: 100 }],
      yard: { departure: "wait", unplugBeforeMs: 6 * MINUTE_MS },
    });
    expect([stay!.unpluggedAtMs, stay!.departedAtMs].map(hours)).toEqual([11.9, 12]);
  });

  it("comes back late from a block that it began late, where stays hang together", () => {
    const stays = [
      { bus: "a", arriveH: 10, departH: 11, usedKwh: 200 },
      { bus: "a", arriveH: 20, departH: 30, usedKwh: 200 },
    ];
    const arrivals = (carry: "carried" | "alone"): (number | null)[] =>
      outcomes({ stays, yard: { departure: "wait", carry } }).map(
        (stay) => Math.round(hours(stay.arrivedAtMs)! * 1e6) / 1e6,
      );
    expect(arrivals("carried")).toEqual([10, 21]);
    expect(arrivals("alone")).toEqual([10, 20]);
  });

  it("carries what it holds to its next stay, or comes full less what it used: as told", () => {
    const stays = [
      { bus: "a", arriveH: 10, departH: 10.5, usedKwh: 200 },
      { bus: "a", arriveH: 20, departH: 30, usedKwh: 60 },
    ];
    const arrivals = (carry: "carried" | "alone"): number[] =>
      outcomes({ stays, yard: { carry } }).map(({ socAtArrival }) => socAtArrival * 300);
    expect(arrivals("carried")[1]).toBeCloseTo(100 + 50 - 60, 6);
    expect(arrivals("alone")[1]).toBeCloseTo(240, 6);
  });

  it("that used more than it held comes in empty, and the rest is told apart", () => {
    const [stay] = outcomes({ stays: [{ bus: "a", arriveH: 10, departH: 16, usedKwh: 345 }] });
    expect(stay!.socAtArrival).toBe(0);
    expect(stay!.deficitKwh).toBeCloseTo(45, 9);
    expect(stay!.batteryKwh).toBeCloseTo(300, 6);
  });

  it("wins back what the last block used, and no more, where that is the target", () => {
    const stays = [
      { bus: "a", arriveH: 1, departH: 1, usedKwh: 120 },
      { bus: "a", arriveH: 10, departH: 20, usedKwh: 60 },
    ];
    const [, stay] = outcomes({ stays, yard: { target: "refillLastBlock", carry: "carried" } });
    expect(stay!.socAtArrival).toBeCloseTo(120 / 300, 9);
    expect(stay!.targetSoc).toBeCloseTo(180 / 300, 9);
    // Within what a link can tell of a soc.
    expect(Math.abs(stay!.batteryKwh - 60)).toBeLessThan(0.0002 * 300);
    expect(stay!.unmetKwh).toBeLessThan(0.0001 * 300);
  });

  it("is not plugged in for a delay longer than its stay", () => {
    const [stay] = outcomes({
      stays: [{ bus: "a", arriveH: 10, departH: 10.5, usedKwh: 200 }],
      plugInDelayMs: HOUR_MS,
    });
    expect(stay).toMatchObject({ pointId: null, pluggedInAtMs: null, unpluggedAtMs: null });
    expect(hours(stay!.departedAtMs)).toBe(10.5);
    expect(stay!.gridKwh).toBe(0);
    expect(stay!.unmetKwh).toBeCloseTo(200, 9);
  });

  it("may stay no time at all: it goes straight on, or waits for its target", () => {
    const stays = [{ bus: "a", arriveH: 10, departH: 10, usedKwh: 50 }];
    const [onTime] = outcomes({ stays });
    expect([onTime!.arrivedAtMs, onTime!.departedAtMs].map(hours)).toEqual([10, 10]);
    expect(onTime!.pluggedInAtMs).toBeNull();
    const [waited] = outcomes({ stays, yard: { departure: "wait" } });
    expect(hours(waited!.departedAtMs)).toBeCloseTo(10.5, 6);
  });

  it("stays to the end of the run where nobody wants it", () => {
    const [stay] = outcomes({ stays: [{ bus: "a", arriveH: 10, departH: null, usedKwh: 200 }] });
    expect(stay).toMatchObject({ plannedDepartureAtMs: null, departedAtMs: null });
    expect(stay!.socAtDeparture).toBeCloseTo(1, 9);
  });

  it("is where the run begins, full, until its first departure", () => {
    const scenario = smallDepot({
      busTypes,
      run,
      stays: [{ bus: "a", arriveH: 10, departH: 14, usedKwh: 50 }],
    });
    const [plan] = scenario.plans;
    const first = { ...plan!.stays[0]!, arriveAtMs: null, departAtMs: DAY_MS + 4 * HOUR_MS };
    const plans = [{ ...plan!, stays: [{ ...first, usedKwh: 0 }, ...plan!.stays] }];
    const simulation = new Simulation({
      ...scenario,
      plans,
      plugInDelaysMs: [[0, 0]],
      servicesDue: [[[], []]],
    });
    const [before, after] = simulation.run().stays;
    expect(before).toMatchObject({ arrivedAtMs: null, pointId: null, socAtDeparture: 1 });
    expect(hours(before!.departedAtMs)).toBe(4);
    expect(hours(after!.arrivedAtMs)).toBe(10);
  });
});
