import {
  type ChargingInformation,
  codecOf,
  type Version,
} from "../../src/protocols/vdv463/index.ts";
import { DAY_MS, HOUR_MS } from "../support/smallDepot.ts";
import { type Line, mediansMs } from "./measure.ts";
import { requestsOf } from "./wireRequests.ts";

const POINTS = 400;
const FRAMES = 5;

/** How fast frames are read: parsed, and held against the edition, against being parsed alone. */
export function frames(): Line[] {
  return (["1.1", "2.0"] as const).flatMap((version) => {
    const list = { chargingRequestList: requestsOf(0, POINTS) };
    return [
      lineOf(version, "ProvideChargingRequests", list),
      lineOf(version, "ProvideChargingInformation", occupied()),
    ];
  });
}

function lineOf(
  version: Version,
  action: "ProvideChargingRequests" | "ProvideChargingInformation",
  payload: object,
): Line {
  const codec = codecOf({ version, presentPowerIs: "actual" });
  const envelope = { source: "BMS", presystemId: "urn:bench", atMs: DAY_MS, kind: "request" };
  const messageId = "00000000-0000-4000-8000-000000000001";
  const text = codec.write({ ...envelope, messageId, action, payload } as never)!;
  const [ourMs, bareMs] = mediansMs([
    () => {
      for (let i = 0; i < FRAMES; i++) {
        if (codec.read(text).kind === "flawed") throw new Error("a frame of ours is flawed");
      }
    },
    () => {
      for (let i = 0; i < FRAMES; i++) JSON.parse(text);
    },
  ]) as [number, number];
  return {
    name: `${action} of ${POINTS}, ${(text.length / 1024).toFixed(0)} KiB, edition ${version}: read and validated`,
    value: (1000 * FRAMES) / ourMs,
    unit: "frames/s",
    against: "parsed alone",
    ratio: bareMs / ourMs,
    aim: null,
    reached: null,
  };
}

/** All points are taken, and of every bus is forecast how it goes on. */
function occupied(): ChargingInformation {
  const stations = requestsOf(0, POINTS).map(({ vehicleId, chargingRequestId }, i) => ({
    chargingStationId: `S${i + 1}`,
    chargingPointInfoList: [
      {
        chargingPointId: `P${i + 1}`,
        chargingPointStatus: "Occupied" as const,
        presentPowerLimit: 150,
        vehicleInfo: {
          vehicleId,
          vehicleStatusInfo: {},
          vehicleChargingStatus: "Charging" as const,
          preconditioningInfo: {},
          tractionBatteryInfo: { stateOfCharge: 50 + (i % 40) },
        },
        chargingProcessInfo: {
          chargingProcessId: `process ${i}`,
          processStatus: "Charging" as const,
          startTime: DAY_MS,
          presystemId: "urn:bench",
          chargingRequestId,
          chargingPredictionData: {
            chargingPredictionDataStatus: "Finished" as const,
            chargingPredictionDataMinTargetSoc: {
              requestedMinTargetSoc: 80,
              predictedTime: DAY_MS + HOUR_MS,
            },
            chargingPredictionDataDepartureTime: {
              predictedDepartureTimeSoc: 100,
              requestedTimeForDeparture: DAY_MS + 8 * HOUR_MS,
            },
            chargingProgressPredictionList: [0, 1, 2].map((hours) => ({
              predictedSoc: 50 + 10 * hours,
              predictedTime: DAY_MS + hours * HOUR_MS,
            })),
          },
          electricData: { chargingPower: 74.2 },
          deliveredEnergy: 12_345,
        },
      },
    ],
  }));
  return { depotInfoList: [{ depotId: "bench", chargingStationInfoList: stations }] };
}
