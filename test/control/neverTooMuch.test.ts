import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Observation, SetLimit } from "../../src/messages/index.ts";
import { BANK, randomStories } from "../support/randomStories.ts";

/** A limit that was sent to a session, and what is known of it. */
interface Sent {
  readonly commandId: number;
  readonly limitKw: number;
  readonly untilMs: number;
  answer: "applied" | "refused" | "unknown";
}

/** What a listener on the wires works out, who knows nothing of the controller's inside. */
class Listener {
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
      this.#limitKw.set(one.nodeId, one.maxKw ?? Infinity);
    } else if (one.kind === "operatorOrder" && one.order === "limit") {
      this.#orderedKw.set(one.nodeId, one.maxKw ?? Infinity);
    } else if (one.kind === "siteMeasured") {
      this.#baseKw = one.baseLoadKw;
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

describe("whatever happens", () => {
  it("no point is raised but into room that is there even if all open questions go wrong", () => {
    let raises = 0;
    fc.assert(
      fc.property(randomStories, ({ begin, beats, law, fallbackKw }) => {
        if (!law.keepsLimits) return;
        const story = begin();
        for (const [i, beat] of beats.entries()) beat(story, i);
        const listener = new Listener(fallbackKw);
        for (const one of story.log) {
          if (one.kind !== "setLimit") {
            listener.hear(one);
            continue;
          }
          const beforeKw = listener.mostKw(one.pointId, one.atMs);
          listener.hear(one);
          if (listener.mostKw(one.pointId, one.atMs) === beforeKw) continue;
          raises++;
          expect(listener.excessKw(one.pointId, one.atMs)).toBeLessThanOrEqual(1e-6);
          expect(listener.modulesTaken(one.atMs)).toBeLessThanOrEqual(BANK.modules);
        }
      }),
      { numRuns: 500 },
    );
    expect(raises).toBeGreaterThan(500);
  });

  it("the worst case that the controller tells is never below what may be in force", () => {
    fc.assert(
      fc.property(randomStories, ({ begin, beats, fallbackKw }) => {
        const story = begin();
        const listener = new Listener(fallbackKw);
        for (const [i, beat] of beats.entries()) {
          const heard = story.log.length;
          beat(story, i);
          for (const one of story.log.slice(heard)) listener.hear(one);
          const mostKw = ["P1", "P2", "P3", "P4"]
            .map((point) => listener.mostKw(point, story.nowMs))
            .reduce((a, b) => a + b);
          expect(story.worstKw).toBeGreaterThanOrEqual(mostKw - 1e-6);
        }
      }),
      { numRuns: 300 },
    );
  });
});
