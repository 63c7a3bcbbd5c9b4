import { presystemRules } from "../../drivers/vdv463/index.ts";
import type { RequestChanged } from "../../messages/index.ts";
import type { ChargingRequest } from "../../protocols/vdv463/index.ts";
import type { Span } from "../../scenario/index.ts";
import type { Fault } from "../fault.ts";
import type { Violation } from "../violation.ts";
import { comparable, type FramedRequest, framedRequests, wordsOf } from "./framedRequest.ts";
import { isInTheWay } from "./isInTheWay.ts";
import { isList } from "./isList.ts";

/** Longest that two ends may take to find each other once nothing is in their way: silence, pauses, a boot (estimate) [ms]. */
const PATIENCE_MS = 75 * 60_000;

type Requests = readonly FramedRequest[];

/**
 * Sees to it that the charge management goes by the list that it has confirmed last, whatever befell it since,
 * and that what the presystem wants is confirmed before long where nothing is in the way.
 */
export class RequestWatch {
  readonly #presystemId: string;
  readonly #reactionMs: number;
  readonly #obstacles: Span[];
  #wanted: Requests = [];
  /** The last list that was confirmed. */
  #confirmed: Requests = [];
  /** Lists that came after it, and are not answered. */
  #heard: { readonly messageId: string; readonly requests: Requests }[] = [];
  #lateSinceMs: number | null = null;
  readonly #late: Span[] = [];
  #lists = 0;

  /** @param reactionMs a list that is confirmed within it is in time */
  constructor(presystemId: string, faults: readonly Fault[], reactionMs: number) {
    this.#presystemId = presystemId;
    this.#reactionMs = reactionMs;
    this.#obstacles = faults
      .filter(isInTheWay)
      .map(({ fromMs, durationMs }) => ({ fromMs, toMs: fromMs + durationMs }));
  }

  /** How many lists were confirmed. */
  get lists(): number {
    return this.#lists;
  }

  /** Spans in which what the presystem wanted had not reached the charge management. @param nowMs at the end */
  late(nowMs: number): readonly Span[] {
    const sinceMs = this.#lateSinceMs ?? nowMs;
    return nowMs - sinceMs > this.#reactionMs
      ? [...this.#late, { fromMs: sinceMs, toMs: nowMs }]
      : this.#late;
  }

  /** The presystem wants this from now on. */
  wants(list: readonly ChargingRequest[], nowMs: number): void {
    this.#wanted = framedRequests(this.#presystemId, list);
    this.#compare(nowMs);
  }

  /** There is nobody to hear it. */
  away(span: Span): void {
    this.#obstacles.push(span);
  }

  /** What a presystem says has come to the charge management. */
  heard(text: string): void {
    if (!isList(text)) return;
    const read = framed(text);
    if (read === null) return;
    const [, , , , messageId, , { chargingRequestList }] = read;
    const requests = framedRequests(this.#presystemId, chargingRequestList);
    this.#heard.push({ messageId, requests });
  }

  /** The charge management says this. */
  said(text: string, nowMs: number): void {
    if (!text.includes('"ProvideChargingRequests"')) return;
    const [type, , , , id] = framed(text)!;
    const i = this.#heard.findIndex(({ messageId }) => messageId === id);
    if (i < 0) return;
    if (type === 2) {
      this.#lists++;
      this.#confirmed = this.#heard[i]!.requests;
      this.#compare(nowMs);
    }
    this.#heard.splice(type === 2 ? 0 : i, type === 2 ? i + 1 : 1);
  }

  /** What the charge management goes by, when nothing waits for it. */
  look(believed: readonly RequestChanged[], nowMs: number): Violation | null {
    const known = believed.map(comparable);
    const found = differing(this.#confirmed, this.#heard, known, nowMs);
    return found === null ? null : { rule: "requests", atMs: nowMs, found };
  }

  /** Whether what the presystem wants has had every chance to get through, and has not. */
  lookAtClock(nowMs: number): Violation | null {
    if (this.#lateSinceMs === null) return null;
    const begun = this.#obstacles.filter(({ fromMs }) => fromMs <= nowMs);
    const freeSinceMs = Math.max(this.#lateSinceMs, ...begun.map(({ toMs }) => toMs));
    if (nowMs < freeSinceMs + PATIENCE_MS) return null;
    const minutes = Math.round((nowMs - this.#lateSinceMs) / 60_000);
    const found = `what the presystem wants has not been confirmed for ${minutes} min, and nothing is in the way`;
    return { rule: "requests", atMs: nowMs, found };
  }

  #compare(nowMs: number): void {
    const isLate = textOf(this.#wanted) !== textOf(this.#confirmed);
    if (isLate) this.#lateSinceMs ??= nowMs;
    else if (this.#lateSinceMs !== null) {
      const span = { fromMs: this.#lateSinceMs, toMs: nowMs };
      if (span.toMs - span.fromMs > this.#reactionMs) this.#late.push(span);
      this.#lateSinceMs = null;
    }
  }
}

type Framed = readonly [
  number,
  string,
  string,
  string,
  messageId: string,
  string,
  payload: { readonly chargingRequestList: readonly object[] },
];

function framed(text: string): Framed | null {
  try {
    return JSON.parse(text) as Framed;
  } catch {
    return null;
  }
}

/**
 * What differs from the list that is to be known; null: nothing. What was left for long may be forgotten. Of lists
 * that are not confirmed a kill in their midst may leave a part: they come again whole.
 */
function differing(
  confirmed: Requests,
  heard: readonly { readonly requests: Requests }[],
  known: Requests,
  nowMs: number,
): string | null {
  const lists = [confirmed, ...heard.map(({ requests }) => requests)];
  const said = new Set(lists.flat().map(({ text }) => text));
  const extra = known.find(({ text }) => !said.has(text));
  if (extra !== undefined) return `${wordsOf(extra)} is known, and not as the last list has it`;
  const lost = confirmed.find(
    (request) =>
      nowMs < staleAtMs(request.departureAtMs) &&
      lists.every((list) => has(list, request)) &&
      !has(known, request),
  );
  return lost === undefined ? null : `${wordsOf(lost)} was confirmed, and is not known`;
}

function has(list: Requests, { requestId }: FramedRequest): boolean {
  return list.some((other) => other.requestId === requestId);
}

function staleAtMs(departureAtMs: number | null): number {
  return (departureAtMs ?? Infinity) + presystemRules.staleAfterMs;
}

function textOf(list: Requests): string {
  return list
    .map(({ text }) => text)
    .toSorted()
    .join("\n");
}
