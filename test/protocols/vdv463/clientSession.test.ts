import { describe, expect, it } from "vitest";
import {
  type ClientNews,
  type ClientRules,
  clientRules,
  PresystemClient,
  type Version,
} from "../../../src/protocols/vdv463/index.ts";
import type { DialEvents } from "../../../src/protocols/transport/index.ts";
import { heldDial } from "../../support/byTheLetter.ts";
import { charging, depot, request, Vdv463Stage } from "../../support/vdv463Stage.ts";
import { VirtualTimers } from "../../support/virtualTimers.ts";

const startMs = Date.parse("2026-03-10T15:00:00Z");

/** Our presystem, and a charge management that answers as a test has it. */
function presystem(versions: readonly Version[] = ["1.1"], chance = 0.5) {
  const timers = new VirtualTimers(startMs);
  const news: ClientNews[] = [];
  const said: unknown[][] = [];
  const dials: { atMs: number; events: DialEvents; offered: readonly string[] }[] = [];
  const ends: string[] = [];
  const rules: ClientRules = { ...clientRules, presystem: "BMS", presystemId: "bms" };
  const client = new PresystemClient(
    { url: "wss://cms", credentials: null, versions, presentPowerIs: "actual", rules },
    {
      timers,
      chance: () => chance,
      idSeed: "p",
      emit: (each) => news.push(each),
      dial: heldDial(({ subprotocols }, events) => {
        dials.push({ atMs: timers.nowMs() - startMs, events, offered: subprotocols });
        return {
          send: (text) => said.push(JSON.parse(text) as unknown[]),
          ping: () => {},
          close: (code, reason) => ends.push(`${code} ${reason}`),
          terminate: () => ends.push("terminated"),
        };
      }, versions),
    },
  );
  const server = (): DialEvents => dials.at(-1)!.events;
  const hear = (type: number, action: string, payload: object, id?: unknown): void =>
    server().text(
      JSON.stringify([
        type,
        "CMS",
        "bms",
        new Date(timers.nowMs()).toISOString(),
        id ?? "00000000-0000-4000-8000-00000000abcd",
        action,
        payload,
      ]),
    );
  const boot = (status: string): void =>
    hear(
      2,
      "BootNotification",
      { status },
      said.findLast((each) => each[5] === "BootNotification")?.[4],
    );
  /** Connected, accepted and told of the depot. */
  const run = (): void => {
    client.start();
    server().opened("v1.463.vdv.de");
    boot("Accepted");
    hear(1, "ProvideChargingInformation", { depotInfoList: [] });
  };
  const lists = (): unknown[] =>
    said
      .filter((each) => each[0] === 1 && each[5] === "ProvideChargingRequests")
      .map((each) => each[6]);
  return { client, timers, news, said, dials, ends, server, hear, boot, run, lists };
}

const kinds = (news: readonly ClientNews[]): string[] => news.map(({ kind }) => kind);

describe("a presystem finds its charge management", () => {
  it("calls again after pauses that double up to five minutes, and are never quite the same", () => {
    for (const [chance, factor] of [
      [0, 0.8],
      [0.5, 1],
      [0.75, 1.1],
    ] as const) {
      const { client, timers, dials, server } = presystem(["1.1"], chance);
      client.start();
      const pauses = [15_000, 30_000, 60_000, 120_000, 240_000, 300_000, 300_000];
      for (const pauseMs of pauses) {
        const before = dials.length;
        server().refused("no route");
        timers.pass(pauseMs * factor - 1);
        expect(dials).toHaveLength(before);
        timers.pass(2);
        expect(dials).toHaveLength(before + 1);
      }
    }
  });

  it("starts with short pauses again once a boot is accepted, not before", () => {
    const { client, timers, dials, server, boot } = presystem();
    client.start();
    for (const pauseMs of [15_000, 30_000, 60_000]) {
      server().opened("v1.463.vdv.de");
      server().closed(1006, "");
      timers.pass(pauseMs);
    }
    expect(dials).toHaveLength(4);
    server().opened("v1.463.vdv.de");
    boot("Accepted");
    server().closed(1006, "");
    timers.pass(15_000);
    expect(dials).toHaveLength(5);
  });

  it("gives up a call that is not answered, and a boot", () => {
    const { client, timers, ends, dials, server } = presystem();
    client.start();
    timers.pass(31_000);
    expect(ends).toEqual(["terminated"]);
    timers.pass(15_000);
    expect(dials).toHaveLength(2);
    server().opened("v1.463.vdv.de");
    timers.pass(31_000);
    expect(ends).toEqual(["terminated", "1002 boot is not answered"]);
  });

  it("offers what it speaks, and hangs up where nothing is common", () => {
    const { client, dials, server, ends, said } = presystem(["1.1", "2.0"]);
    client.start();
    expect(dials[0]!.offered).toEqual(["v1.463.vdv.de", "v2.463.vdv.de"]);
    server().opened(null);
    expect(ends).toEqual([expect.stringContaining("1002 no common subprotocol")]);
    expect(said).toEqual([]);
  });

  it("boots again later when it is rejected, and says nothing meanwhile", () => {
    const { client, timers, said, server, boot, news } = presystem(["1.1"], 0);
    client.start();
    server().opened("v1.463.vdv.de");
    boot("Rejected");
    timers.pass(14_900);
    expect(said).toHaveLength(1);
    timers.pass(200);
    boot("Accepted");
    expect(said.map((each) => each[5])).toEqual(["BootNotification", "BootNotification"]);
    expect(kinds(news)).toEqual(["connected", "bootRejected", "bootAccepted"]);
  });

  it("hears nothing of a connection that it gave up", () => {
    const { client, timers, dials, news, server } = presystem();
    client.start();
    server().opened("v1.463.vdv.de");
    timers.pass(31_000 + 15_000);
    const before = news.length;
    dials[0]!.events.closed(1006, "");
    dials[0]!.events.text("what?");
    expect(dials).toHaveLength(2);
    expect(news).toHaveLength(before);
  });

  it("takes silence for the end of a connection: a minute, or three periods", () => {
    const { timers, run, ends, hear, said } = presystem();
    run();
    hear(2, "ProvideChargingRequests", {}, said.at(-1)![4]);
    timers.pass(40_000);
    hear(1, "ProvideChargingInformation", { depotInfoList: [] });
    timers.pass(119_000);
    expect(ends).toEqual([]);
    timers.pass(2000);
    expect(ends).toEqual(["terminated"]);
  });
});

describe("a presystem tells its requests", () => {
  it("only after the first information, whole, and again when they change", () => {
    const { client, server, boot, hear, lists, said } = presystem();
    client.provideRequests([request(1)]);
    client.start();
    server().opened("v1.463.vdv.de");
    boot("Accepted");
    expect(lists()).toHaveLength(0);
    hear(1, "ProvideChargingInformation", { depotInfoList: [] });
    expect(lists()).toMatchObject([{ chargingRequestList: { length: 1 } }]);
    // Two changes while the first is not confirmed are one.
    client.provideRequests([request(1), request(2)]);
    client.provideRequests([request(1), request(2), request(3)]);
    expect(lists()).toHaveLength(1);
    hear(2, "ProvideChargingRequests", {}, said.at(-1)![4]);
    expect(lists()).toMatchObject([{}, { chargingRequestList: { length: 3 } }]);
  });

  it("never an empty one that it was not given, not even after a reconnect", () => {
    const { client, run, lists, server, timers, boot, hear } = presystem();
    run();
    server().closed(1006, "");
    timers.pass(20_000);
    server().opened("v1.463.vdv.de");
    boot("Accepted");
    hear(1, "ProvideChargingInformation", { depotInfoList: [] });
    expect(lists()).toEqual([]);
    client.provideRequests([]);
    expect(lists()).toEqual([{ chargingRequestList: [] }]);
  });

  it("takes each form of an answer for what it means", () => {
    const forms: [number, object, string | null][] = [
      [3, { errorMessage: "a" }, "a"],
      [3, { message: "b" }, "b"],
      [3, { errorCode: "X", errorDescription: "c" }, "c"],
      [3, { whatever: 1 }, '{"whatever":1}'],
      [2, {}, null],
      [2, { status: "Accepted" }, null],
    ];
    for (const [type, payload, refusal] of forms) {
      const { client, run, hear, news } = presystem();
      client.provideRequests([]);
      run();
      // With an id that was never given.
      hear(type, "ProvideChargingRequests", payload);
      const last = news.findLast(({ kind }) => kind.startsWith("requests"));
      expect(last).toMatchObject(
        refusal === null
          ? { kind: "requestsConfirmed" }
          : { kind: "requestsRefused", errorMessage: refusal },
      );
    }
  });

  it("does not repeat a list that is refused, but one that is not answered", () => {
    const { run, hear, lists, timers, client } = presystem();
    client.provideRequests([]);
    run();
    hear(3, "ProvideChargingRequests", { errorMessage: "no" });
    timers.pass(20_000);
    expect(lists()).toHaveLength(1);
    client.provideRequests([request(1)]);
    expect(lists()).toHaveLength(2);
    hear(1, "ProvideChargingInformation", { depotInfoList: [] });
    timers.pass(29_000);
    expect(lists()).toHaveLength(2);
    timers.pass(1500);
    expect(lists()).toHaveLength(3);
  });

  it("ends the last ones by a word where an empty list cannot be said", () => {
    const { run, hear, lists, client, said } = presystem(["1.0"]);
    client.provideRequests([request(1)]);
    run();
    // Not even of the depot can be said that it is empty.
    hear(1, "ProvideChargingInformation", JSON.parse(idleIn10) as object);
    hear(2, "ProvideChargingRequests", {}, said.at(-1)![4]);
    client.provideRequests([]);
    expect(lists().at(-1)).toMatchObject({
      chargingRequestList: [
        { chargingRequestId: "urn:example:cr:1", chargingInstruction: "Terminate" },
      ],
    });
  });

  it("refuses at once what no edition allows", () => {
    const { client } = presystem();
    const data = { minTargetSoc: 70, maxTargetSoc: 101 };
    expect(() => client.provideRequests([request(1, { chargingRequestData: data })])).toThrow(
      "maxTargetSoc",
    );
  });
});

const idleIn10 = JSON.stringify({
  depotInfoList: [
    {
      depotId: "d:1",
      chargingStationInfoList: [
        {
          chargingStationId: "s:1",
          chargingStationStatus: "Available",
          chargingPointInfoList: [{ chargingPointId: "p:1", chargingPointStatus: "Available" }],
        },
      ],
    },
  ],
});

describe("a presystem answers", () => {
  it("what it cannot read, with why; never an answer with an answer", () => {
    const { run, hear, said, news } = presystem();
    run();
    const before = said.length;
    hear(
      1,
      "ProvideChargingInformation",
      { depotInfoList: 7 },
      "00000000-0000-4000-8000-000000000001",
    );
    hear(
      1,
      "ProvideChargingRequests",
      { chargingRequestList: [] },
      "00000000-0000-4000-8000-000000000002",
    );
    expect(said.slice(before).map((each) => [each[0], each[4]])).toEqual([
      [3, "00000000-0000-4000-8000-000000000001"],
      [3, "00000000-0000-4000-8000-000000000002"],
    ]);
    hear(2, "ProvideChargingInformation", { depotInfoList: 7 });
    hear(3, "BootNotification", {});
    expect(said).toHaveLength(before + 2);
    expect(kinds(news).filter((kind) => kind === "chargingInformation")).toHaveLength(1);
  });
});

describe("both ends", () => {
  it("agree on the highest edition that both speak", () => {
    for (const [ours, theirs, common] of [
      [["1.1", "2.0"], ["1.1", "2.0"], "2.0"],
      [["1.1", "2.0"], ["1.1"], "1.1"],
      [["1.1"], ["1.1", "2.0"], "1.1"],
    ] as const) {
      const stage = new Vdv463Stage({ versions: ours });
      stage.server.provide(depot(1));
      const { client, news } = stage.presystem(theirs);
      client.start();
      stage.timers.pass(1000);
      expect(news[0]).toEqual({ kind: "connected", version: common });
      expect(client.phase).toBe("running");
    }
  });

  it("part when they speak no common edition", () => {
    const stage = new Vdv463Stage({ versions: ["2.0"] });
    const { client, news } = stage.presystem(["1.1"]);
    client.start();
    stage.timers.pass(1000);
    expect(news).toMatchObject([{ kind: "disconnected" }]);
    expect(stage.events).toMatchObject([{ kind: "connectionRefused" }]);
  });

  it("understand each other in every edition, by the letter, ids that are no URI included", () => {
    for (const version of ["1.0", "1.1", "2.0"] as const) {
      const stage = new Vdv463Stage({ versions: [version] });
      stage.server.provide(depot(2, charging(1, 50)));
      const { client, news } = stage.presystem([version]);
      client.provideRequests([request(1), request(2, { chargingRequestId: "no URI" })]);
      client.start();
      stage.timers.pass(20_000);
      client.provideRequests([]);
      stage.timers.pass(20_000);
      const lists = stage.events.filter((each) => each.kind === "chargingRequestsReceived");
      expect(lists.map(({ requests }) => requests.map((each) => each.chargingRequestId))).toEqual([
        ["urn:example:cr:1", "no URI"],
        version === "1.0" ? ["urn:example:cr:1", "no URI"] : [],
      ]);
      expect(lists[1]?.requests.every((each) => each.chargingInstruction === "Terminate")).toBe(
        true,
      );
      expect(news.filter(({ kind }) => kind === "warning")).toEqual([]);
      expect(stage.events.filter(({ kind }) => kind === "protocolWarning")).toEqual([]);
      expect(stage.frames.filter((each) => each.version === version).length).toBeGreaterThan(8);
    }
  });

  it("are of one mind again after a break at any message", () => {
    const wanted = [request(1), request(2, { chargingPointId: "urn:example:cp:1" })];
    const run = (breakAfter: number): string => {
      const stage = new Vdv463Stage();
      stage.server.provide(depot(2));
      const { client } = stage.presystem(["2.0"]);
      client.provideRequests([request(3)]);
      client.start();
      // In steps of one message's way.
      for (let i = 0; i < 12; i++) {
        if (stage.frames.length >= breakAfter) break;
        stage.timers.pass(5);
      }
      client.provideRequests(wanted);
      if (Number.isFinite(breakAfter)) stage.server.close();
      stage.timers.pass(120_000);
      const last = stage.events.findLast(({ kind }) => kind === "chargingRequestsReceived");
      return JSON.stringify([last, client.phase]);
    };
    const unbroken = run(Infinity);
    expect(unbroken).toContain('"urn:example:cr:2"');
    for (let n = 0; n <= 8; n++) expect(run(n)).toBe(unbroken);
  });
});
