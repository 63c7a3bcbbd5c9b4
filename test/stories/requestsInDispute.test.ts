import { describe, expect, it } from "vitest";
import { evening, minute, PresystemStory, wants } from "../support/presystemStory.ts";

describe("what cannot be accepted", () => {
  it("is a vehicle that nobody knows, until it is dropped, while others are served", () => {
    const story = new PresystemStory();
    const dms = story.presystem("BMS");
    dms.asks(wants("stranger 1", evening), wants("4711", evening));
    expect(story.news()).toEqual(["wants 4711"]);
    story.pass(0.5);
    expect(dms.sees.rejectedChargingRequestInfoList).toEqual([
      {
        presystemId: "bms",
        chargingRequestId: "stranger 1-tonight",
        reason: "UNKNOWN_VEHICLE: there is no stranger 1",
      },
    ]);
    dms.asks(wants("4711", evening));
    story.pass(0.5);
    expect(dms.sees.rejectedChargingRequestInfoList).toBeUndefined();
  });

  it("is charged all the same where strangers are welcome", () => {
    const story = new PresystemStory({ unknownVehicles: "learn" });
    story.presystem("BMS").asks(wants("stranger 1", evening));
    expect(story.news()).toEqual(["wants stranger 1"]);
  });

  it("is a point that there is not", () => {
    const story = new PresystemStory();
    const dms = story.presystem("BMS");
    dms.asks(wants("4711", evening, { chargingPointId: "P9" }));
    story.pass(0.5);
    expect(story.news()).toEqual([]);
    expect(dms.sees.rejectedChargingRequestInfoList).toMatchObject([
      { reason: "UNKNOWN_POINT: there is no P9" },
    ]);
  });
});

describe("a bus that two presystems want at the same time", () => {
  it("is charged for the depot management, whoever asks first", () => {
    for (const isControlCentreFirst of [false, true]) {
      const story = new PresystemStory();
      const [dms, itcs] = [story.presystem("BMS"), story.presystem("ITCS")];
      if (isControlCentreFirst) itcs.asks(wants("4711", evening));
      dms.asks(wants("4711", evening));
      if (!isControlCentreFirst) itcs.asks(wants("4711", evening));
      story.pass(0.5);
      expect(story.wanted.map(({ requestId }) => requestId)).toEqual(["bms/4711-tonight"]);
      expect(itcs.sees.rejectedChargingRequestInfoList).toMatchObject([
        { presystemId: "itcs", reason: "OVERLAP: bms wants the bus meanwhile" },
      ]);
    }
  });

  it("is charged for the control centre at a point on the route", () => {
    const story = new PresystemStory({ onRoutePoints: new Set(["P3"]) });
    story.presystem("BMS").asks(wants("4711", evening));
    story.presystem("ITCS").asks(wants("4711", evening, { chargingPointId: "P3" }));
    expect(story.wanted.map(({ requestId }) => requestId)).toEqual(["itcs/4711-tonight"]);
  });

  it("is charged for the control centre where that is the rule", () => {
    const story = new PresystemStory({ presystemPrecedence: "ITCS" });
    story.presystem("BMS").asks(wants("4711", evening));
    story.presystem("ITCS").asks(wants("4711", evening));
    expect(story.wanted.map(({ requestId }) => requestId)).toEqual(["itcs/4711-tonight"]);
  });

  it("is charged for the other as soon as one lets go of it", () => {
    const story = new PresystemStory();
    const [dms, itcs] = [story.presystem("BMS"), story.presystem("ITCS")];
    dms.asks(wants("4711", evening));
    itcs.asks(wants("4711", evening));
    story.news();
    dms.asks();
    expect(story.news()).toEqual(["withdraws bms/4711-tonight", "wants 4711"]);
  });

  it("is charged for both, one after the other, when they want it at different times", () => {
    const story = new PresystemStory();
    story.presystem("BMS").asks(wants("4711", evening));
    story.presystem("ITCS").asks(
      wants("4711", {
        expectedArrivalTimeAtChargingPoint: minute(10),
        requestedTimeForDeparture: minute(20),
      }),
    );
    expect(story.wanted).toHaveLength(2);
  });
});
