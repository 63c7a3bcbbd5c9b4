import type { Observation, SetLimit } from "../../src/messages/index.ts";
import { BANK } from "./randomStories.ts";

/** A limit that was sent to a session, and what is known of it. */
interface Sent {
  readonly commandId: number;
  readonly limitKw: number;
  readonly untilMs: number;
  answer: "applied" | "refused" | "unknown";
}

/** What a listener on the wires works out, who knows nothing of the controller's inside. */
export class WireListener {
  readonly #fallbackKw: number;
  readonly #sent = new Map<string, Sent[]>();
  readonly #limitKw = new Map<string, number>();
  readonly #orderedKw = new Map<string, number>();
  #baseKw = 0;

  constructor(fallbackKw: number) {
    this.#fallbackKw = fallbackKw;
  }

  hear(one: Observation | SetLimit): void {
    if (one.kind === "setLimit") {
      const { commandId, limitKw, untilMs } = one;
      this.#of(one.pointId).push({ commandId, limitKw, untilMs, answer: "unknown" });
    } else if (one.kind === "connected" || one.kind === "disconnected") {
      this.#sent.set(one.pointId, []);
    } else if (one.kind === "commandResult" && one.status !== "timedOut") {
      const asked = this.#of(one.pointId).find(({ commandId }) => commandId === one.commandId);
      if (asked !== undefined) asked.answer = one.status === "accepted" ? "applied" : "refused";
    } else if (one.kind === "limitChanged") {
      limited(this.#limitKw, one.nodeId, [one.contractKw, one.maxKw]);
    } else if (one.kind === "operatorOrder" && one.order === "limit") {
      limited(this.#orderedKw, one.nodeId, [one.maxKw]);
    } else if (one.kind === "siteMeasured" && one.nodeId === "hall") {
      const isReading = Math.abs(one.baseLoadKw) <= 1e6 && one.quality !== "bad";
      if (isReading) this.#baseKw = Math.max(0, one.baseLoadKw);
    }
  }

  /** The most that a point may be giving. */
  mostKw(point: string, nowMs: number): number {
    const sent = this.#of(point);
    const last = sent.findLastIndex(({ answer }) => answer === "applied");
    const open = sent.filter(({ answer }, i) => i === last || (i > last && answer === "unknown"));
    const alive = open.filter(({ untilMs }) => nowMs < untilMs);
    return Math.max(this.#fallbackKw, ...alive.map(({ limitKw }) => limitKw));
  }

  /** By how much the most that may flow is above what a node above the point allows [kW]. */
  excessKw(point: string, nowMs: number): number {
    // Points 2 and 4 hang in the hall, the hall and points 1 and 3 on the site.
    const hallKw = this.mostKw("P2", nowMs) + this.mostKw("P4", nowMs) + this.#baseKw;
    const siteKw = hallKw + this.mostKw("P1", nowMs) + this.mostKw("P3", nowMs);
    const overSiteKw = siteKw - this.#allowedKw("site");
    if (point === "P1" || point === "P3") return overSiteKw;
    return Math.max(overSiteKw, hallKw - this.#allowedKw("hall"));
  }

  /** Modules that the outlets of the cabinet take if they give the most they may. */
  modulesTaken(nowMs: number): number {
    const [first, second] = ["P1", "P3"].map((point) =>
      Math.ceil(this.mostKw(point, nowMs) / BANK.moduleKw - 1e-6),
    );
    return first! + second!;
  }

  #allowedKw(node: string): number {
    return Math.min(this.#limitKw.get(node) ?? Infinity, this.#orderedKw.get(node) ?? Infinity);
  }

  #of(point: string): Sent[] {
    const sent = this.#sent.get(point) ?? [];
    this.#sent.set(point, sent);
    return sent;
  }
}

/** The least of limits holds; less than nothing is nothing, what is no number changes nothing. */
function limited(all: Map<string, number>, node: string, limitsKw: (number | null)[]): void {
  const leastKw = limitsKw.reduce<number>((least, kw) => Math.min(least, kw ?? Infinity), Infinity);
  const isSound = limitsKw.every((kw) => kw === null || (kw >= 0 && kw < Infinity));
  if (isSound) all.set(node, leastKw);
  else if (limitsKw.some((kw) => kw !== null && kw < 0)) all.set(node, 0);
}
