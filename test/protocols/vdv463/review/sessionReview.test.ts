import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type ChargingInformation,
  type ChargingPointInfo,
  type ChargingRequest,
  codecOf,
  type MessageBody,
  SessionReview,
} from "../../../../src/protocols/vdv463/index.ts";
import { charging, depot, request } from "../../../support/vdv463Stage.ts";
import { hasSharedData, sharedPath } from "../../../support/sharedData.ts";

const START_MS = Date.parse("2026-03-10T15:00:00Z");
const codec = codecOf({ version: "2.0", presentPowerIs: "actual" });
const ids = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;

/** A session that a test says line by line. */
class Session {
  readonly review = new SessionReview("1.1");
  #n = 0;

  constructor() {
    this.review.opened("k1", "v2.463.vdv.de");
  }

  says(direction: "p>c" | "c>p", afterSec: number, body: MessageBody, id = ids(++this.#n)): this {
    const atMs = START_MS + afterSec * 1000;
    const envelope = { source: "S", presystemId: "urn:p", atMs, messageId: id };
    this.review.frame("k1", direction, codec.write({ ...envelope, ...body })!, atMs);
    return this;
  }

  informs(afterSec: number, information: ChargingInformation): this {
    const action = "ProvideChargingInformation";
    const id = ids(++this.#n);
    this.says("c>p", afterSec, { kind: "request", action, payload: information }, id);
    return this.says("p>c", afterSec, { kind: "confirmation", action, payload: {} }, id);
  }

  asks(afterSec: number, ...chargingRequestList: ChargingRequest[]): this {
    const action = "ProvideChargingRequests";
    const id = ids(++this.#n);
    this.says("p>c", afterSec, { kind: "request", action, payload: { chargingRequestList } }, id);
    return this.says("c>p", afterSec, { kind: "confirmation", action, payload: {} }, id);
  }

  get rules(): string[] {
    return this.review.findings.map(({ rule }) => rule);
  }
}

const process = charging(1, 100).chargingProcessInfo!;
const point = (changed: Partial<ChargingPointInfo>): ChargingInformation =>
  depot(2, { ...charging(1, 100), ...changed });
const running = (changed: Partial<typeof process>): ChargingInformation =>
  point({ chargingProcessInfo: { ...process, ...changed } });
const wanted = (data: Partial<ChargingRequest["chargingRequestData"]>): ChargingRequest =>
  request(1, { chargingRequestData: { ...request(1).chargingRequestData, ...data } });

describe("a recorded session", () => {
  it("has nothing to complain of when all is well", () => {
    const session = new Session().informs(0, depot(2)).asks(2, request(1)).informs(15, point({}));
    expect(session.review.findings).toEqual([]);
    expect(session.review.connections).toMatchObject([
      {
        version: "2.0",
        requests: { ProvideChargingInformation: 2, ProvideChargingRequests: 1 },
        unanswered: 0,
        informationPeriod: { count: 1, medianMs: 15_000, mostMs: 15_000 },
      },
    ]);
  });

  it.each<[string, ChargingRequest[]]>([
    ["duplicate request id", [request(1), request(1, { vehicleId: "another" })]],
    ["soc range", [wanted({ minTargetSoc: 95 })]],
    ["time window", [wanted({ requestedTimeForDeparture: START_MS + 1000 })]],
    ["overlap", [request(1), { ...request(1), chargingRequestId: "other" }]],
    ["unknown point", [request(1, { chargingPointId: "nowhere" })]],
    [
      "departure past",
      [wanted({ expectedArrivalTimeAtChargingPoint: 0, requestedTimeForDeparture: START_MS - 1 })],
    ],
    ["departure far ahead", [wanted({ requestedTimeForDeparture: START_MS + 8 * 86_400_000 })]],
    ["nothing to charge", [wanted({ expectedSocAtArrival: 90 })]],
    ["low on arrival", [wanted({ expectedSocAtArrival: 9 })]],
    [
      "unit mix-up",
      [
        request(1, {
          manualPreconditioning: {
            hvacPreconditioningStartTime: START_MS,
            systemPreconditioningStartTime: START_MS,
            hvacAuxiliaryConsumerPower: 8000,
          },
        }),
      ],
    ],
  ])("is told of requests: %s", (rule, list) => {
    expect(new Session().informs(0, depot(2)).asks(1, ...list).rules).toEqual([rule]);
  });

  it.each<[string, ...ChargingInformation[]]>([
    ["available with a process", point({ chargingPointStatus: "Available" })],
    ["faulted without a fault", point({ chargingPointStatus: "Faulted" })],
    ["charging without a vehicle", depot(2, { ...withoutVehicle() })],
    [
      "power is not current times voltage",
      running({ electricData: { chargingPower: 100, chargingCurrent: 100, chargingVoltage: 700 } }),
    ],
    [
      "meter runs backwards",
      point({ energyMeterReading: 900 }),
      point({ energyMeterReading: 899 }),
    ],
    [
      "delivered energy shrinks",
      running({ deliveredEnergy: 900 }),
      running({ deliveredEnergy: 899 }),
    ],
    [
      "process goes where it cannot",
      running({ processStatus: "Finishing" }),
      running({ processStatus: "Charging" }),
    ],
    [
      "charging without power",
      ...Array.from({ length: 6 }, () => running({ electricData: { chargingPower: 0 } })),
    ],
    [
      "unit mix-up",
      point({
        vehicleInfo: {
          ...charging(1, 1).vehicleInfo!,
          preconditioningInfo: { vehiclePreconditioningTime: 1800 },
        },
      }),
    ],
  ])("is told of information: %s", (rule, ...all) => {
    const session = new Session();
    for (const [i, information] of all.entries()) session.informs(15 * i, information);
    expect(session.rules).toEqual([rule]);
  });

  it("is told of answers that do not belong, or do not come", () => {
    const action = "ProvideChargingInformation";
    const ask: MessageBody = { kind: "request", action, payload: depot(1) };
    const session = new Session()
      .says("c>p", 0, ask)
      .says("p>c", 1, { kind: "confirmation", action, payload: {} }, ids(77))
      .says("p>c", 2, { kind: "confirmation", action, payload: {} }, ids(78))
      .says("c>p", 3, ask)
      .says("c>p", 4, ask)
      .says("p>c", 5, { kind: "error", action, payload: { errorMessage: "no" } }, ids(4));
    expect(session.rules).toEqual(["answer to nothing", "id not echoed", "refused"]);
    expect(session.review.connections).toMatchObject([
      { unanswered: 1, refused: 1, answers: { count: 2, mostMs: 2000 } },
    ]);
  });

  it("is told who asks before it can know of any point, and whose clock is wrong", () => {
    const session = new Session().asks(0, request(1));
    expect(session.rules).toEqual(["asks too early"]);
    const frame = JSON.stringify([
      1,
      "BMS",
      "urn:p",
      new Date(START_MS + 61_000).toISOString(),
      ids(9),
      "BootNotification",
      { presystem: "BMS" },
    ]);
    session.review.frame("k1", "p>c", frame, START_MS);
    expect(session.rules).toContain("clocks differ");
    expect(session.review.connections[0]).toMatchObject({ presystem: "BMS", presystemId: "urn:p" });
  });

  it("takes whatever was recorded", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.json())), (frames) => {
        const review = new SessionReview("1.0");
        for (const raw of frames) review.frame("k", "p>c", raw, START_MS);
        const broken = review.findings.find(({ rule }) => rule === "cannot be understood");
        expect(broken?.count ?? 0).toBe(frames.length);
      }),
    );
  });
});

function withoutVehicle(): ChargingPointInfo {
  const { vehicleInfo: _vehicleInfo, ...point } = charging(1, 100);
  return point;
}

describe.skipIf(!hasSharedData)("the sample sessions", () => {
  it.each([
    ["day-plain-11", 1, "1.1", []],
    ["evening-two-presystems-20", 2, "2.0", ["unknown point"]],
  ])("%s", (name, connections, version, rules) => {
    const review = new SessionReview("1.1");
    const text = readFileSync(sharedPath(`vdv463/sessions/${name}.ndjson`), "utf8");
    let asked = 0;
    for (const line of text
      .trim()
      .split("\n")
      .map((one) => JSON.parse(one))) {
      if (line.t === "open") review.opened(line.c, line.selected);
      if (line.t !== "frame" || line.op !== "text") continue;
      review.frame(line.c, line.d, line.raw, Date.parse(line.at));
      if (line.raw.startsWith("[1,")) asked++;
    }
    expect(review.connections).toHaveLength(connections);
    expect(new Set(review.connections.map((one) => one.version))).toEqual(new Set([version]));
    const counted = review.connections.flatMap(({ requests }) => Object.values(requests));
    expect(counted.reduce((sum, count) => sum + count, 0)).toBe(asked);
    expect(review.connections.every(({ unanswered }) => unanswered === 0)).toBe(true);
    expect(review.findings.map(({ rule }) => rule)).toEqual(rules);
  });
});
