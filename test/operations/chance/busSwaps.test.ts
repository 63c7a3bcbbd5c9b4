import { describe, expect, it } from "vitest";
import { id, type VehicleId } from "../../../src/messages/index.ts";
import {
  type BusSwapSpec,
  busSwaps,
  swappedPlans,
  type VehiclePlan,
} from "../../../src/operations/index.ts";
import { dailyPlan, dailyPlans, fiveErrors, typical } from "../../support/chance.ts";
import { HOUR_MS, MINUTE_MS } from "../../support/smallDepot.ts";

/** Buses that leave one minute after the other, each after eight hours. */
function fleet(buses: number, days: number): VehiclePlan[] {
  return dailyPlans(buses, days).map((plan, bus) => ({
    ...plan,
    stays: plan.stays.map((stay) => ({ ...stay, departAtMs: stay.departAtMs! + bus * MINUTE_MS })),
  }));
}

/** 20 000 departures. */
const plans = fleet(100, 200);
/** One that leaves, and ten that stay. */
const morning = fleet(11, 1).map((plan, bus) =>
  bus === 0 ? plan : { ...plan, stays: plan.stays.map((stay) => ({ ...stay, departAtMs: null })) },
);
const always: BusSwapSpec = { ...typical.busSwap, share: 1 };

/** Departures as they are, whoever drives them. */
function departures(list: readonly VehiclePlan[]): string[] {
  return list
    .flatMap(({ vehicleType, stays }) =>
      stays.map((stay) => `${stay.departAtMs} ${stay.nextUsedKwh} ${vehicleType}`),
    )
    .toSorted();
}

const inTheEnd = (list: readonly VehiclePlan[], spec: BusSwapSpec, seed = 1) =>
  busSwaps(spec, seed, list).reduce<readonly VehiclePlan[]>(swappedPlans, list);

describe("buses that change places", () => {
  it("do so before as many departures as is said, of any of those that leave last", () => {
    const swaps = busSwaps(typical.busSwap, 42, plans);
    // The last to leave finds nobody who leaves later.
    const able = plans.length * 200 - 200;
    expect(Math.abs(swaps.length / able - 0.015)).toBeLessThan(fiveErrors(0.015, able));
    // All alike: who leaves instead of the first of eleven is each of the others once in ten.
    const instead = Array.from({ length: 10_000 }, (_, seed) => {
      return busSwaps(always, seed, morning)[0]!.instead.bus;
    });
    for (let bus = 1; bus < 11; bus++) {
      const found = instead.filter((one) => one === bus).length / instead.length;
      expect(Math.abs(found - 0.1)).toBeLessThan(fiveErrors(0.1, instead.length));
    }
  });

  it("leave every departure and return as it is, and every bus in one place at a time", () => {
    const small = fleet(12, 30);
    const driven = inTheEnd(small, always);
    expect(driven).not.toEqual(small);
    expect(departures(driven)).toEqual(departures(small));
    for (const [bus, { vehicleId, stays }] of driven.entries()) {
      expect(vehicleId).toBe(small[bus]!.vehicleId);
      for (const [i, { arriveAtMs, departAtMs }] of stays.entries()) {
        expect(departAtMs).toBeGreaterThan(arriveAtMs!);
        expect(arriveAtMs).toBeGreaterThan(stays[i - 1]?.departAtMs ?? 0);
      }
    }
  });

  it("are of one type, and whoever leaves instead is back for a while and leaves later", () => {
    const mixed = fleet(12, 20).map((plan, bus) => ({
      ...plan,
      vehicleType: bus % 2 === 0 ? "bus" : "longBus",
    }));
    const spec = { ...always, parkedMin: 7 * 60 + 55 };
    let current: readonly VehiclePlan[] = mixed;
    for (const swap of busSwaps(spec, 3, mixed)) {
      const [planned, instead] = [swap.planned, swap.instead].map(({ bus, stay }) => ({
        type: current[bus]!.vehicleType,
        ...current[bus]!.stays[stay]!,
      }));
      expect(instead!.type).toBe(planned!.type);
      expect(instead!.departAtMs).toBeGreaterThan(planned!.departAtMs!);
      expect(planned!.departAtMs! - instead!.arriveAtMs!).toBeGreaterThanOrEqual(
        spec.parkedMin * MINUTE_MS,
      );
      expect(swap.knownAtMs).toBe(planned!.departAtMs! - 20 * MINUTE_MS);
      // Nobody of the type who is there is to leave before it.
      const others = current.filter(
        ({ vehicleType }, bus) => vehicleType === planned!.type && bus !== swap.planned.bus,
      );
      const sooner = others.flatMap(({ stays }) =>
        stays.filter(
          ({ arriveAtMs, departAtMs }) =>
            arriveAtMs! <= planned!.departAtMs! - spec.parkedMin * MINUTE_MS &&
            departAtMs! > planned!.departAtMs! &&
            departAtMs! < instead!.departAtMs!,
        ),
      );
      expect(sooner).toEqual([]);
      current = swappedPlans(current, swap);
    }
    expect(current).not.toEqual(mixed);
    expect(busSwaps({ ...always, parkedMin: 20 * 60 }, 3, mixed)).toEqual([]);
  });

  it("hand over all that is to come, back again when it is done twice", () => {
    const [a, b] = fleet(2, 3);
    const swap = {
      knownAtMs: 0,
      planned: { bus: 0, stay: 1 },
      instead: { bus: 1, stay: 1 },
    };
    const [after, other] = swappedPlans([a!, b!], swap);
    expect(after!.stays[1]).toEqual({ ...a!.stays[1], departAtMs: b!.stays[1]!.departAtMs });
    expect(after!.stays[2]).toBe(b!.stays[2]);
    expect(other!.stays[0]).toBe(b!.stays[0]);
    expect(swappedPlans([after!, other!], swap)).toEqual([a, b]);
  });

  it("are the same whoever else is there, but for those that a new bus takes part in", () => {
    const few = fleet(30, 20);
    const newcomer = { ...dailyPlan("newcomer", 20), vehicleId: id<VehicleId>("newcomer") };
    const named = (list: readonly VehiclePlan[], spec: BusSwapSpec, seed = 5) =>
      busSwaps(spec, seed, list).map(({ knownAtMs, planned, instead }) => {
        const [one, other] = [planned, instead].map(({ bus }) => list[bus]!.vehicleId);
        return `${knownAtMs} ${one} ${other}`;
      });
    const otherType = { ...newcomer, vehicleType: "longBus" };
    expect(named([otherType, ...few], typical.busSwap)).toEqual(named(few, typical.busSwap));
    // Of the same type: all is as before until it takes part.
    const stays = newcomer.stays.map((stay) => ({
      ...stay,
      departAtMs: stay.departAtMs! + HOUR_MS,
    }));
    const often = { ...always, share: 0.1 };
    const [before, after] = [few, [{ ...newcomer, stays }, ...few]].map((list) =>
      named(list, often),
    );
    const until = after!.findIndex((swap) => swap.includes("newcomer"));
    expect(until).toBeGreaterThan(3);
    expect(after!.slice(0, until)).toEqual(before!.slice(0, until));
    expect(named(few, typical.busSwap, 6)).not.toEqual(named(few, typical.busSwap, 5));
  });
});
