import { describe, expect, it } from "vitest";
import type { StayOutcome } from "../../src/kpi/index.ts";
import { id, type PointId } from "../../src/messages/index.ts";
import { StepSeries } from "../../src/physics/index.ts";
import type { DepotFacts } from "../../src/record/index.ts";
import { languages } from "../../src/report/index.ts";
import { duration, whyWrong } from "../../src/report/whyWrong.ts";
import { goodStay, measuredNode, measuredRun } from "../support/measuredRun.ts";
import { recordOf } from "../support/recordOf.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../support/smallDepot.ts";
import { calendar } from "../support/smallRun.ts";

/** The connection is full for its second and third hour. */
const meansKw = Array.from({ length: 40 }, (_, i) => (i >= 4 && i < 12 ? 100 : 20));
const node = measuredNode(meansKw, { contractKw: StepSeries.constant(100) });
const hour = (h: number): number => DAY_MS + h * HOUR_MS;

const short: Partial<StayOutcome> = {
  pointId: id<PointId>("P1"),
  pluggedInAtMs: hour(0),
  unpluggedAtMs: hour(4),
  plannedDepartureAtMs: hour(4),
  departedAtMs: hour(4),
  socAtDeparture: 0.8,
  batteryKwh: 200,
  unmetKwh: 60,
};

async function why(
  stay: Partial<StayOutcome>,
  lang: keyof typeof languages = "en",
  facts: Partial<DepotFacts> = {},
): Promise<string[]> {
  const record = await recordOf(measuredRun([node], { stays: [goodStay(stay)] }), {}, facts);
  return whyWrong({ record, calendar, words: languages[lang] }, record.stays[0]!);
}

describe("why a bus went wrong", () => {
  it("tells how long the connection was full while the bus was there", async () => {
    expect(await why(short)).toEqual(["connection full for 2 h of 4 h"]);
    expect(
      await why({ ...short, arrivedAtMs: null, pluggedInAtMs: hour(2.5), batteryKwh: 9 }, "de"),
    ).toEqual(["Netzanschluss 30 min von 1 h 30 min ausgelastet"]);
  });

  it("tells that no power would have done where the point could not have given enough", async () => {
    const enoughKwh = 4 * 150;
    expect(await why({ ...short, batteryKwh: enoughKwh - 60 })).toEqual([
      "connection full for 2 h of 4 h",
    ]);
    expect(await why({ ...short, batteryKwh: enoughKwh - 59 })).toEqual([
      "not even full power for all of its stay would do",
    ]);
  });

  it("tells of a wait, of no point, of a block too long, of coming back too late", async () => {
    expect(await why({ ...short, arrivedAtMs: hour(-1) })).toContain("1 h from arrival to plug-in");
    expect(await why({ ...short, arrivedAtMs: hour(-0.4) })).not.toContain(
      "24 min from arrival to plug-in",
    );
    expect(
      await why({ ...short, pointId: null, pluggedInAtMs: null, unpluggedAtMs: null }),
    ).toEqual(["no point was free for it"]);
    const served = { serviceMs: 20 * MINUTE_MS, serviceWaitMs: 15 * MINUTE_MS };
    const queuedMs = 75 * MINUTE_MS;
    expect(await why({ ...short, arrivedAtMs: hour(-2), ...served, queuedMs })).toEqual([
      "35 min for services and waiting for them",
      "waited 1 h 15 min for a point",
      "connection full for 2 h of 4 h",
    ]);
    expect(await why({ ...short, deficitKwh: 12.3 })).toContain(
      "its blocks used 12.3 kWh more than its battery held",
    );
    const late = { arrivedAtMs: hour(4.5), pluggedInAtMs: null, departedAtMs: hour(4.6) };
    expect(await why({ ...short, ...late, socAtDeparture: 1 })).toContain(
      "it came back after its time to leave",
    );
  });

  it("tells first what a plan foresaw, rounded so that it would do", async () => {
    const seen = {
      vehicleId: "a",
      plannedDepartureAtMs: hour(4) + 200,
      nodeId: "feeder",
      isCabinet: false,
      fromMs: hour(1),
      toMs: hour(3),
      moreKw: 35.01,
    };
    const reasons = async (change: object, lang: "en" | "de" = "en") =>
      (await why(short, lang, { foreseenShort: [{ ...seen, ...change }] }))[0];
    expect(await reasons({})).toBe(
      "feeder is full from 02:00 to 04:00; 35.1 kW more there would do",
    );
    expect(await reasons({ isCabinet: true }, "de")).toBe(
      "feeder ist von 02:00 bis 04:00 ausgelastet; 35,1 kW mehr Nennleistung dort würden reichen",
    );
    expect(await reasons({ moreKw: null })).toBe("feeder is full from 02:00 to 04:00");
    expect(await reasons({ moreKw: "never" })).toContain("no more there alone would do");
    expect(await reasons({ vehicleId: "b" })).toBe("connection full for 2 h of 4 h");
  });

  it("says so when nothing is known", async () => {
    expect(
      await why({ ...short, arrivedAtMs: null, pluggedInAtMs: hour(3.2), batteryKwh: 10 }),
    ).toEqual(["nothing in the records tells"]);
  });

  it("writes durations in hours and minutes", () => {
    const told = [0, 59, 60, 61, 195, 1440].map((minutes) => duration(minutes * MINUTE_MS));
    expect(told).toEqual(["0 min", "59 min", "1 h", "1 h 1 min", "3 h 15 min", "24 h"]);
  });
});
