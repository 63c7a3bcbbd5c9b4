import { describe, expect, it } from "vitest";
import { preconditioningOf } from "../../../src/drivers/vdv463/preconditioningOf.ts";
import { id, type RequestId } from "../../../src/messages/index.ts";
import type { ChargingRequest } from "../../../src/protocols/vdv463/index.ts";

const MINUTE_MS = 60_000;
const DEPARTURE_MS = Date.UTC(2026, 0, 10, 5);
const before = (min: number): number => DEPARTURE_MS - min * MINUTE_MS;

/** Of "bus" it is known: the colder it is, the longer. */
const cabinOf = (vehicleId: string, ambientC = 5) =>
  vehicleId === "bus" && ambientC < 18
    ? { durationMs: (20 - ambientC) * MINUTE_MS, powerKw: 20 }
    : null;

function needOf(others: Partial<ChargingRequest>, hasDeparture = true) {
  const request: ChargingRequest = {
    vehicleId: "bus",
    chargingRequestId: "1",
    chargingRequestData: {
      minTargetSoc: 70,
      maxTargetSoc: 90,
      ...(hasDeparture && { requestedTimeForDeparture: DEPARTURE_MS }),
    },
    ...others,
  };
  const need = preconditioningOf(id<RequestId>("dms/1"), request, cabinOf);
  if (need === null) return null;
  expect(need).toMatchObject({ requestId: "dms/1", vehicleId: request.vehicleId });
  const { startAtMs, finishAtMs, powerKw } = need;
  const minutes = (atMs: number): number => (DEPARTURE_MS - atMs) / MINUTE_MS;
  return [minutes(startAtMs), minutes(finishAtMs), powerKw];
}

const heating = { preconditioningRequest: "HotWaterAndHeating" } as const;
const byHand = {
  hvacPreconditioningStartTime: before(50),
  systemPreconditioningStartTime: before(55),
} as const;

describe("what a request wants of a cabin", () => {
  it("is by hand as it says: from the first start to departure, both powers together", () => {
    const powers = { hvacAuxiliaryConsumerPower: 18, systemAuxiliaryConsumerPower: 2 };
    expect(needOf({ manualPreconditioning: { ...byHand, ...powers } })).toEqual([55, 0, 20]);
    const hvacAlone = { ...byHand, hvacAuxiliaryConsumerPower: 18 };
    expect(needOf({ manualPreconditioning: hvacAlone })).toEqual([55, 0, 18]);
    expect(needOf({ manualPreconditioning: hvacAlone }, false)).toBeNull();
  });

  it("is what its vehicle takes where no power is said by hand", () => {
    expect(needOf({ manualPreconditioning: byHand })).toEqual([55, 0, 20]);
    expect(needOf({ vehicleId: "other", manualPreconditioning: byHand })).toBeNull();
  });

  it("is automatically finished in time, and begun as late as that allows", () => {
    expect(needOf({ automaticPreconditioning: heating })).toEqual([15, 0, 20]);
    const cold = { ...heating, ambientTemperature: -10 };
    expect(needOf({ automaticPreconditioning: cold })).toEqual([30, 0, 20]);
    const finish = { ...cold, requestedFinishTime: before(2) };
    expect(needOf({ automaticPreconditioning: finish })).toEqual([32, 2, 20]);
    const start = { ...finish, requestedStartTime: before(60) };
    expect(needOf({ automaticPreconditioning: start })).toEqual([60, 2, 20]);
    // Never later than the bus is there.
    const late = { ...cold, requestedFinishTime: before(-10) };
    expect(needOf({ automaticPreconditioning: late })).toEqual([30, 0, 20]);
  });

  it("is nothing where it is mild, or nobody asks for warmth or cold, or nobody knows when or what", () => {
    expect(needOf({ automaticPreconditioning: { ...heating, ambientTemperature: 20 } })).toBeNull();
    for (const preconditioningRequest of [
      "NoClimaticPreconditioningOrSNA",
      "SNA",
      "NoClimatePreconditioningOrAutomaticPreselectionByTheVehicle",
    ] as const) {
      expect(needOf({ automaticPreconditioning: { preconditioningRequest } })).toBeNull();
    }
    expect(needOf({ automaticPreconditioning: heating }, false)).toBeNull();
    expect(needOf({ vehicleId: "other", automaticPreconditioning: heating })).toBeNull();
    expect(needOf({})).toBeNull();
  });

  it("is what is said by hand where both are given", () => {
    const manualPreconditioning = { ...byHand, hvacAuxiliaryConsumerPower: 7 };
    expect(needOf({ manualPreconditioning, automaticPreconditioning: heating })).toEqual([
      55, 0, 7,
    ]);
  });
});
