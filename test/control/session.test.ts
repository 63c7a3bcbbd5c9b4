import { describe, expect, it } from "vitest";
import { type ChargingHeard, SOC_ROUNDING } from "../../src/control/believedCharge.ts";
import { Session } from "../../src/control/session.ts";
import {
  type Connected,
  id,
  type PointId,
  type RequestChanged,
  type RequestId,
  type SessionId,
  type VehicleId,
} from "../../src/messages/index.ts";
import { Battery, ConverterLoss } from "../../src/physics/index.ts";

/** An instant as late as those of today: a double of milliseconds holds a 4,096th of one. */
const NOW_MS = Date.UTC(2026, 2, 3, 10);
const USABLE_KWH = 336;
const TARGET_SOC = 0.5;
const RATED_KW = 150;

const learned = { atMs: NOW_MS, knownAtMs: NOW_MS };
const pointId = id<PointId>("P");
const vehicleId = id<VehicleId>("B");
const sessionId = id<SessionId>("P/1");

/** A bus at full power that lacks so much of what it should leave with. */
function lacking(kwh: number): Session {
  const connected: Connected = {
    ...learned,
    kind: "connected",
    pointId,
    sessionId,
    vehicleId,
    soc: 0,
  };
  const curve = [
    [0, RATED_KW],
    [1, RATED_KW],
  ] as const;
  const session = new Session(
    connected,
    0,
    {
      pointId,
      node: 0,
      cabinet: null,
      ratedKw: RATED_KW,
      minKw: 0,
      loss: new ConverterLoss({ efficiency: 1 }, RATED_KW),
      fallbackKw: 0,
    },
    null,
    new Battery({ usableKwh: USABLE_KWH, minKw: 0, curve }),
    { limitStepKw: 0.1, releaseStepKw: 10 },
    "auto",
  );
  const request: RequestChanged = {
    ...learned,
    kind: "requestChanged",
    requestId: id<RequestId>("B/0"),
    vehicleId,
    expectedArrivalAtMs: NOW_MS,
    expectedSoc: 0,
    departureAtMs: null,
    minTargetSoc: TARGET_SOC,
    maxTargetSoc: TARGET_SOC,
    priority: 0,
  };
  session.wanted(request, NOW_MS);
  session.limited(RATED_KW, NOW_MS);
  const goalKwh = (TARGET_SOC + SOC_ROUNDING) * USABLE_KWH;
  const told: ChargingHeard = {
    knownAtMs: learned.knownAtMs,
    state: "flowing",
    powerKw: RATED_KW,
    energyKwh: goalKwh - kwh,
    soc: null,
    isRestarted: false,
  };
  session.measured(told);
  session.refresh(NOW_MS);
  return session;
}

describe("a session that still wants something", () => {
  it.each([10, 1, 1e-3, 1e-6, 3e-9])("is looked at again later, lacking %d kWh", (kwh) => {
    const { wantKw, doneAtMs, staleAtMs } = lacking(kwh);
    expect(wantKw).toBe(RATED_KW);
    expect(staleAtMs).toBeGreaterThan(NOW_MS);
    expect(doneAtMs).toBeGreaterThan(NOW_MS);
    expect(doneAtMs - NOW_MS).toBeLessThanOrEqual(Math.max(1, (kwh / RATED_KW) * 3_600_000 + 1e-3));
  });

  it("wants nothing where nothing is lacking", () => {
    expect(lacking(0).wantKw).toBe(0);
  });
});
