import type { Mark } from "../record/index.ts";
import type { TwinLog } from "./twinLog.ts";

/** A twin this much late has fallen behind [wall ms]; once told, only after it has caught up again. */
const BEHIND_MS = 1000;

/** How late a live run is. Being late is told, and no error. */
export class Lateness {
  readonly #log: TwinLog;
  readonly #mark: (mark: Mark, note: string) => void;
  #behindMs = 0;
  /** The same, of the instant that is about to be run. */
  #lateMs = 0;
  #isBehind = false;

  constructor(log: TwinLog, mark: (mark: Mark, note: string) => void) {
    this.#log = log;
    this.#mark = mark;
  }

  /** How late the last instant came [wall ms]; 0: in time. */
  get behindMs(): number {
    return this.#behindMs;
  }

  /** The instant that is about to be run comes so late. */
  note(lateMs: number): void {
    this.#lateMs = lateMs;
  }

  /** Between two instants. */
  look(atMs: number): void {
    this.#behindMs = this.#lateMs;
    this.#lateMs = 0;
    const isBehind = this.#behindMs > (this.#isBehind ? 0 : BEHIND_MS);
    if (isBehind === this.#isBehind) return;
    this.#isBehind = isBehind;
    const behindMs = Math.round(this.#behindMs);
    if (isBehind) {
      this.#mark("fellBehind", `${behindMs} ms behind the wall clock`);
      this.#log.warn("fell behind", { atMs, behindMs });
    } else {
      this.#log.info("caught up", { atMs });
    }
  }
}
