import type {
  ChargingPointFaultCode,
  ChargingStationFaultCode,
} from "../model/chargingInformation.ts";

export interface FaultCodes {
  readonly point: ChargingPointFaultCode;
  readonly station: ChargingStationFaultCode;
}

const codes: readonly (readonly [errorCodes: readonly string[], FaultCodes])[] = [
  [
    ["EVCommunicationError", "WeakSignal"],
    { point: "CommunicationFailure", station: "CommunicationFailure" },
  ],
  [
    [
      "GroundFailure",
      "PowerMeterFailure",
      "PowerSwitchFailure",
      "HighTemperature",
      "OverVoltage",
      "UnderVoltage",
      "OverCurrentFailure",
    ],
    { point: "UsageFailure", station: "ElectricalOperationFailure" },
  ],
  [["LocalListConflict"], { point: "UsageFailure", station: "ConfigurationFailure" }],
  [
    ["ConnectorLockFailure", "ReaderFailure", "ResetFailure"],
    { point: "UsageFailure", station: "OtherChargingStationFailure" },
  ],
  [
    ["InternalError"],
    { point: "OtherChargingPointFailure", station: "OtherChargingStationFailure" },
  ],
];

/**
 * The fault codes for an error code of OCPP 1.6, as ChargePilot of The Mobility
 * House has them; null where there is no fault.
 * @param otherError what OtherError and unknown codes are; ChargePilot says NoFaultKnown
 */
export function ocppFaultCodes(
  errorCode: string,
  otherError: "NoFaultKnown" | "other" = "NoFaultKnown",
): FaultCodes | null {
  if (errorCode === "NoError") return null;
  const known = codes.find(([errorCodes]) => errorCodes.includes(errorCode));
  if (known !== undefined) return known[1];
  return otherError === "NoFaultKnown"
    ? { point: "NoFaultKnown", station: "NoFaultKnown" }
    : { point: "OtherChargingPointFailure", station: "OtherChargingStationFailure" };
}
