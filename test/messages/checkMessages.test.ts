import { afterEach, describe, expect, it } from "vitest";
import {
  type Charging,
  checkMessages,
  type Command,
  command,
  id,
  type Observation,
  observation,
  type PointId,
  type RequestChanged,
  type RequestId,
  type SessionId,
  type VehicleId,
} from "../../src/messages/index.ts";

const when = { atMs: 1000, knownAtMs: 1000 };
const place = { pointId: id<PointId>("P1"), sessionId: id<SessionId>("P1#1") };
const charging: Charging = {
  kind: "charging",
  ...when,
  ...place,
  state: "flowing",
  powerKw: 12.345,
  energyKwh: 1.5,
  soc: 0.1234,
};
const request: RequestChanged = {
  kind: "requestChanged",
  ...when,
  requestId: id<RequestId>("R1"),
  vehicleId: id<VehicleId>("7"),
  expectedArrivalAtMs: null,
  expectedSoc: 0.5,
  departureAtMs: 5000,
  minTargetSoc: 0.8,
  maxTargetSoc: 1,
  priority: 0,
};
const limit: Command = {
  kind: "setLimit",
  commandId: 1,
  atMs: 1000,
  ...place,
  limitKw: 50,
  untilMs: 9000,
};

afterEach(() => checkMessages(true));

describe("checkMessages", () => {
  it("lets what is sound through, the very object", () => {
    // A bus that takes no more may have its cabin warmed.
    const warmed: Observation = { ...charging, state: "complete" };
    for (const message of [charging, request, { ...charging, soc: null }, warmed]) {
      expect(observation(message)).toBe(message);
    }
    expect(command(limit)).toBe(limit);
  });

  it.each<[string, Observation]>([
    ["power that is no number", { ...charging, powerKw: NaN }],
    ["power without end", { ...charging, powerKw: Infinity }],
    ["power below 0", { ...charging, powerKw: -1 }],
    ["power finer than a watt", { ...charging, powerKw: 1.23456 }],
    ["power while nothing flows", { ...charging, state: "paused" }],
    ["energy finer than a watt-hour", { ...charging, energyKwh: 0.00005 }],
    ["a soc above 1", { ...charging, soc: 1.0001 }],
    ["a soc below 0", { ...charging, soc: -0.0001 }],
    ["a soc in percent", { ...charging, soc: 55 }],
    ["a soc finer than a link can tell", { ...charging, soc: 0.12345 }],
    ["a target above 1", { ...request, maxTargetSoc: 1.2 }],
    ["a least target above the most", { ...request, minTargetSoc: 0.9, maxTargetSoc: 0.8 }],
    ["half a millisecond", { ...charging, knownAtMs: 1000.5 }],
    ["a time that is no number", { ...request, departureAtMs: NaN }],
    ["a time before all times", { ...request, departureAtMs: -1 }],
    ["what is known before it is true", { ...charging, knownAtMs: 999 }],
  ])("refuses %s", (_, message) => {
    expect(() => observation(message)).toThrow("broken message");
  });

  it.each<[string, Command]>([
    ["a limit below 0", { ...limit, limitKw: -0.1 }],
    ["a limit that is no number", { ...limit, limitKw: NaN }],
    ["a limit without end", { ...limit, untilMs: Infinity }],
    ["a command without a number", { ...limit, commandId: 0 }],
    ["half a command", { ...limit, commandId: 1.5 }],
  ])("refuses %s", (_, message) => {
    expect(() => command(message)).toThrow("broken message");
  });

  it("says what is wrong with what", () => {
    expect(() => observation({ ...charging, soc: 2 })).toThrow(/soc lies within 0 and 1.*"soc":2/);
  });

  it("looks at nothing in production", () => {
    checkMessages(false);
    const unread = new Proxy(charging, {
      get: () => {
        throw new Error("it was read");
      },
      ownKeys: () => {
        throw new Error("it was read");
      },
    });
    expect(observation(unread)).toBe(unread);
    const broken: Command = { ...limit, limitKw: NaN };
    expect(command(broken)).toBe(broken);
  });
});
