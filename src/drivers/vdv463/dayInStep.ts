import type { ChargingRequest, PresystemClient } from "../../protocols/vdv463/index.ts";
import type { PresystemWord } from "./dispatchRhythm.ts";
import { PresystemVoice } from "./presystemVoice.ts";
import { spokenDay } from "./spokenDay.ts";
import { SteppedTimers } from "./steppedTimers.ts";
import { stepText, stepWord } from "./stepWord.ts";
import type { PriorityOrder } from "./wirePriority.ts";

/** What a day in lock-step needs. */
export interface DayInStepOptions {
  readonly priorityOrder: PriorityOrder;
  /** Through whom it speaks. */
  readonly client: () => Pick<PresystemClient, "provideRequests" | "isAnswered" | "ping">;
  /** Told of each list. */
  readonly says: (list: readonly ChargingRequest[]) => void;
  /** The charge management says that nothing will happen any more. */
  readonly over: () => void;
}

/**
 * A presystem that says a day in lock-step: each word when the charge management says that it is time. What it wants
 * at an instant follows from that alone: one that has gone back behind what it heard is told the same again.
 */
export class DayInStep {
  readonly #said: readonly PresystemWord[];
  readonly #options: DayInStepOptions;
  #timers = new SteppedTimers();
  #list: readonly ChargingRequest[] = [];
  #isNew = false;
  /** Whether it was asked, and has not answered. */
  #isAsked = false;
  #wasAsked = false;

  constructor(said: readonly PresystemWord[], options: DayInStepOptions) {
    this.#said = said;
    this.#options = options;
    this.#begin();
  }

  /** Whether the charge management has ever said what time it is. */
  get wasAsked(): boolean {
    return this.#wasAsked;
  }

  /** What the charge management says with a ping. */
  pinged(text: string): void {
    const word = stepWord(text);
    if (word?.kind === "over") return this.#options.over();
    if (word?.kind !== "now") return;
    this.#isAsked = true;
    this.#wasAsked = true;
    this.#turnTo(word.atMs);
    this.answer();
  }

  /** To be called whenever something has come from the charge management: says that all is said, once it is. */
  answer(): void {
    const client = this.#options.client();
    if (!this.#isAsked || !client.isAnswered) return;
    this.#isAsked = false;
    client.ping(stepText({ kind: "next", atMs: this.#timers.nextAtMs }));
  }

  #turnTo(atMs: number): void {
    if (atMs < this.#timers.nowMs()) this.#begin();
    this.#timers.passTo(atMs);
    if (!this.#isNew) return;
    this.#isNew = false;
    this.#options.says(this.#list);
    this.#options.client().provideRequests(this.#list);
  }

  /** From the first word on. */
  #begin(): void {
    this.#timers = new SteppedTimers();
    this.#list = [];
    // What was wanted later is not wanted yet.
    this.#isNew = true;
    const day = { fromMs: 0, wallMs: 0, speed: 1, keepsTimes: true };
    const port = spokenDay(this.#said, day, this.#timers);
    new PresystemVoice(port, {
      timers: this.#timers,
      priorityOrder: this.#options.priorityOrder,
      say: (list) => {
        this.#list = list;
        this.#isNew = true;
      },
    }).start();
  }
}
