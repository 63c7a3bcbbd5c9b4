import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  afterFault,
  type ChargingPointInfo,
  codecOf,
  nextProcessStatus,
  ocppFaultCodes,
  ocppPointStatus,
  ocppProcessEvent,
  ocppStationStatus,
  type ProcessEvent,
  type ProcessStatus,
  whileOffline,
} from "../../../src/protocols/vdv463/index.ts";
import { hasSharedData, sharedJson, sharedPath } from "../../support/sharedData.ts";
import { charging } from "../../support/vdv463Stage.ts";

const statuses: readonly ProcessStatus[] = [
  "Preparing",
  "Charging",
  "SuspendedEVSE",
  "SuspendedEV",
  "Finishing",
  "Queued",
  "ChargingRejectedTechnically",
];
const events: readonly ProcessEvent[] = [
  "connected",
  "held",
  "energyFlows",
  "suspendedByEvse",
  "suspendedByVehicle",
  "transactionEnded",
  "refused",
  "disconnected",
];

const after = (...happened: readonly ProcessEvent[]): ProcessStatus | null =>
  happened.reduce<ProcessStatus | null>(nextProcessStatus, null);

/** Whether some events lead from one status to another. */
function leads(from: ProcessStatus | null, to: ProcessStatus | null): boolean {
  const reached = new Set([from]);
  for (const status of reached) {
    for (const event of events) reached.add(nextProcessStatus(status, event));
  }
  return reached.has(to);
}

describe("a charging process", () => {
  it("begins with the plug and ends with it, whatever happens between", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...events)), (happened) => {
        const plugged = happened.lastIndexOf("connected") > happened.lastIndexOf("disconnected");
        if (plugged) expect(after(...happened)).not.toBeNull();
        expect(after(...happened, "disconnected")).toBeNull();
        if (!happened.includes("connected")) expect(after(...happened)).toBeNull();
      }),
    );
  });

  it("waits, charges, pauses and finishes", () => {
    expect(after("connected", "held", "energyFlows")).toBe("Charging");
    expect(after("connected", "energyFlows", "suspendedByEvse", "energyFlows")).toBe("Charging");
    expect(after("connected", "energyFlows", "suspendedByVehicle", "transactionEnded")).toBe(
      "Finishing",
    );
    expect(after("connected", "refused")).toBe("ChargingRejectedTechnically");
    expect(after("connected", "refused", "energyFlows")).toBe("Charging");
    // What was never begun cannot be suspended, and what is over does not begin again.
    expect(after("connected", "suspendedByEvse")).toBe("Preparing");
    expect(after("connected", "transactionEnded", "energyFlows")).toBe("Finishing");
  });

  it("can be in every state, and get out of every one", () => {
    for (const status of statuses) {
      expect(leads(null, status)).toBe(true);
      expect(leads(status, null)).toBe(true);
    }
    expect(leads("Finishing", "Charging")).toBe(true);
  });

  it.skipIf(!hasSharedData)("goes its way in the recorded sessions as here", () => {
    let changes = 0;
    for (const [name, version] of [
      ["day-plain-11", "1.1"],
      ["evening-two-presystems-20", "2.0"],
    ] as const) {
      const before = new Map<string, ProcessStatus>();
      const codec = codecOf({ version, presentPowerIs: "actual" });
      for (const line of readFileSync(sharedPath(`vdv463/sessions/${name}.ndjson`), "utf8").split(
        "\n",
      )) {
        if (!line.includes('"op":"text"')) continue;
        const read = codec.read((JSON.parse(line) as { raw: string }).raw);
        const message = read.kind === "understood" ? read.message : null;
        if (message?.kind !== "request" || message.action !== "ProvideChargingInformation")
          continue;
        const points = message.payload.depotInfoList.flatMap((depot) =>
          depot.chargingStationInfoList.flatMap((station) => station.chargingPointInfoList),
        );
        for (const { chargingProcessInfo: running } of points) {
          if (running === undefined) continue;
          const { chargingProcessId: id, processStatus: status } = running;
          const last = before.get(id) ?? null;
          if (status !== last) {
            changes++;
            expect(
              events.map((event) => nextProcessStatus(last ?? after("connected"), event)),
            ).toContain(status);
          }
          before.set(id, status);
        }
      }
    }
    expect(changes).toBeGreaterThan(10);
  });
});

/** All that OCPP 1.6 has. */
const errorCodes = [
  "ConnectorLockFailure",
  "EVCommunicationError",
  "GroundFailure",
  "HighTemperature",
  "InternalError",
  "LocalListConflict",
  "NoError",
  "OtherError",
  "OverCurrentFailure",
  "OverVoltage",
  "PowerMeterFailure",
  "PowerSwitchFailure",
  "ReaderFailure",
  "ResetFailure",
  "UnderVoltage",
  "WeakSignal",
];

describe("what a station says in OCPP", () => {
  it("is a status of the point that agrees with that of the process", () => {
    const told = ["Preparing", "Charging", "SuspendedEVSE", "Charging", "SuspendedEV", "Finishing"];
    let status: ProcessStatus | null = null;
    for (const each of told) {
      status = nextProcessStatus(status, ocppProcessEvent(each)!);
      expect(status).toBe(each);
      expect(ocppPointStatus(each, true)).toBe("Occupied");
      expect(ocppPointStatus(each, false)).toBe("Unavailable");
    }
    expect(nextProcessStatus(status, ocppProcessEvent("Available")!)).toBeNull();
    for (const each of ["Available", "Occupied", "Reserved", "Unavailable", "Faulted"]) {
      expect(ocppPointStatus(each, true)).toBe(each);
    }
    expect(ocppPointStatus("Melted", true)).toBe("Faulted");
  });

  it("is a fault of the point and of the station, for every error that there is", () => {
    const faults = errorCodes.map((code) => ocppFaultCodes(code));
    expect(errorCodes.filter((_, i) => faults[i] === null)).toEqual(["NoError"]);
    expect(errorCodes.filter((_, i) => faults[i]?.point === "NoFaultKnown")).toEqual([
      "OtherError",
    ]);
    expect(ocppFaultCodes("OtherError", "other")?.point).toBe("OtherChargingPointFailure");
    const count = (code: string): number =>
      faults.filter((fault) => fault?.station === code).length;
    expect(count("ElectricalOperationFailure")).toBe(7);
    expect(count("OtherChargingStationFailure")).toBe(4);
    expect([
      ocppStationStatus("NoError", true, 0),
      ocppStationStatus("GroundFailure", true, 0),
    ]).toEqual(["Available", "Faulted"]);
    expect(ocppStationStatus("NoError", true, 60_001)).toBe("Unavailable");
  });

  it.skipIf(!hasSharedData)("has words for it in the publisher's schemas", () => {
    const { definitions } = sharedJson<{ definitions: Record<string, { enum: string[] }> }>(
      "vdv463/schemas/2.0.0-rc1/ProvideChargingInformationRequest.json",
    );
    for (const code of errorCodes) {
      const fault = ocppFaultCodes(code, "other");
      if (fault === null) continue;
      expect(definitions["ChargingPointFaultCode"]?.enum).toContain(fault.point);
      expect(definitions["ChargingStationFaultCode"]?.enum).toContain(fault.station);
    }
    expect(definitions["ProcessStatus"]?.enum.toSorted()).toEqual(statuses.toSorted());
  });
});

describe("a point in trouble", () => {
  const busy: ChargingPointInfo = charging(1, 50);

  it("keeps its bus for a minute when nothing is heard of it", () => {
    expect(whileOffline(busy, 59_000)).toEqual({ ...busy, chargingPointStatus: "Unavailable" });
    expect(whileOffline(busy, 60_000)).toEqual({
      chargingPointId: busy.chargingPointId,
      chargingPointStatus: "Unavailable",
    });
  });

  it("suspends what runs there, until its transaction is over", () => {
    const fault = { chargingPointFaultCode: "UsageFailure", faultTimeStamp: 0 } as const;
    expect(afterFault(busy, fault, true)).toMatchObject({
      chargingPointStatus: "Faulted",
      chargingPointFaultInfo: fault,
      chargingProcessInfo: { processStatus: "SuspendedEVSE" },
    });
    const over = afterFault(busy, fault, false);
    expect([over.chargingProcessInfo, over.vehicleInfo]).toEqual([undefined, busy.vehicleInfo]);
  });
});
