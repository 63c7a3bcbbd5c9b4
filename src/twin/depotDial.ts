import type { LineChannel } from "../links/index.ts";

/** The first pause after a failure, and the longest: each is twice the one before [wall ms]. */
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 5000;

/** Tries to reach a depot, less and less often while nobody is there. */
export class DepotDial {
  readonly #connect: () => Promise<LineChannel>;
  readonly #connected: (channel: LineChannel) => void;
  #pauseMs = FIRST_PAUSE_MS;
  #nextWallMs = -Infinity;
  #isTrying = false;

  constructor(connect: () => Promise<LineChannel>, connected: (channel: LineChannel) => void) {
    this.#connect = connect;
    this.#connected = connected;
  }

  /** When it is to be tried again, by the clock on the wall. */
  get nextWallMs(): number {
    return this.#isTrying ? Infinity : this.#nextWallMs;
  }

  /** Tries, if it is time to. */
  tryAt(wallMs: number): void {
    if (wallMs < this.nextWallMs) return;
    this.#isTrying = true;
    void this.#try(wallMs);
  }

  async #try(wallMs: number): Promise<void> {
    const channel = await this.#connect().catch(() => null);
    this.#isTrying = false;
    if (channel === null) this.failed(wallMs);
    else this.#connected(channel);
  }

  /** Nobody is there, or no longer. */
  failed(wallMs: number): void {
    this.#nextWallMs = wallMs + this.#pauseMs;
    this.#pauseMs = Math.min(2 * this.#pauseMs, LONGEST_PAUSE_MS);
  }

  /** Somebody has answered. */
  succeeded(): void {
    this.#pauseMs = FIRST_PAUSE_MS;
  }
}
