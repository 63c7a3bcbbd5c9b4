import { afterAll, describe, expect, it } from "vitest";
import { framesHeld } from "../support/byTheLetter.ts";
import { evening, minute, PresystemStory, wants } from "../support/presystemStory.ts";
import { hasSharedData } from "../support/sharedData.ts";

afterAll(() => {
  if (hasSharedData) expect(framesHeld()).toBeGreaterThan(100);
});

describe("an evening with a depot management system", () => {
  it("tells the controller what is wanted when it is heard, and shows the presystem what comes of it", () => {
    const story = new PresystemStory();
    const dms = story.presystem("BMS");
    dms.asks(wants("4711", evening, { chargingPointId: "P1", priority: 1 }));
    expect(story.told).toMatchObject([
      {
        kind: "requestChanged",
        vehicleId: "4711",
        requestId: "bms/4711-tonight",
        expectedArrivalAtMs: minute(60),
        expectedSoc: 0.4,
        departureAtMs: minute(480),
        minTargetSoc: 0.7,
        maxTargetSoc: 0.9,
      },
    ]);
    expect(dms.point("P1")).toMatchObject({
      chargingPointStatus: "Available",
      scheduledChargingProcessList: [
        { vehicleId: "4711", chargingRequestId: "4711-tonight", presystemId: "bms" },
      ],
    });
    story.pass(60);
    story.depot.plug("P1", "4711", 0.4);
    story.pass(1);
    expect(dms.point("P1")).toMatchObject({
      chargingPointStatus: "Occupied",
      vehicleInfo: {
        vehicleId: "4711",
        tractionBatteryInfo: { stateOfCharge: expect.closeTo(40, 0) },
      },
      chargingProcessInfo: { chargingRequestId: "4711-tonight", presystemId: "bms" },
    });
    expect(dms.point("P1").scheduledChargingProcessList).toBeUndefined();
    story.depot.charging("P1", "flowing", 150, 2, 0.402);
    story.pass(60);
    const { chargingProcessInfo: process, vehicleInfo } = dms.point("P1");
    expect(process).toMatchObject({
      processStatus: "Charging",
      electricData: { chargingPower: 150 },
    });
    expect(process!.deliveredEnergy).toBeGreaterThan(140_000);
    expect(vehicleInfo!.tractionBatteryInfo!.stateOfCharge).toBeGreaterThan(54);
    const forecast = process!.chargingPredictionData;
    // Of 1000 kWh 298 are missing to 70 %: 119 minutes at 150 kW.
    expect(forecast.chargingPredictionDataMinTargetSoc!.predictedTime).toBeGreaterThan(minute(179));
    expect(forecast.chargingPredictionDataMinTargetSoc!.predictedTime).toBeLessThan(minute(182));
    const departure = forecast.chargingPredictionDataDepartureTime!;
    expect(departure.predictedDepartureTimeSoc).toBeCloseTo(90, 1);
    expect(departure.requestedTimeForDeparture).toBe(minute(480));
    const steps = forecast.chargingProgressPredictionList!;
    expect(steps.map(({ predictedSoc }) => predictedSoc)).toEqual(
      steps.map(({ predictedSoc }) => predictedSoc).toSorted((a, b) => a - b),
    );
    story.depot.unplug("P1");
    dms.asks();
    story.pass(0.5);
    expect(dms.point("P1")).toEqual({ chargingPointId: "P1", chargingPointStatus: "Available" });
  });

  it.each([
    ["2.0", "ChargingAndPreconditioning", "Preconditioning"],
    ["1.1", "Charging", "ReadyToCharge"],
  ] as const)("shows how cabins are warmed before departure (%s)", (version, both, alone) => {
    const story = new PresystemStory();
    const dms = story.presystem("BMS", version);
    const automaticPreconditioning = {
      preconditioningRequest: "HotWaterAndHeating" as const,
      ambientTemperature: -10,
    };
    dms.asks(
      wants("1", { requestedTimeForDeparture: minute(120) }, { automaticPreconditioning }),
      wants(
        "2",
        { requestedTimeForDeparture: minute(120) },
        {
          manualPreconditioning: {
            hvacPreconditioningStartTime: minute(90),
            systemPreconditioningStartTime: minute(95),
            hvacAuxiliaryConsumerPower: 24,
          },
        },
      ),
    );
    story.depot.plug("P1", "1", 0.1).plug("P2", "2", 1);
    story.depot.charging("P2", "complete", 0, 0, 1);
    story.pass(60);
    expect(dms.point("P1").vehicleInfo).toMatchObject({
      vehicleStatusInfo: {},
      vehicleChargingStatus: "Charging",
      preconditioningInfo: {
        vehiclePreconditioningTime: 40,
        vehiclePreconditioningEnergy: 14_667,
      },
    });
    expect(dms.point("P1").vehicleInfo!.vehicleStatusInfo).toEqual({});
    story.pass(45);
    const active = { hvacPreconditioningActive: true, systemPreconditioningActive: true };
    expect(dms.point("P1").vehicleInfo).toMatchObject({
      vehicleStatusInfo: active,
      vehicleChargingStatus: both,
    });
    // What was told last may be a minute old.
    const { vehiclePreconditioningTime: min, vehiclePreconditioningEnergy: wh } =
      dms.point("P1").vehicleInfo!.preconditioningInfo;
    expect([15, 16]).toContain(min);
    expect(wh! / 22_000).toBeCloseTo(15.5 / 60, 1);
    expect(dms.point("P2")).toMatchObject({
      vehicleInfo: { vehicleStatusInfo: active, vehicleChargingStatus: alone },
      chargingProcessInfo: { electricData: { chargingPower: 24 } },
    });
    // Not wanted any more: nothing of it is shown.
    dms.asks(wants("1", { requestedTimeForDeparture: minute(120) }), wants("2"));
    story.pass(1);
    expect(dms.point("P1").vehicleInfo).toMatchObject({
      vehicleChargingStatus: "Charging",
      preconditioningInfo: {},
    });
    expect(dms.point("P2").vehicleInfo).toMatchObject({ vehicleChargingStatus: "Unknown" });
    expect(dms.point("P2").vehicleInfo!.preconditioningInfo).toEqual({});
  });

  it("knows a change only when it hears it", () => {
    const story = new PresystemStory();
    const dms = story.presystem("BMS");
    dms.asks(wants("4711", evening));
    story.pass(30);
    const before = story.timers.nowMs();
    dms.asks(wants("4711", { ...evening, requestedTimeForDeparture: minute(300) }));
    const changed = story.told.at(-1)!;
    expect(changed).toMatchObject({ kind: "requestChanged", departureAtMs: minute(300) });
    expect(changed.knownAtMs).toBeGreaterThanOrEqual(before);
    expect(changed.knownAtMs).toBeLessThanOrEqual(before + 1000);
  });

  it("hears nothing new in a list that is said again, in another order or after a reconnect", () => {
    const story = new PresystemStory();
    const dms = story.presystem("BMS");
    dms.asks(wants("1", evening), wants("2", evening), wants("3"));
    expect(story.news()).toEqual(["wants 1", "wants 2", "wants 3"]);
    dms.asks(wants("3"), wants("1", evening), wants("2", evening));
    dms.leaves();
    story.pass(10);
    story.presystem("BMS", "2.0", [wants("2", evening), wants("3"), wants("1", evening)]);
    expect(story.news()).toEqual([]);
  });

  it("takes a request that says neither arrival nor departure nor point", () => {
    const story = new PresystemStory();
    story.presystem("BMS").asks(wants("4711"));
    expect(story.told).toMatchObject([
      { expectedArrivalAtMs: null, expectedSoc: null, departureAtMs: null },
    ]);
    story.depot.plug("P2", "4711", 0.5);
    story.pass(1);
    expect(story.sessionAt("P2")).toMatchObject({
      requestId: "bms/4711-tonight",
      maxTargetSoc: 0.9,
    });
    expect(story.depot.limitKw("P2")).toBe(150);
  });

  it("waits for a late bus, and believes that it is here when its arrival is mended to now", () => {
    const story = new PresystemStory();
    const dms = story.presystem("BMS");
    dms.asks(wants("4711", evening));
    story.news();
    story.pass(90);
    expect(story.news()).toEqual([]);
    dms.asks(
      wants("4711", { ...evening, expectedArrivalTimeAtChargingPoint: story.timers.nowMs() }),
    );
    expect(story.news()).toEqual(["here is 4711", "wants 4711"]);
  });

  it("charges a bus that stands at another point than it was to, and says where", () => {
    const story = new PresystemStory();
    const dms = story.presystem("BMS");
    dms.asks(wants("4711", evening, { chargingPointId: "P1" }));
    story.depot.plug("P3", "4711", 0.4);
    story.pass(0.1);
    expect(dms.point("P3").chargingProcessInfo).toMatchObject({
      chargingRequestId: "4711-tonight",
    });
    expect(dms.point("P1")).toEqual({ chargingPointId: "P1", chargingPointStatus: "Available" });
  });

  it("serves the same request in a new process when the bus is plugged in elsewhere", () => {
    const story = new PresystemStory();
    const dms = story.presystem("BMS");
    dms.asks(wants("4711", evening));
    story.depot.plug("P1", "4711", 0.4);
    story.pass(5);
    const first = dms.point("P1").chargingProcessInfo!;
    story.depot.unplug("P1").plug("P2", "4711", 0.45);
    story.pass(0.1);
    const second = dms.point("P2").chargingProcessInfo!;
    expect(dms.point("P1").chargingProcessInfo).toBeUndefined();
    expect(second.chargingRequestId).toBe(first.chargingRequestId);
    expect(second.chargingProcessId).not.toBe(first.chargingProcessId);
  });

  it("charges a bus that nobody asked for, and binds it to the request that follows", () => {
    const story = new PresystemStory();
    const dms = story.presystem("BMS");
    story.depot.plug("P2", "4711", 0.3);
    story.pass(0.1);
    const process = dms.point("P2").chargingProcessInfo!;
    expect(process.chargingRequestId).toBeUndefined();
    dms.asks(
      wants(
        "4711",
        { adHocCharging: true },
        { chargingPointId: "P2", chargingProcessId: process.chargingProcessId },
      ),
    );
    story.pass(0.1);
    expect(dms.point("P2").chargingProcessInfo).toMatchObject({
      chargingProcessId: process.chargingProcessId,
      chargingRequestId: "4711-tonight",
    });
  });

  it("puts a bus that is wanted now before all that is planned", () => {
    const story = new PresystemStory();
    story
      .presystem("BMS")
      .asks(wants("1", evening, { priority: 1 }), wants("2", { adHocCharging: true }), wants("3"));
    const priority = new Map(story.wanted.map((stay) => [stay.vehicleId as string, stay.priority]));
    expect(priority.get("2")!).toBeGreaterThan(priority.get("1")!);
    expect(priority.get("1")!).toBeGreaterThan(priority.get("3")!);
  });
});

describe("a presystem that is started anew", () => {
  function restarted() {
    const story = new PresystemStory();
    story.presystem("BMS").asks(wants("1", evening), wants("2", evening));
    story.news();
    // The old connection is replaced by the new one.
    const dms = story.presystem("BMS");
    story.pass(30);
    return { story, dms };
  }

  it("takes nothing back until it has its list together", () => {
    const { story, dms } = restarted();
    expect(story.news()).toEqual([]);
    expect(story.wanted.map(({ vehicleId }) => vehicleId as string)).toEqual(["1", "2"]);
    dms.asks(wants("2", evening));
    expect(story.news()).toEqual(["withdraws bms/1-tonight"]);
  });

  it("takes all back when its list is empty", () => {
    const { story, dms } = restarted();
    dms.asks();
    expect(story.news()).toEqual(["withdraws bms/1-tonight", "withdraws bms/2-tonight"]);
  });
});

describe("a point that is out of order", () => {
  it("is shown at once: faulted with its bus, or out of reach and soon without", () => {
    const story = new PresystemStory();
    const dms = story.presystem("BMS");
    story.depot.plug("P1", "4711", 0.4).charging("P1", "flowing", 150, 0, 0.4);
    story.depot.plug("P2", "4712", 0.4);
    story.pass(1);
    story.depot.hear({ kind: "stationStatus", pointId: "P1" as never, status: "faulted" });
    story.depot.hear({ kind: "linkDown", pointId: "P2" as never });
    story.pass(0.1);
    expect(dms.point("P1")).toMatchObject({
      chargingPointStatus: "Faulted",
      chargingPointFaultInfo: { chargingPointFaultCode: "OtherChargingPointFailure" },
      chargingProcessInfo: { processStatus: "SuspendedEVSE" },
    });
    expect(dms.point("P2")).toMatchObject({
      chargingPointStatus: "Unavailable",
      vehicleInfo: { vehicleId: "4712" },
    });
    story.pass(2);
    expect(dms.point("P2")).not.toHaveProperty("vehicleInfo");
  });
});

describe("a desk that is opened anew", () => {
  it("lets stand what was wanted before, until it is heard what is wanted now", () => {
    const story = new PresystemStory();
    const dms = story.presystem("BMS");
    const itcs = story.presystem("ITCS");
    dms.asks(wants("1", evening), wants("2", evening));
    itcs.asks(wants("3", evening));
    story.depot.plug("P1", "1", 0.4);
    dms.leaves();
    itcs.leaves();
    story.reopen();
    story.pass(10);
    expect(story.news()).toEqual([]);
    story.presystem("BMS", "2.0", [wants("2", evening)]);
    expect(story.news()).toEqual(["withdraws bms/1-tonight"]);
    story.pass(10);
    expect(story.wanted.map(({ vehicleId }) => vehicleId as string)).toEqual(["2", "3"]);
  });

  it("knows which cabins were to be warm, so that it hears that one is not to be any more", () => {
    const story = new PresystemStory();
    const dms = story.presystem("BMS");
    const automaticPreconditioning = {
      preconditioningRequest: "HotWaterAndHeating" as const,
      ambientTemperature: -10,
    };
    const warm = (vehicleId: string) => wants(vehicleId, evening, { automaticPreconditioning });
    dms.asks(warm("1"), warm("2"));
    expect(story.depot.requests.needs).toHaveLength(2);
    dms.leaves();
    story.reopen();
    story.pass(10);
    story.presystem("BMS", "2.0", [wants("1", evening), warm("2")]);
    expect(story.news()).toEqual(["preconditioningNeed"]);
    expect(story.depot.requests.needs.map(({ vehicleId }) => vehicleId as string)).toEqual(["2"]);
  });
});
