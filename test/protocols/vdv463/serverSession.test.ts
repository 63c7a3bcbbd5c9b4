import { describe, expect, it } from "vitest";
import type { ServerEvent } from "../../../src/protocols/vdv463/index.ts";
import {
  account,
  charging,
  depot,
  otherAccount,
  request,
  Vdv463Stage,
} from "../../support/vdv463Stage.ts";

const information = "ProvideChargingInformation";
const requests = "ProvideChargingRequests";
const [bmsId] = account.presystemIds as [string];
const [itcsId] = otherAccount.presystemIds as [string];

const kinds = (events: readonly ServerEvent[]): string[] =>
  events.map(({ kind }) => kind).filter((kind) => kind !== "protocolWarning");

const of = <K extends ServerEvent["kind"]>(events: readonly ServerEvent[], kind: K) =>
  events.filter((event): event is Extract<ServerEvent, { kind: K }> => event.kind === kind);

const list = (...chargingRequestList: ReturnType<typeof request>[]) =>
  ({ kind: "request", action: requests, payload: { chargingRequestList } }) as const;

describe("a presystem boots before anything else", () => {
  it("is accepted, and told of the depot at once", () => {
    const stage = new Vdv463Stage();
    stage.server.provide(depot(2));
    const bms = stage.stranger();
    const id = bms.boot();
    expect(bms.heard.map((text) => JSON.parse(text) as unknown[])).toMatchObject([
      [2, "CMS", bmsId, expect.anything(), id, "BootNotification", { status: "Accepted" }],
      [1, "CMS", bmsId, expect.anything(), expect.anything(), information, expect.anything()],
    ]);
    expect(kinds(stage.events)).toEqual(["presystemConnected", "bootNotified"]);
  });

  it("is refused what it asks before, and keeps its connection", () => {
    const stage = new Vdv463Stage();
    stage.server.provide(depot(2));
    const bms = stage.stranger();
    const id = bms.say(list(request(1)));
    expect(bms.last()).toMatchObject([
      3,
      "CMS",
      bmsId,
      expect.anything(),
      id,
      requests,
      { errorMessage: "boot first" },
    ]);
    bms.boot();
    bms.say(list(request(1)));
    expect(bms.ends).toEqual([]);
    expect(of(stage.events, "chargingRequestsReceived")).toHaveLength(1);
  });

  it("is rejected with another's name, and while the charge management is not ready", () => {
    const stage = new Vdv463Stage();
    stage.server.provide(depot(2));
    const bms = stage.stranger();
    bms.say({ kind: "request", action: "BootNotification", payload: { presystem: "BMS" } }, itcsId);
    expect(bms.last()[6]).toEqual({ status: "Rejected" });
    stage.server.setReady(false);
    bms.boot();
    expect(bms.last()[6]).toEqual({ status: "Rejected" });
    stage.timers.pass(120_000);
    expect(bms.heard).toHaveLength(2);
    stage.server.setReady(true);
    bms.boot();
    expect(bms.heard).toHaveLength(4);
  });

  it("keeps to its name from there on", () => {
    const stage = new Vdv463Stage({ accounts: "anyone" });
    stage.server.provide(depot(2));
    const bms = stage.stranger();
    bms.boot();
    bms.say(list(request(1)), itcsId);
    expect(bms.last().slice(0, 3)).toEqual([3, "CMS", itcsId]);
    expect(of(stage.events, "chargingRequestsReceived")).toEqual([]);
  });

  it("is sent away when it never does", () => {
    const stage = new Vdv463Stage();
    const bms = stage.stranger();
    stage.timers.pass(61_000);
    expect(bms.ends).toEqual(["1008 no BootNotification"]);
  });

  it("boots again on a live connection: is told at once, and its requests stay", () => {
    const stage = new Vdv463Stage();
    stage.server.provide(depot(2));
    const bms = stage.stranger();
    bms.boot();
    bms.say(list(request(1, { chargingPointId: "urn:example:cp:9" })));
    const before = bms.heard.length;
    bms.boot();
    expect(bms.heard.slice(before).map((text) => (JSON.parse(text) as unknown[])[5])).toEqual([
      "BootNotification",
      information,
    ]);
  });
});

describe("information", () => {
  it("is sent in its period, and soon when a status changes, not when a power does", () => {
    const stage = new Vdv463Stage();
    stage.server.provide(depot(2, charging(1, 50)));
    const { client, news } = stage.presystem(["1.1"]);
    client.provideRequests([]);
    client.start();
    // One after the boot, one after the list of requests.
    stage.timers.pass(100);
    stage.server.provide(depot(2, charging(1, 50)));
    stage.timers.pass(3000);
    const told = (): unknown[] => news.filter(({ kind }) => kind === "chargingInformation");
    expect(told()).toHaveLength(2);
    stage.server.provide(depot(2, charging(1, 60)));
    stage.timers.pass(5000);
    expect(told()).toHaveLength(2);
    stage.server.provide(depot(2));
    stage.server.provide(depot(3));
    stage.timers.pass(900);
    expect(told()).toHaveLength(2);
    stage.timers.pass(200);
    expect(told()).toHaveLength(3);
    // What goes on meanwhile is told together.
    expect(told().at(-1)).toMatchObject({ information: depot(3) });
    stage.timers.pass(60_000);
    expect(told()).toHaveLength(7);
  });

  it("is sent as soon as somebody has looked what became of a list, however long that takes", () => {
    const stage = new Vdv463Stage();
    stage.server.provide(depot(1));
    const { client, news } = stage.presystem(["2.0"]);
    client.start();
    stage.timers.pass(3000);
    client.provideRequests([request(1, { chargingPointId: "urn:example:cp:9" })]);
    const told = (): unknown[] => news.filter(({ kind }) => kind === "chargingInformation");
    stage.timers.pass(50);
    const before = told().length;
    stage.server.provide(depot(2));
    stage.timers.pass(10);
    expect(told()).toHaveLength(before + 1);
    expect(told().at(-1)).toMatchObject({
      information: {
        ...depot(2),
        rejectedChargingRequestInfoList: [{ chargingRequestId: "urn:example:cr:1" }],
      },
    });
    // When nobody looks for a while, what is known is told; and what is seen then, too.
    client.provideRequests([]);
    stage.timers.pass(1100);
    expect(told()).toHaveLength(before + 2);
    stage.server.provide(depot(1, { chargingPointId: "urn:example:cp:1", presentPowerLimit: 5 }));
    stage.timers.pass(10);
    expect(told()).toHaveLength(before + 3);
    stage.server.provide(depot(1, { chargingPointId: "urn:example:cp:1", presentPowerLimit: 6 }));
    stage.timers.pass(100);
    expect(told()).toHaveLength(before + 3);
  });

  it("has one message open at a time, whatever changes, and the next tells the latest", () => {
    const stage = new Vdv463Stage();
    stage.server.provide(depot(1));
    const bms = stage.stranger();
    bms.boot();
    const open = bms.last()[4];
    for (let points = 2; points < 10; points++) {
      stage.server.provide(depot(points));
      stage.timers.pass(2000);
    }
    expect(bms.heard).toHaveLength(2);
    bms.say({ kind: "confirmation", action: information, payload: {} }, bmsId, String(open));
    expect(bms.heard).toHaveLength(3);
    expect(bms.last()[6]).toMatchObject({
      depotInfoList: [{ chargingStationInfoList: [{ chargingPointInfoList: { length: 9 } }] }],
    });
  });

  it("ends the connection when four in a row are not confirmed", () => {
    const stage = new Vdv463Stage({}, { pingPeriodMs: 1e9 });
    stage.server.provide(depot(1));
    const bms = stage.stranger();
    bms.boot();
    stage.timers.pass(119_000);
    expect(bms.ends).toEqual([]);
    expect(bms.heard.filter((text) => text.includes(information))).toHaveLength(4);
    stage.timers.pass(2000);
    expect(bms.ends).toEqual(["1011 nothing is confirmed"]);
  });

  it("takes a confirmation that does not echo the id, and an error, for what they are", () => {
    const stage = new Vdv463Stage();
    stage.server.provide(depot(1));
    const bms = stage.stranger();
    bms.boot();
    bms.say({ kind: "confirmation", action: information, payload: {} });
    expect(of(stage.events, "informationConfirmed")).toHaveLength(1);
    expect(of(stage.events, "protocolWarning").map(({ text }) => text)).toEqual([
      expect.stringContaining("does not echo"),
    ]);
    stage.timers.pass(16_000);
    bms.say({ kind: "error", action: information, payload: { errorMessage: "too many points" } });
    expect(of(stage.events, "informationRefused")).toMatchObject([
      { errorMessage: "too many points" },
    ]);
    expect(bms.ends).toEqual([]);
  });

  it("is not provided with what no edition allows", () => {
    const stage = new Vdv463Stage();
    expect(() => stage.server.provide(depot(1, charging(1, Number.NaN)))).toThrow("chargingPower");
  });
});

describe("requests", () => {
  it("are told with what cannot be accepted of them, in the next information of 2.0", () => {
    const stage = new Vdv463Stage();
    stage.server.provide(depot(2));
    const bms = stage.stranger("2.0");
    bms.boot();
    bms.say({ kind: "confirmation", action: information, payload: {} });
    const { chargingRequestData: data } = request(1);
    bms.say(
      list(
        request(1),
        request(2, { chargingPointId: "urn:example:cp:9" }),
        request(3, { chargingRequestData: { ...data, minTargetSoc: 95 } }),
        request(4, { chargingRequestData: { ...data, requestedTimeForDeparture: 0 } }),
        request(5, { vehicleId: "bus 1" }),
      ),
    );
    const [received] = of(stage.events, "chargingRequestsReceived");
    expect(received?.requests.map(({ vehicleId }) => vehicleId)).toEqual(["bus 1"]);
    expect(received?.rejected.map(({ reason }) => reason.split(":")[0])).toEqual([
      "UNKNOWN_POINT",
      "SOC_RANGE",
      "TIME_WINDOW",
      "OVERLAP",
    ]);
    stage.timers.pass(1100);
    expect(bms.last()[6]).toMatchObject({
      rejectedChargingRequestInfoList: received!.rejected.map((flaw) => ({
        presystemId: bmsId,
        ...flaw,
      })),
    });
    // There is such a point now: the request is accepted, and the driver is told.
    stage.server.provide(depot(9));
    expect(of(stage.events, "chargingRequestsReceived").at(-1)?.requests).toHaveLength(2);
  });

  it("are confirmed or rejected as a whole where the edition has no other word, as set", () => {
    for (const rejectWholeOn1x of [false, true]) {
      const stage = new Vdv463Stage({}, { rejectWholeOn1x });
      stage.server.provide(depot(2));
      const bms = stage.stranger("1.1");
      bms.boot();
      bms.say(list(request(1), request(2, { chargingPointId: "urn:example:cp:9" })));
      expect(bms.last()[0]).toBe(rejectWholeOn1x ? 3 : 2);
      expect(of(stage.events, "chargingRequestsReceived")).toHaveLength(rejectWholeOn1x ? 0 : 1);
    }
  });

  it("with one id twice are refused as a whole", () => {
    const stage = new Vdv463Stage();
    stage.server.provide(depot(2));
    const bms = stage.stranger();
    bms.boot();
    bms.say(list(request(1), request(1)));
    expect(bms.last()[6]).toEqual({
      errorMessage: "chargingRequestId urn:example:cr:1 is used twice",
    });
    expect(of(stage.events, "chargingRequestsReceived")).toEqual([]);
  });
});

describe("several presystems", () => {
  it("are heard and told at once, each of the depot or of its own", () => {
    for (const pciScope of ["all", "own"] as const) {
      const stage = new Vdv463Stage({}, { pciScope });
      stage.server.provide(depot(2, charging(1, 50)));
      const bms = stage.presystem(["1.1"]);
      const itcs = stage.presystem(["2.0"], { presystem: "ITCS", presystemId: itcsId });
      for (const { client } of [bms, itcs]) client.start();
      bms.client.provideRequests([request(1, { chargingPointId: "urn:example:cp:9" })]);
      itcs.client.provideRequests([request(1), request(2)]);
      stage.timers.pass(20_000);
      expect(
        of(stage.events, "chargingRequestsReceived").map((event) => [
          event.presystem,
          event.requests.length,
        ]),
      ).toEqual([
        ["BMS", 0],
        ["ITCS", 2],
      ]);
      const seen = itcs.news.findLast(({ kind }) => kind === "chargingInformation");
      expect(JSON.stringify(seen).includes('"urn:example:cr:1"')).toBe(pciScope === "all");
      expect(JSON.stringify(seen).includes("UNKNOWN_POINT")).toBe(pciScope === "all");
    }
  });

  it("are one when they bear one name: the newer connection takes over", () => {
    const stage = new Vdv463Stage();
    stage.server.provide(depot(2));
    const old = stage.stranger();
    old.boot();
    const other = stage.stranger("1.1", otherAccount);
    other.say(
      { kind: "request", action: "BootNotification", payload: { presystem: "ITCS" } },
      itcsId,
    );
    const young = stage.stranger();
    young.boot();
    expect(old.ends).toEqual([expect.stringContaining("1008 replaced")]);
    expect([young.ends, other.ends]).toEqual([[], []]);
  });
});

describe("who may come in", () => {
  it("is decided before the upgrade", () => {
    const stage = new Vdv463Stage({ mostConnections: 1, handshakes: { burst: 5, perSecond: 0.1 } });
    const ends = (credentials: typeof account): string[] => stage.stranger("1.1", credentials).ends;
    expect(ends({ ...account, password: "secret of two" })).toEqual(["status 401"]);
    expect(ends({ ...account, user: "nobody" })).toEqual(["status 401"]);
    expect(ends(account)).toEqual([]);
    expect(ends(account)).toEqual(["status 503"]);
    expect(ends(account)).toEqual(["status 503"]);
    expect(ends(account)).toEqual(["status 429"]);
    stage.timers.pass(10_000);
    expect(ends(account)).toEqual(["status 503"]);
  });

  it("is named by the path where it names anyone", () => {
    const { server } = new Vdv463Stage();
    const status = (path: string): number =>
      server.admit({ path, remote: path, subprotocols: ["v1.463.vdv.de"], credentials: account })
        .status;
    expect(status("/vdv463")).toBe(101);
    expect(status(`/vdv463/${encodeURIComponent(bmsId)}`)).toBe(101);
    expect(status(`/vdv463/${encodeURIComponent(itcsId)}`)).toBe(403);
    expect(status("/vdv4631")).toBe(404);
    expect(status("/vdv463/%")).toBe(404);
  });
});
