import type { ServerEvent } from "../../protocols/vdv463/index.ts";
import { stepText, stepWord, type StepWord } from "./stepWord.ts";

/** What those who keep step need of the charge management. */
export interface StepSurroundings {
  /** The instant up to which all has happened. */
  readonly nowMs: () => number;
  /** Says something to a presystem with a ping. */
  readonly ping: (presystemId: string, text: string) => void;
  /** Whether all that presystems were asked is answered. */
  readonly isAnswered: () => boolean;
  /** It is another instant: what is wanted is held against how the depot is now. */
  readonly judge: () => void;
}

/** A presystem that has to keep step. */
interface Stepping {
  connection: number | null;
  /** When it has something to say; null: it is not there, or has not answered yet. */
  nextMs: number | null;
}

/**
 * Presystems in lock-step: virtual time stands still until each of them is there and has said, and had
 * confirmed, all that is due. One after the other is asked, in the order of their ids.
 */
export class PresystemsInStep {
  readonly #around: StepSurroundings;
  readonly #presystems: ReadonlyMap<string, Stepping>;
  #askedMs = -Infinity;
  #waiting: (() => void)[] = [];
  #allGone: () => void = () => {};

  /** @param presystemIds all that have to be there */
  constructor(presystemIds: Iterable<string>, around: StepSurroundings) {
    this.#around = around;
    this.#presystems = new Map(
      [...new Set(presystemIds)].toSorted().map((id) => [id, { connection: null, nextMs: null }]),
    );
  }

  /** The instant at which what they say now is said. */
  get nowMs(): number {
    return Math.max(this.#askedMs, this.#around.nowMs());
  }

  /** When one of them has something to say; −Infinity: they are not through with what was due. */
  get dueMs(): number {
    return Math.min(...[...this.#presystems.values()].map(({ nextMs }) => nextMs ?? -Infinity));
  }

  /** Whether nothing that either end asked is unanswered. */
  get isQuiet(): boolean {
    return this.awaited.length === 0 && this.#around.isAnswered();
  }

  /** Those who are not there, or have not answered. */
  get awaited(): readonly string[] {
    return [...this.#presystems].filter(([, { nextMs }]) => nextMs === null).map(([id]) => id);
  }

  /** Asks the next of them for what is due at an instant before which nothing is. */
  ask(atMs: number): void {
    if (atMs > this.nowMs) {
      this.#askedMs = atMs;
      this.#around.judge();
    }
    for (const [id, presystem] of this.#presystems) {
      if (presystem.nextMs === null || presystem.nextMs > atMs) continue;
      presystem.nextMs = null;
      return this.#say(id, { kind: "now", atMs });
    }
  }

  /** What the server tells of presystems. */
  heard(event: ServerEvent): void {
    if (event.kind === "bootNotified" && event.isAccepted) {
      const presystem = this.#presystems.get(event.presystemId);
      if (presystem !== undefined) {
        Object.assign(presystem, { connection: event.connection, nextMs: null });
        this.#say(event.presystemId, { kind: "now", atMs: this.nowMs });
      }
    } else if (event.kind === "presystemDisconnected" || event.kind === "pinged") {
      const presystem = this.#presystems.get(event.presystemId ?? "");
      if (presystem?.connection === event.connection) {
        if (event.kind === "pinged") this.#answered(presystem, stepWord(event.text));
        else Object.assign(presystem, { connection: null, nextMs: null });
      }
      this.#lookWhoIsThere();
    }
    if (this.isQuiet) this.wake();
  }

  /** Fulfilled once they are through with what is due; null: they are. */
  quiet(): Promise<void> | null {
    if (this.isQuiet) return null;
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  /** Says that nothing will happen any more; fulfilled once they have all hung up. */
  over(): Promise<void> {
    for (const id of this.#presystems.keys()) this.#say(id, { kind: "over" });
    return new Promise((resolve) => {
      this.#allGone = resolve;
      this.#lookWhoIsThere();
    });
  }

  /** Has whoever waits look whether to go on. */
  wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  #lookWhoIsThere(): void {
    const isAnybody = [...this.#presystems.values()].some(({ connection }) => connection !== null);
    if (!isAnybody) this.#allGone();
  }

  #answered(presystem: Stepping, word: StepWord | null): void {
    // Who has something to say at once is asked again, and never for what is past.
    if (word?.kind === "next") presystem.nextMs = Math.max(word.atMs, this.nowMs);
  }

  #say(presystemId: string, word: StepWord): void {
    this.#around.ping(presystemId, stepText(word));
  }
}
