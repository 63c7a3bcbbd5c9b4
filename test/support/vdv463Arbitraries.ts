import fc from "fast-check";
import type {
  ChargingInformation,
  ChargingRequest,
  Message,
} from "../../src/protocols/vdv463/index.ts";

const id = fc.oneof(
  fc.constantFrom(
    "urn:example:cp:1",
    "uri://Customer1/P%C3%B6int",
    "CP-1",
    "",
    "urn:x-busbar:a%41",
  ),
  fc.string({ maxLength: 12 }),
);
/** Years that a date-time can say. */
const instant = fc.integer({ min: -62_167_219_200_000, max: 253_402_300_799_999 });
const soc = fc.double({ min: 0, max: 100, noNaN: true }).map((value) => value || 0);
const real = fc.double({ min: -1e9, max: 1e9, noNaN: true }).map((value) => value || 0);
const integer = fc.integer();
const text = fc.string({ maxLength: 20 });
const health = fc.constantFrom("OK", "NOK", "NA" as const);

/** Some of the optional members, all of the others. */
function some<T extends object>(
  members: { readonly [K in keyof Required<T>]: fc.Arbitrary<NonNullable<T[K]>> },
  ...required: readonly (keyof T)[]
): fc.Arbitrary<T> {
  const requiredKeys = required as never;
  const all: fc.Arbitrary<unknown> = fc.record(members, { requiredKeys, noNullPrototype: true });
  return all as fc.Arbitrary<T>;
}

const forecast = some(
  {
    chargingPredictionDataStatus: fc.constantFrom("Ongoing" as const, "Finished" as const),
    chargingPredictionDataMinTargetSoc: fc.record({
      requestedMinTargetSoc: soc,
      predictedTime: instant,
    }),
    chargingPredictionDataMaxTargetSoc: fc.record({
      requestedMaxTargetSoc: soc,
      predictedTime: instant,
    }),
    chargingPredictionDataDepartureTime: fc.record({
      predictedDepartureTimeSoc: soc,
      requestedTimeForDeparture: instant,
    }),
    chargingProgressPredictionList: fc.array(
      fc.record({ predictedSoc: soc, predictedTime: instant }),
      { maxLength: 3 },
    ),
  },
  "chargingPredictionDataStatus",
);

const vehicle = some(
  {
    vehicleId: text,
    vehicleStatusInfo: some({
      conservationChargingActive: fc.boolean(),
      systemPreconditioningActive: fc.boolean(),
      hvacPreconditioningActive: fc.boolean(),
      balancingActive: fc.boolean(),
      fossilFlameControlActive: fc.boolean(),
      batteryChargingVoltage: real,
    }),
    vehicleChargingStatus: fc.constantFrom(
      "ReadyToCharge",
      "Charging",
      "ChargingImpossible",
      "ChargingAndPreconditioning",
      "Preconditioning",
      "Unknown",
    ),
    preconditioningInfo: some({
      hvBatteryPreconditioningTime: integer,
      hvBatteryChargingEnergy: integer,
      vehiclePreconditioningTime: integer,
      vehiclePreconditioningEnergy: integer,
    }),
    evccId: text,
    mileage: integer,
    tractionBatteryInfo: some({
      stateOfHealth: soc,
      stateOfCharge: soc,
      temperature: integer,
      batteryStatus: health,
    }),
    h2TankInfo: some({ h2TankStatus: health }),
    vehicleFaultInfo: some(
      { vehicleFaultCode: text, faultTimeStamp: instant, faultText: text },
      "vehicleFaultCode",
      "faultTimeStamp",
    ),
  },
  "vehicleId",
  "vehicleStatusInfo",
  "vehicleChargingStatus",
  "preconditioningInfo",
);

const point = some(
  {
    chargingPointId: id,
    chargingPointStatus: fc.constantFrom(
      "Available",
      "Occupied",
      "Reserved",
      "Unavailable",
      "Faulted",
    ),
    insideTemperature: real,
    outsideTemperature: real,
    connectorTemperature: real,
    presentPowerLimit: real,
    energyMeterReading: real,
    chargingPointFaultInfo: some(
      {
        chargingPointFaultCode: fc.constantFrom("NoFaultKnown", "OtherChargingPointFailure"),
        faultTimeStamp: instant,
        faultText: text,
      },
      "chargingPointFaultCode",
      "faultTimeStamp",
    ),
    vehicleInfo: vehicle,
    chargingProcessInfo: some(
      {
        chargingProcessId: id,
        processStatus: fc.constantFrom("Preparing", "Charging", "Queued", "Finishing"),
        startTime: instant,
        chargingPredictionData: forecast,
        electricData: some({
          chargingCurrent: real,
          chargingVoltage: real,
          chargingPower: real,
          reactivePower: real,
        }),
        presystemId: id,
        chargingRequestId: id,
        deliveredEnergy: real,
      },
      "chargingProcessId",
      "processStatus",
      "startTime",
      "chargingPredictionData",
      "electricData",
    ),
    scheduledChargingProcessList: fc.array(
      some(
        {
          chargingRequestId: id,
          vehicleId: text,
          chargingPredictionData: forecast,
          presystemId: id,
          chargingProcessId: id,
          startTime: instant,
        },
        "chargingRequestId",
        "vehicleId",
        "chargingPredictionData",
      ),
      { maxLength: 2 },
    ),
  },
  "chargingPointId",
  "chargingPointStatus",
);

/** Any information that 2.0 can say. */
export const anyInformation = some(
  {
    depotInfoList: fc.array(
      some(
        {
          depotId: id,
          name: text,
          chargingStationInfoList: fc.array(
            some(
              {
                chargingStationId: id,
                chargingPointInfoList: fc.array(point, { maxLength: 2 }),
                chargingStationFaultInfo: some(
                  {
                    chargingStationFaultCode: fc.constantFrom("UsageFailure", "NoFaultKnown"),
                    faultTimeStamp: instant,
                    faultText: text,
                  },
                  "chargingStationFaultCode",
                  "faultTimeStamp",
                ),
                totalPower: real,
              },
              "chargingStationId",
              "chargingPointInfoList",
            ),
            { maxLength: 2 },
          ),
        },
        "depotId",
        "chargingStationInfoList",
      ),
      { maxLength: 2 },
    ),
    rejectedChargingRequestInfoList: fc.array(
      fc.record({ presystemId: id, chargingRequestId: id, reason: text }),
      { maxLength: 2 },
    ),
  },
  "depotInfoList",
) as fc.Arbitrary<ChargingInformation>;

/** Any request that 2.0 can say. */
export const anyRequest = some(
  {
    vehicleId: text,
    chargingRequestId: id,
    chargingRequestData: some(
      {
        minTargetSoc: soc,
        maxTargetSoc: soc,
        expectedArrivalTimeAtChargingPoint: instant,
        expectedSocAtArrival: soc,
        requestedTimeForDeparture: instant,
        adHocCharging: fc.boolean(),
      },
      "minTargetSoc",
      "maxTargetSoc",
    ),
    chargingPointId: id,
    chargingProcessId: id,
    priority: integer,
    automaticPreconditioning: some(
      {
        preconditioningRequest: fc.constantFrom(
          "WarmWaterAndVentilation",
          "HotWaterAndHeating",
          "NoWaterCoolingOrVentilation",
          "NoClimaticPreconditioningOrSNA",
          "NoClimatePreconditioningOrAutomaticPreselectionByTheVehicle",
          "SNA",
        ),
        ambientTemperature: real,
        requestedStartTime: instant,
        requestedFinishTime: instant,
        targetSoc: soc,
      },
      "preconditioningRequest",
    ),
    manualPreconditioning: some(
      {
        hvacPreconditioningStartTime: instant,
        systemPreconditioningStartTime: instant,
        hvacAuxiliaryConsumerPower: integer,
        systemAuxiliaryConsumerPower: integer,
        targetSoc: soc,
      },
      "hvacPreconditioningStartTime",
      "systemPreconditioningStartTime",
    ),
  },
  "vehicleId",
  "chargingRequestId",
  "chargingRequestData",
) as fc.Arbitrary<ChargingRequest>;

const body = fc.oneof(
  { weight: 5, arbitrary: anyInformation.map((payload) => request("Information", payload)) },
  {
    weight: 5,
    arbitrary: fc
      .array(anyRequest, { maxLength: 3 })
      .map((chargingRequestList) => request("Requests", { chargingRequestList })),
  },
  fc.constantFrom(
    { kind: "request", action: "BootNotification", payload: { presystem: "ITCS" } },
    { kind: "confirmation", action: "BootNotification", payload: { status: "Rejected" } },
    { kind: "confirmation", action: "ProvideChargingRequests", payload: {} },
  ),
  text.map((errorMessage) => ({
    kind: "error",
    action: "ProvideChargingInformation",
    payload: { errorMessage },
  })),
);

function request(what: string, payload: object): object {
  return { kind: "request", action: `ProvideCharging${what}`, payload };
}

/** Any message that 2.0 can say. */
export const anyMessage = fc
  .tuple(fc.record({ source: text, presystemId: id, atMs: instant, messageId: fc.uuid() }), body)
  .map(([envelope, said]) => ({ ...envelope, ...said }) as Message);
