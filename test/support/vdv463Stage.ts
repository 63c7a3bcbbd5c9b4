import {
  type Door,
  memoryNetwork,
  type MessageSocket,
} from "../../src/protocols/transport/index.ts";
import {
  ChargeManagementServer,
  type ChargingInformation,
  type ChargingPointInfo,
  type ChargingRequest,
  type ClientNews,
  clientRules,
  type ClientRules,
  codecOf,
  type MessageBody,
  PresystemClient,
  type ServerEvent,
  type ServerOptions,
  serverOptions,
  serverRules,
  type ServerRules,
  type Version,
} from "../../src/protocols/vdv463/index.ts";
import { heldDial, heldDoor } from "./byTheLetter.ts";
import { VirtualTimers } from "./virtualTimers.ts";

export const account = {
  user: "bms1",
  password: "secret of one",
  presystemIds: ["urn:example:op1:bms1"],
};
export const otherAccount = {
  user: "itcs1",
  password: "secret of two",
  presystemIds: ["urn:example:op1:itcs1"],
};
const [bmsId] = account.presystemIds as [string];

/** A depot of that many points, all free but for what is said. */
export function depot(
  points: number,
  ...special: readonly (Partial<ChargingPointInfo> & { chargingPointId: string })[]
): ChargingInformation {
  const all = Array.from({ length: points }, (_, i): ChargingPointInfo => {
    const chargingPointId = `urn:example:cp:${i + 1}`;
    const said = special.find((each) => each.chargingPointId === chargingPointId);
    return { chargingPointStatus: "Available", ...said, chargingPointId };
  });
  return {
    depotInfoList: [
      {
        depotId: "urn:example:depot:nord",
        chargingStationInfoList: [
          { chargingStationId: "urn:example:cs:1", chargingPointInfoList: all },
        ],
      },
    ],
  };
}

export function charging(point: number, powerKw: number): ChargingPointInfo {
  return {
    chargingPointId: `urn:example:cp:${point}`,
    chargingPointStatus: "Occupied",
    vehicleInfo: {
      vehicleId: "4711",
      vehicleStatusInfo: {},
      vehicleChargingStatus: "Charging",
      preconditioningInfo: {},
    },
    chargingProcessInfo: {
      chargingProcessId: "urn:example:proc:1",
      processStatus: "Charging",
      startTime: start,
      chargingPredictionData: { chargingPredictionDataStatus: "Ongoing" },
      electricData: { chargingPower: powerKw },
      presystemId: bmsId,
      chargingRequestId: "urn:example:cr:1",
    },
  };
}

export function request(n: number, changed: Partial<ChargingRequest> = {}): ChargingRequest {
  return {
    vehicleId: `bus ${n}`,
    chargingRequestId: `urn:example:cr:${n}`,
    chargingRequestData: {
      minTargetSoc: 70,
      maxTargetSoc: 90,
      expectedArrivalTimeAtChargingPoint: start + 3_600_000,
      requestedTimeForDeparture: start + 8 * 3_600_000,
    },
    ...changed,
  };
}

const start = Date.parse("2026-03-10T15:00:00Z");

interface Frame {
  readonly text: string;
  readonly to: "server" | "client";
  readonly version: Version;
}

/** A charge management, and presystems that call it within the process. */
export class Vdv463Stage {
  readonly timers = new VirtualTimers(start);
  readonly events: ServerEvent[] = [];
  /** All that our ends said, in order. */
  readonly frames: Frame[] = [];
  readonly #versions: readonly Version[];
  readonly server: ChargeManagementServer;
  readonly #door: Door;
  #presystems = 0;
  #speakToClient: (text: string) => void = () => {};

  constructor(options: Partial<ServerOptions> = {}, rules: Partial<ServerRules> = {}) {
    this.#versions = options.versions ?? serverOptions.versions;
    this.server = new ChargeManagementServer(
      {
        ...serverOptions,
        accounts: [account, otherAccount],
        ...options,
        rules: { ...serverRules, ...rules },
      },
      { timers: this.timers, idSeed: "stage", emit: (event) => this.events.push(event) },
    );
    this.#door = heldDoor(this.server, this.#versions);
  }

  /** One of our presystems. */
  presystem(versions: readonly Version[], rules: Partial<ClientRules> = {}) {
    const seen: ClientNews[] = [];
    const isItcs = rules.presystem === "ITCS";
    const version = versions.toSorted().findLast((each) => this.#versions.includes(each))!;
    const client = new PresystemClient(
      {
        url: "wss://depot.example/vdv463",
        credentials: isItcs ? otherAccount : account,
        versions,
        presentPowerIs: "actual",
        rules: { ...clientRules, presystem: "BMS", presystemId: bmsId, ...rules },
      },
      {
        timers: this.timers,
        chance: () => 0.5,
        idSeed: `presystem ${this.#presystems++}`,
        emit: (news) => seen.push(news),
        dial: (target, events) => {
          this.#speakToClient = (text) => events.text(text);
          const dial = memoryNetwork(this.timers, this.#door, {
            latencyMs: 5,
            tap: (text, to) => this.frames.push({ text, to, version }),
          });
          return heldDial(dial, versions)(target, events);
        },
      },
    );
    return { client, news: seen };
  }

  /** Puts words into the mouth of the charge management, for the presystem that called last. */
  sayAsServer(text: string): void {
    this.#speakToClient(text);
  }

  /** A stranger, who says what it likes. */
  stranger(version: Version = "1.1", credentials = account) {
    const heard: string[] = [];
    const ends: string[] = [];
    const codec = codecOf({ version, presentPowerIs: "actual" });
    let ids = 0;
    const socket: MessageSocket = memoryNetwork(this.timers, this.#door, {
      latencyMs: 5,
      tap: (text, to) => {
        if (to === "client") this.frames.push({ text, to, version });
      },
    })(
      {
        url: "wss://depot.example/vdv463",
        subprotocols: [version === "2.0" ? "v2.463.vdv.de" : "v1.463.vdv.de"],
        credentials,
      },
      {
        opened: () => {},
        refused: (reason) => ends.push(reason),
        text: (text) => heard.push(text),
        binary: () => {},
        pong: () => {},
        closed: (code, reason) => ends.push(`${code} ${reason}`),
      },
    );
    this.timers.pass(20);
    const say = (body: MessageBody, presystemId = bmsId, id?: string): string => {
      const messageId = id ?? `00000000-0000-4000-8000-${String(ids++).padStart(12, "0")}`;
      const envelope = { source: "BMS", presystemId, atMs: this.timers.nowMs(), messageId };
      socket.send(codec.write({ ...envelope, ...body })!);
      this.timers.pass(20);
      return messageId;
    };
    const boot = (): string =>
      say({ kind: "request", action: "BootNotification", payload: { presystem: "BMS" } });
    /** What was heard last, as its seven slots. */
    const last = (): unknown[] => JSON.parse(heard.at(-1) ?? "null") as unknown[];
    return { socket, heard, ends, say, boot, last };
  }
}
