import { RandomStream } from "../engine/index.ts";
import type { LinkSpec } from "./linkSpec.ts";

/** A message asked after this often without its having arrived arrives. */
const MOST_REPEATS = 100;

/** What becomes of a message that is lost: it is gone, said again, or made up for by the next of its lane. */
export type Care = "once" | "repeated" | "latest";

/** How a message is to be carried. */
export interface Parcel<Message> {
  readonly message: Message;
  /** Within a lane order is kept; null: nothing overtakes it, and it overtakes nothing. */
  readonly lane: string | null;
  readonly care: Care;
  /** Takes up to so much longer [ms]. */
  readonly slackMs: number;
}

interface UnderWay<Message> extends Parcel<Message> {
  readonly atMs: number;
  readonly isCopy: boolean;
  /** What is said after it in other lanes may overtake it. */
  readonly isHeldUp: boolean;
}

/** Plain JSON. */
export interface PassageSnapshot<Message> {
  readonly underWay: readonly UnderWay<Message>[];
  readonly isHeld: boolean;
  readonly serial: number;
  readonly dropped: number;
}

/** One direction of a link: what is under way, and when it arrives. */
export class Passage<Message> {
  readonly #spec: LinkSpec;
  readonly #seed: number;
  readonly #name: readonly string[];
  readonly #isCertain: boolean;
  /** In the order of arrival. */
  #underWay: UnderWay<Message>[] = [];
  #isHeld = false;
  #serial = 0;
  #dropped = 0;

  /** @param name tells its chances from those of all others */
  constructor(spec: LinkSpec, seed: number, ...name: readonly string[]) {
    this.#spec = spec;
    this.#seed = seed;
    this.#name = name;
    const { jitterMs, lossShare, duplicateShare, reorderShare, answerMs } = spec;
    this.#isCertain = jitterMs + lossShare + duplicateShare + reorderShare + answerMs === 0;
  }

  /** When something arrives next; Infinity: nothing will. */
  get nextAtMs(): number {
    return this.#isHeld ? Infinity : (this.#underWay[0]?.atMs ?? Infinity);
  }

  /** Whether what is sent now has arrived as it is sent. */
  get isClear(): boolean {
    const isAtOnce = this.#isCertain && this.#spec.latencyMs === 0;
    return isAtOnce && !this.#isHeld && this.#underWay.length === 0;
  }

  /** How many messages did not fit. */
  get dropped(): number {
    return this.#dropped;
  }

  /** Whether messages go in and do not arrive. */
  get isHeld(): boolean {
    return this.#isHeld;
  }

  send(parcel: Parcel<Message>, nowMs: number): void {
    if (!this.#isHeld && !this.#isCertain) this.#gamble(parcel, nowMs);
    else {
      const atMs = nowMs + (this.#isHeld ? 0 : this.#spec.latencyMs);
      this.#add({ ...parcel, atMs, isCopy: false, isHeldUp: false });
    }
    while (this.#underWay.length > this.#spec.capacity) {
      this.#underWay.shift();
      this.#dropped++;
    }
  }

  /** Takes out what has arrived; undefined: nothing more has. */
  take(nowMs: number): Message | undefined {
    return this.nextAtMs <= nowMs ? this.#underWay.shift()!.message : undefined;
  }

  /** Nothing arrives from now on; what is under way comes back to where it was sent. */
  hold(): void {
    this.#isHeld = true;
    this.#underWay = this.#underWay.filter(({ isCopy }) => !isCopy);
  }

  /** All that was kept is sent again, in its order. */
  release(nowMs: number): void {
    const kept = this.#underWay;
    this.#isHeld = false;
    this.#underWay = [];
    for (const parcel of kept) this.send(parcel, nowMs);
  }

  /** All that is under way is gone. */
  clear(): void {
    this.#underWay = [];
  }

  snapshot(): PassageSnapshot<Message> {
    return {
      underWay: [...this.#underWay],
      isHeld: this.#isHeld,
      serial: this.#serial,
      dropped: this.#dropped,
    };
  }

  restore({ underWay, isHeld, serial, dropped }: PassageSnapshot<Message>): void {
    this.#underWay = [...underWay];
    this.#isHeld = isHeld;
    this.#serial = serial;
    this.#dropped = dropped;
  }

  /** What becomes of the nth message is the same whatever became of those before. */
  #gamble(parcel: Parcel<Message>, nowMs: number): void {
    const { latencyMs, jitterMs, lossShare, duplicateShare, ...spec } = this.#spec;
    const chance = new RandomStream(this.#seed, "link", ...this.#name, this.#serial++);
    const upTo = (mostMs: number): number => Math.floor(chance.uniform() * mostMs);
    let atMs = nowMs + latencyMs + upTo(jitterMs) + upTo(parcel.slackMs);
    let losses = 0;
    while (losses < MOST_REPEATS && chance.uniform() < lossShare) losses++;
    const isHeldUp = chance.uniform() < spec.reorderShare;
    if (isHeldUp) atMs += upTo(spec.reorderMs);
    const isTwice = chance.uniform() < duplicateShare;
    const copyMs = upTo(jitterMs);
    if (losses > 0 && parcel.care === "once") return;
    atMs += losses * spec.repeatMs;
    const arrivesMs = this.#depart(parcel, atMs, isHeldUp || losses > 0);
    if (isTwice) this.#add({ ...parcel, atMs: arrivesMs + copyMs, isCopy: true, isHeldUp: true });
  }

  /**
   * Sends it off, behind what it must not overtake. Returns when it arrives.
   * @param isHeldUp whether what is said after it in other lanes may overtake it
   */
  #depart(parcel: Parcel<Message>, soonestMs: number, isHeldUp: boolean): number {
    const { lane, care } = parcel;
    if (care === "latest") {
      // What it makes up for need not arrive any more.
      this.#underWay = this.#underWay.filter((o) => o.lane !== lane || o.atMs < soonestMs);
    }
    let inOrderMs = soonestMs;
    let inLaneMs = soonestMs;
    for (const other of this.#underWay) {
      if (!other.isHeldUp) inOrderMs = Math.max(inOrderMs, other.atMs);
      const isBehind = lane === null || other.lane === null || other.lane === lane;
      if (isBehind) inLaneMs = Math.max(inLaneMs, other.atMs);
    }
    const atMs = Math.max(inOrderMs, inLaneMs);
    this.#add({ ...parcel, atMs, isCopy: false, isHeldUp: isHeldUp || inLaneMs > inOrderMs });
    return atMs;
  }

  #add(parcel: UnderWay<Message>): void {
    let place = this.#underWay.length;
    while (!this.#isHeld && place > 0 && this.#underWay[place - 1]!.atMs > parcel.atMs) place--;
    this.#underWay.splice(place, 0, parcel);
  }
}
