import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  codecOf,
  type Message,
  type Version,
  versions,
} from "../../../src/protocols/vdv463/index.ts";
import { readOfficialSchemas } from "../../support/vdv463.ts";
import { anyMessage } from "../../support/vdv463Arbitraries.ts";

const official = await readOfficialSchemas();

const codecs = new Map(
  versions.map((version) => [version, codecOf({ version, presentPowerIs: "actual" }, "strict")]),
);
const strictly = (version: Version) => codecs.get(version)!;

const heard = (version: Version, text: string): Message => {
  const read = strictly(version).read(text);
  if (read.kind === "flawed") throw new Error(`${read.reason}: ${text}`);
  return read.message;
};

describe("a message comes out as it went in", () => {
  it("in 2.0, whatever it is, and is right by the letter", () => {
    fc.assert(
      fc.property(anyMessage, (message) => {
        const text = strictly("2.0").write(message)!;
        expect(official.get("2.0")?.flaws(text) ?? []).toEqual([]);
        expect(heard("2.0", text)).toEqual(message);
        expect(strictly("2.0").losses(message)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it.each(["1.0", "1.1"] as const)("in %s, once it is in its words", (version) => {
    fc.assert(
      fc.property(anyMessage, (message) => {
        const text = strictly(version).write(message);
        if (text === null) return;
        expect(official.get(version)?.flaws(text) ?? []).toEqual([]);
        const once = heard(version, text);
        expect(strictly(version).losses(once)).toEqual([]);
        expect(heard(version, strictly(version).write(once)!)).toEqual(once);
      }),
      { numRuns: 300 },
    );
  });
});

/** What an older edition has no words for. */
const unsaidIn11 = [
  "rejectedChargingRequestInfoList",
  "chargingProgressPredictionList",
  "chargingPredictionDataStatus",
  "presentPowerLimit",
  "batteryStatus",
  "h2TankInfo",
  "targetSoc",
  // Some words of 2.0 are said with others.
  "vehicleChargingStatus",
  "preconditioningRequest",
];
const unsaidIn10 = [
  ...unsaidIn11,
  "chargingPredictionDataDepartureTime",
  "evccId",
  "requestedStartTime",
  // Stations without points, and depots without stations.
  "depotInfoList",
  "chargingStationInfoList",
  "chargingRequestList",
];

describe("what is lost on the way to an older edition", () => {
  it.each([
    ["1.1", unsaidIn11],
    ["1.0", unsaidIn10],
  ] as const)("is only what %s has no words for", (version, unsaid) => {
    fc.assert(
      fc.property(anyMessage, (message) => {
        const lost = strictly(version)
          .losses(message)
          .map(({ path }) => path.split(".").findLast((part) => !/^\d+$/.test(part)));
        expect(lost.filter((member) => !unsaid.includes(member!))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it("is all that a round trip through 1.1 changes", () => {
    fc.assert(
      fc.property(anyMessage, (message) => {
        const codec = strictly("1.1");
        const back = heard("1.1", codec.write(message)!);
        const again = heard("2.0", strictly("2.0").write(back)!);
        const mended = structuredClone(again.payload) as unknown as Record<string, unknown>;
        for (const { path, meant } of codec.losses(message)) set(mended, path.split("."), meant);
        expect(withoutOldPower(mended)).toEqual(withoutOldPower(message.payload));
      }),
      { numRuns: 300 },
    );
  });

  it("is the limit or the power, as two ends agree", () => {
    const limits = codecOf({ version: "1.1", presentPowerIs: "limit" });
    expect(limits.write(occupied)).toContain('"presentPower":90');
    expect(limits.losses(occupied)).toEqual([]);
    expect(strictly("1.1").write(occupied)).toContain('"presentPower":74.2');
    expect(strictly("1.1").losses(occupied)).toEqual([
      {
        path: "depotInfoList.0.chargingStationInfoList.0.chargingPointInfoList.0.presentPowerLimit",
        meant: 90,
        said: undefined,
      },
    ]);
  });
});

describe("what must be said, and is not known", () => {
  it("is a forecast that holds already, in 1.0", () => {
    expect(strictly("1.0").write(occupied)).toContain(
      '"chargingPredictionDataMinSoc":{"requestedMinSoc":41.5,"predictedTime":"2026-03-10T15:00:00.000Z"}',
    );
  });

  it("is left unsaid where nothing remains, in 1.0", () => {
    const nothing = { ...occupied, payload: { depotInfoList: [] } } as Message;
    expect(strictly("1.0").write(nothing)).toBeNull();
    expect(strictly("1.1").write(nothing)).not.toBeNull();
  });

  it("is refused at once where no edition allows it", () => {
    const wrong = structuredClone(occupied) as unknown as { payload: object };
    wrong.payload = { depotInfoList: [{ depotId: "d", chargingStationInfoList: "many" }] };
    for (const version of versions) {
      expect(() => strictly(version).write(wrong as unknown as Message)).toThrow(/./);
    }
  });

  it("is rounded half away from zero where whole numbers are asked for", () => {
    const warm = (temperature: number): unknown => {
      const message = structuredClone(occupied) as unknown as {
        payload: {
          depotInfoList: {
            chargingStationInfoList: {
              chargingPointInfoList: {
                vehicleInfo: { tractionBatteryInfo: { temperature: number } };
              }[];
            }[];
          }[];
        };
      };
      const [point] =
        message.payload.depotInfoList[0]!.chargingStationInfoList[0]!.chargingPointInfoList;
      point!.vehicleInfo.tractionBatteryInfo.temperature = temperature;
      return /"temperature":(-?\d+(?:\.\d+)?)/.exec(
        strictly("2.0").write(message as unknown as Message)!,
      )?.[1];
    };
    expect([2.5, -2.5, 2.4, -2.4, -0.2].map(warm)).toEqual(["3", "-3", "2", "-2", "0"]);
  });
});

const occupied: Message = {
  kind: "request",
  action: "ProvideChargingInformation",
  source: "CMS",
  presystemId: "urn:example:op1:bms1",
  atMs: Date.parse("2026-03-10T15:00:00Z"),
  messageId: "00000000-0000-4000-8000-000000000031",
  payload: {
    depotInfoList: [
      {
        depotId: "urn:example:depot:nord",
        chargingStationInfoList: [
          {
            chargingStationId: "urn:example:cs:1",
            chargingPointInfoList: [
              {
                chargingPointId: "urn:example:cp:1",
                chargingPointStatus: "Occupied",
                presentPowerLimit: 90,
                vehicleInfo: {
                  vehicleId: "4711",
                  vehicleStatusInfo: {},
                  vehicleChargingStatus: "Charging",
                  preconditioningInfo: {},
                  tractionBatteryInfo: { stateOfCharge: 41.5 },
                },
                chargingProcessInfo: {
                  chargingProcessId: "urn:example:proc:991",
                  processStatus: "Charging",
                  startTime: Date.parse("2026-03-10T14:00:00Z"),
                  chargingPredictionData: { chargingPredictionDataStatus: "Ongoing" },
                  electricData: { chargingPower: 74.2 },
                },
              },
            ],
          },
        ],
      },
    ],
  },
};

function set(value: Record<string, unknown>, path: readonly string[], to: unknown): void {
  const [first = "", ...rest] = path;
  if (rest.length === 0) value[first] = to;
  else set(value[first] as Record<string, unknown>, rest, to);
}

/** Power and status that 1.1 must say, and that follow from what is said otherwise. */
function withoutOldPower(payload: unknown): unknown {
  return JSON.parse(JSON.stringify(payload), function (this: unknown, key: string, value: unknown) {
    if (key === "chargingStationStatus" || key === "presentPower") return undefined;
    if (key === "electricData") {
      const { chargingPower: _, ...others } = value as { chargingPower?: number };
      return others;
    }
    return value;
  });
}
