import { type Codec, codecOf } from "../codec/codec.ts";
import type { FlawedFrame } from "../codec/readFrame.ts";
import type { Instant } from "../model/instant.ts";
import type { Action, Message, Presystem } from "../model/message.ts";
import type { Version } from "../schema/dialect.ts";
import { announcedPoints } from "../server/announcedPoints.ts";
import type { Finding, FindingsOfRule } from "./finding.ts";
import { InformationFindings } from "./informationFindings.ts";
import { requestFindings } from "./requestFindings.ts";
import { type Spread, spread } from "./spread.ts";

/** Clocks further apart than this are told [ms]. */
const SKEW_MS = 60_000;

/** Who spoke on a connection, and how. */
export interface ConnectionReview {
  readonly connection: string;
  readonly version: Version;
  readonly presystemId: string | null;
  readonly presystem: Presystem | null;
  /** By action; of errors and what is flawed, too. */
  readonly requests: Readonly<Partial<Record<Action, number>>>;
  readonly refused: number;
  /** From a request to its answer; null: none was answered. */
  readonly answers: Spread | null;
  /** From one message of information to the next. */
  readonly informationPeriod: Spread | null;
  readonly unanswered: number;
}

interface OpenAsk {
  readonly action: Action;
  readonly direction: string;
  readonly atMs: Instant;
}

class Connection {
  version: Version;
  codec: Codec;
  presystemId: string | null = null;
  presystem: Presystem | null = null;
  points: ReadonlySet<string> | null = null;
  refused = 0;
  informedAtMs: Instant | null = null;
  readonly requests: Partial<Record<Action, number>> = {};
  readonly open = new Map<string, OpenAsk>();
  readonly answerTimes: number[] = [];
  readonly periods: number[] = [];
  readonly information = new InformationFindings();

  constructor(version: Version) {
    this.version = version;
    this.codec = codecOf({ version, presentPowerIs: "actual" });
  }
}

/** Looks through a recorded session, frame by frame: who, how, and what is not as it should be. Never throws. */
export class SessionReview {
  readonly #first: Version;
  readonly #connections = new Map<string, Connection>();
  readonly #findings = new Map<string, FindingsOfRule>();

  /** @param first what `v1.463.vdv.de` stands for in this recording */
  constructor(first: "1.0" | "1.1") {
    this.#first = first;
  }

  /** @param subprotocol that was agreed upon; null: none */
  opened(connection: string, subprotocol: string | null): void {
    const version = subprotocol?.startsWith("v2.") === true ? "2.0" : this.#first;
    this.#connections.set(connection, new Connection(version));
  }

  /** @param direction `p>c` or `c>p` */
  frame(name: string, direction: string, raw: string, atMs: Instant): void {
    const connection = this.#connections.get(name) ?? new Connection(this.#first);
    this.#connections.set(name, connection);
    const read = connection.codec.read(raw);
    if (read.kind === "flawed") {
      this.#find(atMs, "error", "cannot be understood", `${name} ${direction}: ${read.reason}`);
      return this.#flawed(connection, direction, read, atMs);
    }
    for (const note of read.notes) this.#find(atMs, "warning", "not by the letter", note);
    const { message } = read;
    if (Math.abs(message.atMs - atMs) > SKEW_MS) {
      const text = `${message.source}: ${Math.round((message.atMs - atMs) / 1000)} s from when it was received`;
      this.#find(atMs, "warning", "clocks differ", text);
    }
    if (message.kind === "request") this.#asked(connection, direction, message, atMs);
    else this.#answered(connection, direction, message, atMs);
  }

  /** By rule, worst first. */
  get findings(): readonly FindingsOfRule[] {
    const ranks = { error: 0, warning: 1, information: 2 };
    return [...this.#findings.values()].toSorted(
      (a, b) => ranks[a.severity] - ranks[b.severity] || (a.rule < b.rule ? -1 : 1),
    );
  }

  get connections(): readonly ConnectionReview[] {
    return [...this.#connections].map(([connection, one]) => ({
      connection,
      version: one.version,
      presystemId: one.presystemId,
      presystem: one.presystem,
      requests: one.requests,
      refused: one.refused,
      answers: spread(one.answerTimes),
      informationPeriod: spread(one.periods),
      unanswered: one.open.size,
    }));
  }

  #asked(
    connection: Connection,
    direction: string,
    message: Extract<Message, { kind: "request" }>,
    atMs: Instant,
  ): void {
    const { action, messageId } = message;
    if (connection.open.has(messageId)) {
      this.#find(atMs, "warning", "message id used twice", `${messageId} of ${action}`);
    }
    connection.open.set(messageId, { action, direction, atMs });
    connection.requests[action] = (connection.requests[action] ?? 0) + 1;
    if (action === "BootNotification") {
      connection.presystemId = message.presystemId;
      connection.presystem = message.payload.presystem;
    } else if (action === "ProvideChargingInformation") {
      if (connection.informedAtMs !== null) connection.periods.push(atMs - connection.informedAtMs);
      connection.informedAtMs = atMs;
      connection.points = announcedPoints(message.payload);
      this.#add(connection.information.look(message.payload, atMs), atMs);
    } else {
      if (connection.informedAtMs === null) {
        const text = `${message.presystemId} asks before it was told of the depot`;
        this.#find(atMs, "warning", "asks too early", text);
      }
      const { chargingRequestList } = message.payload;
      this.#add(requestFindings(chargingRequestList, connection.points, atMs), atMs);
    }
  }

  #answered(
    connection: Connection,
    direction: string,
    message: Exclude<Message, { kind: "request" }>,
    atMs: Instant,
  ): void {
    if (message.kind === "error") {
      connection.refused++;
      const { errorMessage } = message.payload;
      this.#find(atMs, "warning", "refused", `${message.action}: ${errorMessage}`);
    }
    this.#settle(connection, direction, message, atMs);
  }

  /** As much as can be read of it counts: what is open is settled by it. */
  #flawed(connection: Connection, direction: string, flawed: FlawedFrame, atMs: Instant): void {
    const { messageType, messageId, action } = flawed;
    if (messageId === null || action === null) return;
    if (messageType === "request") connection.open.set(messageId, { action, direction, atMs });
    else if (messageType !== null) this.#settle(connection, direction, { messageId, action }, atMs);
  }

  #settle(
    { open, answerTimes }: Connection,
    direction: string,
    { messageId, action }: { readonly messageId: string; readonly action: Action },
    atMs: Instant,
  ): void {
    const isMatch = ({ direction: asked }: OpenAsk): boolean => asked !== direction;
    const exact = open.get(messageId);
    let key = exact !== undefined && isMatch(exact) ? messageId : null;
    if (key === null) {
      const oldest = [...open].find(([, ask]) => isMatch(ask) && ask.action === action);
      const text = `${action}: ${messageId} was never asked`;
      this.#find(atMs, "warning", oldest ? "id not echoed" : "answer to nothing", text);
      key = oldest?.[0] ?? null;
    }
    if (key === null) return;
    answerTimes.push(atMs - open.get(key)!.atMs);
    open.delete(key);
  }

  #add(findings: readonly Finding[], atMs: Instant): void {
    for (const { severity, rule, text } of findings) this.#find(atMs, severity, rule, text);
  }

  #find(atMs: Instant, severity: Finding["severity"], rule: string, first: string): void {
    const before = this.#findings.get(rule);
    this.#findings.set(
      rule,
      before === undefined
        ? { severity, rule, count: 1, firstAtMs: atMs, first }
        : { ...before, count: before.count + 1 },
    );
  }
}
