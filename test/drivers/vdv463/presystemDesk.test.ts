import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PresystemDesk, presystemRules } from "../../../src/drivers/vdv463/index.ts";
import type { Observation } from "../../../src/messages/index.ts";
import type { ChargingRequest, Presystem } from "../../../src/protocols/vdv463/index.ts";

function newDesk() {
  const told: Observation[] = [];
  const desk = new PresystemDesk({
    rules: presystemRules,
    layout: { depotId: "d", stations: [] },
    knowsVehicle: (vehicleId) => vehicleId !== "bus 0",
  });
  desk.listen((one) => told.push(one));
  return { desk, told };
}

type Heard = readonly [presystemId: string, presystem: Presystem, list: readonly ChargingRequest[]];

function say(desk: PresystemDesk, [presystemId, presystem, requests]: Heard, atMs: number): void {
  const kind = "chargingRequestsReceived";
  desk.heard({ kind, presystemId, presystem, requests, rejected: [] }, atMs);
}

const START_MS = Date.UTC(2026, 2, 10, 18);
const hour = fc.option(fc.integer({ min: -2, max: 12 }), { nil: undefined });

const lists = fc
  .array(
    fc.record({
      bus: fc.nat(5),
      arrivalH: hour,
      stayH: fc.option(fc.integer({ min: 1, max: 8 }), { nil: undefined }),
      priority: fc.option(fc.integer({ min: 1, max: 10 }), { nil: undefined }),
      minTargetSoc: fc.integer({ min: 0, max: 8000 }),
      adHocCharging: fc.boolean(),
    }),
    { maxLength: 8 },
  )
  .map((asked) =>
    asked.map((one, n): ChargingRequest => {
      const { bus, arrivalH, stayH, priority, minTargetSoc, adHocCharging } = one;
      const departure =
        stayH === undefined ? undefined : START_MS + ((arrivalH ?? 0) + stayH) * 3_600_000;
      return {
        vehicleId: `bus ${bus}`,
        chargingRequestId: `${n}`,
        ...(priority !== undefined && { priority }),
        chargingRequestData: {
          minTargetSoc: minTargetSoc / 100,
          maxTargetSoc: 90,
          ...(arrivalH !== undefined && {
            expectedArrivalTimeAtChargingPoint: START_MS + arrivalH * 3_600_000,
          }),
          ...(departure !== undefined && { requestedTimeForDeparture: departure }),
          ...(adHocCharging && { adHocCharging }),
        },
      };
    }),
  );

const heards: fc.Arbitrary<Heard> = fc
  .tuple(fc.constantFrom("one", "two"), fc.constant("BMS" as const), lists)
  .map(([presystemId, , list]) => [presystemId, presystemId === "one" ? "BMS" : "ITCS", list]);

describe("the desk for presystems", () => {
  it("comes to the same whatever the order of a list, and hears nothing new when it is said again", () => {
    fc.assert(
      fc.property(fc.array(heards, { maxLength: 6 }), fc.infiniteStream(fc.nat()), (all, keys) => {
        const [one, other] = [newDesk(), newDesk()];
        for (const [i, heard] of all.entries()) {
          const [presystemId, presystem, list] = heard;
          say(one.desk, heard, START_MS + i);
          const keyed = list.map((request) => [keys.next().value, request] as const);
          const shuffled = keyed.toSorted(([a], [b]) => Number(a) - Number(b)).map(([, r]) => r);
          say(other.desk, [presystemId, presystem, shuffled], START_MS + i);
          expect(other.told).toEqual(one.told);
          say(other.desk, heard, START_MS + i);
          expect(other.told).toEqual(one.told);
        }
        expect(other.desk.told).toEqual(one.desk.told);
      }),
    );
  });

  it("comes to what the last lists say, whatever was said before", () => {
    fc.assert(
      fc.property(fc.array(heards, { minLength: 1, maxLength: 6 }), (all) => {
        const { desk } = newDesk();
        for (const heard of all) say(desk, heard, START_MS);
        const fresh = newDesk().desk;
        for (const presystemId of ["two", "one"]) {
          const last = all.findLast(([name]) => name === presystemId);
          if (last !== undefined) say(fresh, last, START_MS);
        }
        expect(desk.told).toEqual(fresh.told);
      }),
    );
  });

  it("tells as much as makes the controller believe what stands, and never two stays of a bus at once for two", () => {
    fc.assert(
      fc.property(fc.array(heards, { maxLength: 6 }), (all) => {
        const { desk, told } = newDesk();
        for (const [i, heard] of all.entries()) say(desk, heard, START_MS + i);
        const believed = new Map<string, unknown>();
        for (const one of told) {
          if (one.kind === "requestWithdrawn") believed.delete(one.requestId);
          if (one.kind !== "requestChanged") continue;
          const { kind: _kind, atMs: _atMs, knownAtMs: _knownAtMs, ...stay } = one;
          believed.set(one.requestId, stay);
        }
        expect([...believed.values()].toSorted(byText)).toEqual([...desk.told].toSorted(byText));
        expect(desk.told.filter(({ vehicleId }) => vehicleId === "bus 0")).toEqual([]);
        for (const a of desk.told) {
          for (const b of desk.told) {
            const isOther = a.requestId.split("/")[0] !== b.requestId.split("/")[0];
            if (!isOther || a.vehicleId !== b.vehicleId) continue;
            const [from, to] = [a.expectedArrivalAtMs ?? -Infinity, a.departureAtMs ?? Infinity];
            const [fromB, toB] = [b.expectedArrivalAtMs ?? -Infinity, b.departureAtMs ?? Infinity];
            expect(from >= toB || fromB >= to).toBe(true);
          }
        }
      }),
    );
  });
});

function byText(a: unknown, b: unknown): number {
  return JSON.stringify(a) < JSON.stringify(b) ? -1 : 1;
}
