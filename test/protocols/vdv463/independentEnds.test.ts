import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type {
  ChargingInformation,
  ChargingPointInfo,
  ChargingRequest,
  ServerEvent,
} from "../../../src/protocols/vdv463/index.ts";
import { temporaryFolder } from "../../support/temporaryFolder.ts";
import { testCertificate } from "../../support/testCertificate.ts";
import { readOfficialSchemas } from "../../support/vdv463.ts";
import { account } from "../../support/vdv463Stage.ts";
import { listening, presystemAt, until } from "../../support/vdv463Wire.ts";

/** A Python that has what Debian calls python3-websockets. */
const python = ["/usr/bin/python3", "python3"].find(
  (each) => spawnSync(each, ["-c", "import websockets"]).status === 0,
);

if (python === undefined) {
  console.warn("notice: skipped VDV 463 with ends of another make: python3-websockets is missing");
}

const official = await readOfficialSchemas();
const peers = fileURLToPath(new URL("peers/", import.meta.url));
const folder = temporaryFolder();
beforeAll(() => {
  writeFileSync(folder("cert.pem"), testCertificate.cert);
  writeFileSync(folder("key.pem"), testCertificate.key);
});

const running: ChildProcess[] = [];
afterAll(() => {
  for (const each of running) each.kill();
});

/** A peer in Python, with what it tells, line by line. */
function peer(script: string, ...args: readonly string[]) {
  const child = spawn(python!, ["-B", path.join(peers, script), ...args]);
  running.push(child);
  const told: { frame?: string; beat?: string; port?: number }[] = [];
  let trouble = "";
  createInterface({ input: child.stdout }).on("line", (line) => {
    told.push(JSON.parse(line) as (typeof told)[number]);
  });
  child.stderr.on("data", (data: Buffer) => (trouble += data.toString()));
  const ended = new Promise<void>((resolve, reject) => {
    child.on("close", (code) => (code === 0 ? resolve() : reject(new Error(trouble))));
  });
  return { told, ended, beats: () => told.flatMap(({ beat }) => beat ?? []) };
}

const point = (n: number, said: Partial<ChargingPointInfo> = {}): ChargingPointInfo => ({
  chargingPointId: `urn:x:cp:${n}`,
  chargingPointStatus: "Available",
  ...said,
});

const depot = (...points: readonly ChargingPointInfo[]): ChargingInformation => ({
  depotInfoList: [
    {
      depotId: "urn:x:depot",
      chargingStationInfoList: [{ chargingStationId: "urn:x:cs:1", chargingPointInfoList: points }],
    },
  ],
});

type Process = NonNullable<ChargingPointInfo["chargingProcessInfo"]>;

function occupied(n: number, bus: number, said: Partial<Process> = {}): ChargingPointInfo {
  return point(n, {
    chargingPointStatus: "Occupied",
    vehicleInfo: {
      vehicleId: `bus ${bus}`,
      vehicleStatusInfo: {},
      vehicleChargingStatus: "Unknown",
      preconditioningInfo: {},
    },
    chargingProcessInfo: {
      chargingProcessId: `process ${n}`,
      processStatus: "Charging",
      startTime: Date.parse("2026-03-10T19:05:00Z"),
      chargingPredictionData: { chargingPredictionDataStatus: "Ongoing" },
      electricData: { chargingPower: 74.2 },
      ...said,
    },
  });
}

const departing = (soc: number, atMs: number): Process["chargingPredictionData"] => ({
  chargingPredictionDataStatus: "Finished",
  chargingPredictionDataDepartureTime: {
    predictedDepartureTimeSoc: soc,
    requestedTimeForDeparture: atMs,
  },
});

/** Never there, unless with what went wrong. */
async function failing(end: Promise<void>): Promise<never> {
  await end;
  return new Promise(() => {});
}

describe.skipIf(python === undefined)("a day with an end of another make", () => {
  it.each(["1.1", "2.0"] as const)("is held by our charge management (%s)", async (edition) => {
    const cms = await listening({ rules: { changeDelayMs: 5, informationPeriodMs: 100 } });
    cms.server.provide(depot(point(1), point(2), point(3)));
    const [id] = account.presystemIds as [string];
    const { user, password } = account;
    const bms = peer("presystem.py", cms.url, folder("cert.pem"), user, password, id, edition);
    const { ended } = bms;
    const day = async (): Promise<void> => {
      const lists = (): readonly (readonly ChargingRequest[])[] =>
        cms.events
          .filter(
            (each): each is Extract<ServerEvent, { kind: "chargingRequestsReceived" }> =>
              each.kind === "chargingRequestsReceived",
          )
          .map(({ requests }) => requests);
      /** Provides a depot, and waits until the presystem has seen it. */
      const show = async (...points: readonly ChargingPointInfo[]): Promise<void> => {
        const confirmed = (): number =>
          cms.events.filter(({ kind }) => kind === "informationConfirmed").length;
        const before = confirmed();
        cms.server.provide(depot(...points));
        await until(() => confirmed() >= before + 3);
      };
      const ours = { presystemId: id, chargingRequestId: "urn:x:cr:1" };
      await until(() => lists().length === 1);
      expect(lists()[0]).toMatchObject([
        {
          vehicleId: "bus 1",
          chargingPointId: "urn:x:cp:1",
          chargingRequestData: {
            requestedTimeForDeparture: Date.parse("2026-03-11T03:00:00Z"),
            expectedSocAtArrival: 35.5,
          },
        },
        { vehicleId: "bus 2" },
      ]);
      const planned = {
        ...ours,
        vehicleId: "bus 1",
        chargingPredictionData: { chargingPredictionDataStatus: "Finished" as const },
      };
      await show(point(1, { scheduledChargingProcessList: [planned] }), point(2), point(3));
      for (const processStatus of ["Preparing", "Queued"] as const) {
        await show(occupied(1, 1, { ...ours, processStatus }), point(2), point(3));
      }
      const late = {
        ...ours,
        chargingPredictionData: departing(90, Date.parse("2026-03-11T03:00:00Z")),
      };
      await show(occupied(1, 1, late), point(2), point(3));
      await until(() => lists().length === 2);
      const departureMs = lists()[1]?.[0]?.chargingRequestData.requestedTimeForDeparture;
      expect(departureMs).toBe(Date.parse("2026-03-11T00:30:00Z"));
      const early = { ...ours, chargingPredictionData: departing(81.5, departureMs!) };
      await show(occupied(1, 1, early), point(2), occupied(3, 3));
      await until(() => lists().length === 3);
      const adhoc = lists()[2]?.[2];
      expect(adhoc).toMatchObject({
        chargingProcessId: "process 3",
        chargingRequestData: { adHocCharging: true },
      });
      const bound = occupied(3, 3, {
        presystemId: id,
        chargingRequestId: adhoc!.chargingRequestId,
      });
      await show(occupied(1, 1, early), point(2), bound);
      const faulted = point(1, {
        chargingPointStatus: "Faulted",
        chargingPointFaultInfo: {
          chargingPointFaultCode: "OtherChargingPointFailure",
          faultTimeStamp: Date.parse("2026-03-10T22:00:00Z"),
        },
      });
      await show(faulted, point(2), bound);
      cms.server.provide(depot(faulted, occupied(2, 1, ours), bound));
      await until(() => lists().length === 4);
      expect(lists()[3]?.map(({ vehicleId }) => vehicleId)).toEqual(["bus 1", "bus 3"]);
      const lost = cms.events.findIndex(({ kind }) => kind === "presystemDisconnected");
      expect(cms.events.slice(lost).filter(({ kind }) => kind === "bootNotified")).toHaveLength(1);
      cms.server.provide(depot(faulted, point(2), point(3)));
      await until(() => lists().length === 5);
      expect(lists()[4]).toEqual([]);
    };
    await Promise.race([day(), failing(ended)]);
    await ended;
    expect(bms.beats().at(-1)).toBe("the day is over");
    expect(cms.said.flatMap((text) => official.get(edition)?.flaws(text) ?? [])).toEqual([]);
    expect(bms.told.flatMap(({ frame }) => frame ?? []).length).toBeGreaterThan(20);
    await cms.close();
  });

  it.each([
    ["1.1", "echo"],
    ["2.0", "echo"],
    ["1.1", "a fresh id in every answer"],
  ] as const)("is held by our presystem (%s, %s)", async (edition, echo) => {
    const { user, password } = account;
    const cms = peer(
      "charge_management.py",
      folder("cert.pem"),
      folder("key.pem"),
      user,
      password,
      edition,
      echo,
    );
    const { ended } = cms;
    const day = async (): Promise<void> => {
      await until(() => cms.told.length > 0);
      const { client, news } = presystemAt(`wss://127.0.0.1:${cms.told[0]!.port}/vdv463`, {
        reconnectMs: 100,
      });
      const seen = (): readonly ChargingPointInfo[] => {
        const last = news.findLast((each) => each.kind === "chargingInformation");
        const [first] = last?.kind === "chargingInformation" ? last.information.depotInfoList : [];
        return first?.chargingStationInfoList[0]?.chargingPointInfoList ?? [];
      };
      const processAt = (n: number): Process | undefined => seen()[n - 1]?.chargingProcessInfo;
      const wanted = (
        n: number,
        said: Partial<ChargingRequest> = {},
        departure = "2026-03-11T04:00:00+01:00",
        adHocCharging = false,
      ): ChargingRequest => ({
        vehicleId: `bus ${n}`,
        chargingRequestId: `urn:x:cr:${n}`,
        chargingRequestData: {
          minTargetSoc: 70,
          maxTargetSoc: 90,
          requestedTimeForDeparture: Date.parse(departure),
          adHocCharging,
        },
        ...said,
      });
      const earlier = "2026-03-11T01:30:00+01:00";
      client.provideRequests([wanted(1), wanted(2)]);
      client.start();
      await until(() => processAt(1)?.processStatus === "Charging");
      expect(processAt(1)).toMatchObject({
        startTime: Date.parse("2026-03-10T19:15:00.500Z"),
        chargingRequestId: "urn:x:cr:1",
        electricData: { chargingPower: 74.2 },
      });
      const rejected = news.some(
        (each) =>
          each.kind === "chargingInformation" &&
          each.information.rejectedChargingRequestInfoList?.[0]?.reason === "no such point",
      );
      expect(rejected).toBe(edition === "2.0");
      client.provideRequests([wanted(1, {}, earlier), wanted(2)]);
      await until(() => processAt(3) !== undefined);
      expect(processAt(3)?.chargingRequestId).toBeUndefined();
      const adhoc = wanted(
        3,
        { chargingPointId: "urn:x:cp:3", chargingProcessId: processAt(3)!.chargingProcessId },
        earlier,
        true,
      );
      client.provideRequests([wanted(1, {}, earlier), wanted(2), adhoc]);
      await until(() => seen()[0]?.chargingPointStatus === "Faulted");
      client.provideRequests([
        wanted(1, { chargingPointId: "urn:x:cp:2" }, earlier),
        wanted(2),
        adhoc,
      ]);
      // The connection breaks, and the whole list is told again.
      await until(() => news.some((each) => JSON.stringify(each).includes("SuspendedEV")));
      await until(() =>
        seen().every(({ chargingPointStatus }) => chargingPointStatus === "Available"),
      );
      client.provideRequests([]);
      await ended;
      client.stop();
      const kinds = news.map(({ kind }) => kind);
      expect(kinds.filter((kind) => kind === "bootRejected")).toHaveLength(1);
      expect(kinds.filter((kind) => kind === "bootAccepted")).toHaveLength(2);
      const notEchoed = news.filter(
        (each) => each.kind === "warning" && each.text.includes("does not echo"),
      );
      expect(notEchoed.length > 0).toBe(echo !== "echo");
    };
    await Promise.race([day(), failing(ended)]);
    await ended;
    expect(cms.beats().at(-1)).toBe("the day is over");
    const frames = cms.told.flatMap(({ frame }) => frame ?? []);
    expect(frames.length).toBeGreaterThan(12);
    expect(frames.flatMap((text) => official.get(edition)?.flaws(text) ?? [])).toEqual([]);
  });
});
