import {
  type Admission,
  type Door,
  type MessageSocket,
  type SocketEvents,
  type Timers,
  type Upgrade,
} from "../../transport/index.ts";
import { type Codec, codecOf } from "../codec/codec.ts";
import type { ChargingInformation } from "../model/chargingInformation.ts";
import type { Message } from "../model/message.ts";
import type { Version } from "../schema/dialect.ts";
import { Admissions, type Visit } from "./admissions.ts";
import { inScope } from "./inScope.ts";
import { RequestLists } from "./requestLists.ts";
import { ServerConnection } from "./serverConnection.ts";
import type { ServerEvent } from "./serverEvent.ts";
import type { ServerOptions } from "./serverOptions.ts";
import type { ServerNews } from "./serverSession.ts";
import { statusDigest } from "./statusDigest.ts";

/** What a server needs of the world. */
export interface ServerSurroundings {
  readonly timers: Timers;
  /** Differs from server to server and from run to run: message ids are made of it. */
  readonly idSeed: string;
  /** What it throws goes on to whoever brought the message, and requests that it was told of are not confirmed. */
  readonly emit: (event: ServerEvent) => void;
}

/**
 * The charge management's end of VDV 463: presystems come in through it as a
 * door, are heard as events, and see the depot as it was last provided.
 */
export class ChargeManagementServer implements Door {
  readonly #options: ServerOptions;
  readonly #timers: Timers;
  readonly #idSeed: string;
  readonly #emit: (event: ServerEvent) => void;
  readonly #codecs: ReadonlyMap<Version, Codec>;
  readonly #admissions: Admissions;
  readonly #visits = new WeakMap<Upgrade, Visit>();
  readonly #connections = new Map<ServerConnection, number>();
  readonly #lists = new RequestLists();
  #connectionsEver = 0;
  #isReady = true;
  #information: ChargingInformation | null = null;

  constructor(options: ServerOptions, { timers, idSeed, emit }: ServerSurroundings) {
    this.#options = options;
    this.#timers = timers;
    this.#idSeed = idSeed;
    this.#emit = emit;
    const { versions, presentPowerIs, rules } = options;
    this.#codecs = new Map(
      versions.map((version) => [version, codecOf({ version, presentPowerIs }, rules.validation)]),
    );
    this.#admissions = new Admissions(options);
  }

  admit(upgrade: Upgrade): Admission {
    const visit = this.#admissions.visit(upgrade, this.#connections.size, this.#timers.nowMs());
    this.#visits.set(upgrade, visit);
    if (visit.why !== null) {
      this.#emit({ kind: "connectionRefused", remote: upgrade.remote, why: visit.why });
    }
    return visit.admission;
  }

  opened(socket: MessageSocket, upgrade: Upgrade): SocketEvents {
    const visit = this.#visits.get(upgrade);
    const codec = this.#codecs.get(visit?.version ?? ("none" as Version));
    if (visit === undefined || codec === undefined) {
      const why = "no common subprotocol";
      socket.close(1002, why);
      this.#emit({ kind: "connectionRefused", remote: upgrade.remote, why });
      return deaf;
    }
    const connection = ++this.#connectionsEver;
    const setting = {
      rules: this.#options.rules,
      codec,
      source: this.#options.source,
      idSeed: `${this.#idSeed}/${connection}`,
      presystemIds: visit.presystemIds,
    };
    const opened = new ServerConnection(setting, socket, this.#timers, (news, from) =>
      this.#hear(news, from),
    );
    this.#connections.set(opened, connection);
    const { version } = codec.dialect;
    this.#emit({ kind: "presystemConnected", connection, remote: upgrade.remote, version });
    opened.input({ kind: "ready", isReady: this.#isReady });
    return opened;
  }

  /**
   * How the depot is now, whole. Presystems are told at once after a list of theirs, soon of a
   * change of status, and of figures in their period.
   * @throws Error if it holds what an edition forbids, a soc of 101 for one
   */
  provide(information: ChargingInformation): void {
    for (const codec of this.#codecs.values()) codec.write(messageWith(information));
    const isUrgent =
      this.#information === null || statusDigest(this.#information) !== statusDigest(information);
    this.#information = information;
    for (const event of this.#lists.judge(information)) this.#emit(event);
    this.#distribute(isUrgent);
    for (const connection of this.#connections.keys()) connection.input({ kind: "looked" });
  }

  /** Whether all information that went out is answered. */
  get isAnswered(): boolean {
    return [...this.#connections.keys()].every(({ session }) => session.open === null);
  }

  /** Says something to a presystem that is in, with a ping: whoever does not know what it means passes over it. */
  ping(presystemId: string, text: string): void {
    for (const connection of this.#connections.keys()) {
      const { phase, presystemId: whose } = connection.session;
      if (phase === "accepted" && whose === presystemId) connection.ping(text);
    }
  }

  /** While it is not ready, boots are rejected; who is in stays in. */
  setReady(isReady: boolean): void {
    this.#isReady = isReady;
    for (const connection of this.#connections.keys()) connection.input({ kind: "ready", isReady });
  }

  /** Sends everybody away; their requests stay in force. */
  close(): void {
    for (const connection of this.#connections.keys()) connection.input({ kind: "goingDown" });
  }

  #hear(news: ServerNews, from: ServerConnection): void {
    const connection = this.#connections.get(from)!;
    const { presystemId } = from.session;
    switch (news.kind) {
      case "booted":
        if (news.isAccepted) this.#replaceOthers(from, news.presystemId);
        this.#emit({ ...news, kind: "bootNotified", connection });
        return this.#inform(from, true);
      case "requests": {
        const { presystem } = from.session;
        if (presystemId === null || presystem === null) return;
        this.#emit(this.#lists.receive(presystemId, presystem, news.list));
        return this.#distribute(false);
      }
      case "informationConfirmed":
        return this.#emit({ kind: news.kind, connection, presystemId: presystemId ?? "" });
      case "informationRefused":
        return this.#emit({ ...news, connection, presystemId: presystemId ?? "" });
      case "pinged":
        return this.#emit({ ...news, connection, presystemId: presystemId ?? "" });
      case "warning":
        return this.#emit({
          kind: "protocolWarning",
          connection,
          presystemId,
          text: news.text,
        });
      case "closed":
        this.#connections.delete(from);
        this.#emit({ ...news, kind: "presystemDisconnected", connection, presystemId });
    }
  }

  #replaceOthers(by: ServerConnection, presystemId: string): void {
    for (const other of this.#connections.keys()) {
      if (other !== by && other.session.presystemId === presystemId) {
        other.input({ kind: "replaced" });
      }
    }
  }

  #distribute(isUrgent: boolean): void {
    for (const connection of this.#connections.keys()) this.#inform(connection, isUrgent);
  }

  #inform(connection: ServerConnection, isUrgent: boolean): void {
    const { presystemId } = connection.session;
    if (this.#information === null || presystemId === null) return;
    const all = this.#lists.withRejected(this.#information);
    const information = this.#options.rules.pciScope === "own" ? inScope(all, presystemId) : all;
    connection.input({ kind: "information", information, isUrgent });
  }
}

/** One that is sent away needs no ear. */
const deaf: SocketEvents = { text() {}, binary() {}, pong() {}, closed() {} };

function messageWith(payload: ChargingInformation): Message {
  return {
    kind: "request",
    action: "ProvideChargingInformation",
    source: "",
    presystemId: "",
    atMs: 0,
    messageId: "",
    payload,
  };
}
