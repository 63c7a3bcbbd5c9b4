import { describe, expect, it } from "vitest";
import { evening, minute, PresystemStory, wants } from "../support/presystemStory.ts";

describe("a request that is withdrawn while its bus charges", () => {
  function charging(
    rules: ConstructorParameters<typeof PresystemStory>[0],
    version: "1.1" | "2.0",
  ) {
    const story = new PresystemStory(rules);
    const dms = story.presystem("BMS", version);
    dms.asks(wants("4711", evening));
    story.depot.plug("P1", "4711", 0.4).charging("P1", "flowing", 150, 0, 0.4);
    story.pass(5);
    story.news();
    return { story, dms };
  }

  it("is forgotten, and the bus is charged on", () => {
    const { story, dms } = charging({}, "2.0");
    dms.asks();
    story.pass(1);
    expect(story.news()).toEqual(["withdraws bms/4711-tonight"]);
    expect(story.depot.limitKw("P1")).toBe(150);
    expect(dms.point("P1").chargingProcessInfo!.chargingRequestId).toBeUndefined();
  });

  it("ends the charging where that is the rule, until the bus is unplugged", () => {
    const { story, dms } = charging({ stopOnRemoval: true }, "2.0");
    dms.asks();
    story.pass(1);
    expect(story.news()).toEqual(["wants 4711"]);
    expect(story.depot.limitKw("P1")).toBe(0);
    story.depot.unplug("P1");
    story.pass(0.1);
    expect(story.news()).toEqual(["withdraws bms/4711-tonight"]);
  });

  it("ends it, too, when an older edition says so", () => {
    const { story, dms } = charging({}, "1.1");
    dms.asks(wants("4711", evening, { chargingInstruction: "Terminate" }));
    story.pass(1);
    expect(story.depot.limitKw("P1")).toBe(0);
  });
});

describe("what is over", () => {
  it("is forgotten an hour after departure, when the bus is not plugged in", () => {
    const story = new PresystemStory();
    const dms = story.presystem("BMS");
    dms.asks(wants("4711", { ...evening, requestedTimeForDeparture: minute(70) }));
    story.news();
    story.pass(125);
    expect(story.news()).toEqual([]);
    story.pass(10);
    expect(story.news()).toEqual(["withdraws bms/4711-tonight"]);
    expect(dms.sees.rejectedChargingRequestInfoList).toBeUndefined();
  });

  it("is kept while the bus is plugged in, however late", () => {
    const story = new PresystemStory();
    story
      .presystem("BMS")
      .asks(wants("4711", { ...evening, requestedTimeForDeparture: minute(70) }));
    story.depot.plug("P1", "4711", 0.4);
    story.news();
    story.pass(200);
    expect(story.news()).toEqual([]);
  });

  it("is all that a presystem wanted that has been gone for a day; before, nothing", () => {
    const story = new PresystemStory();
    const dms = story.presystem("BMS");
    dms.asks(wants("4711"));
    dms.leaves();
    story.news();
    story.pass(23 * 60);
    expect(story.news()).toEqual([]);
    story.pass(90);
    expect(story.news()).toEqual(["withdraws bms/4711-tonight"]);
  });
});
